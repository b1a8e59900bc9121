"""The action plan: a table as wide as the page, and on a phone a card for each action."""

import pytest

pytestmark = pytest.mark.e2e
REVIEW = "/reviews/scr-2015-1/"
PLACES = """
[...document.querySelectorAll(".plan tbody tr")].map(row => [...row.children].map(cell => {
    const box = cell.getBoundingClientRect(), mark = getComputedStyle(cell, "::before").content;
    return { left: box.left, right: box.right, top: box.top, mark };
}))
"""
END = "document.querySelector('main').getBoundingClientRect().right"


def test_a_wide_window_shows_a_table_across_the_page(new_page):
    page = new_page(width=1280)
    page.goto(REVIEW)
    rows, end = page.evaluate(PLACES), page.evaluate(END)
    assert len(rows) == 3
    for action, due, state in rows:
        assert action["top"] == due["top"] == state["top"]
        assert action["right"] <= due["left"] < due["right"] <= state["left"]
        assert end - 80 < state["right"] <= end  # the page has an edge
        assert due["mark"] in {"none", "normal"}
    starts = {tuple(round(cell["left"]) for cell in row) for row in rows}
    assert len(starts) == 1


def test_a_phone_shows_cards_that_say_what_each_value_is(new_page):
    page = new_page(width=360)
    page.goto(REVIEW)
    rows = page.evaluate(PLACES)
    for action, due, state in rows:
        assert action["top"] < due["top"] <= state["top"]
        assert action["left"] == due["left"]
        assert "Due" in page.locator(".plan td").first.get_attribute("data-label")
        assert due["mark"] != "none"
        assert state["mark"] == "none"
    assert rows[0][2]["top"] < rows[1][0]["top"]
