"""A review in print: its address and date, addresses of links in full and once, nothing of a screen, nothing cut off."""

import pytest

pytestmark = pytest.mark.e2e
REVIEW = "/reviews/scr-2015-1/"
A4 = 672  # pixels between the margins of 16 mm
ADDED = """
[...document.querySelectorAll("main a, aside a")].filter(a => a.checkVisibility()).map(a => [
    a.textContent.trim(), a.href, getComputedStyle(a, "::after").content.replace(/^"|"$/g, "")])
"""
SHOWN = (
    "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length"
)
SIZES = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"


@pytest.fixture
def printed(new_page):
    page = new_page(width=A4)
    page.goto(REVIEW)
    page.emulate_media(media="print")
    return page


def test_a_review_says_where_and_of_when_it_is(printed):
    said = printed.locator(".printed")
    assert said.all_inner_texts() == ["Edition 1, of 4 October 2018.", printed.url]
    assert all(each.is_visible() for each in said.all())
    printed.emulate_media(media="screen")
    assert not any(each.is_visible() for each in said.all())


def test_addresses_of_links_stand_in_full_once(printed):
    added = {words: (to, after) for words, to, after in printed.evaluate(ADDED)}
    files = [after for _, after in added.values() if after.endswith(".pdf>")]
    assert len(files) == 3
    assert all(after.startswith(" <http") for after in files)
    elsewhere = {to: after for to, after in added.values() if "southwark.gov.uk" in to}
    assert elsewhere
    assert all(after == f" <{to}>" for to, after in elsewhere.items())
    own = printed.url + "on/"
    assert [after for words, (_, after) in added.items() if words.startswith(own)] == ["none"]


def test_nothing_of_a_screen_is_printed_and_nothing_is_cut_off(printed):
    for control in (".exit", ".skip-link", ".masthead ul", ".crumbs", ".foot ul", ".docs img"):
        assert printed.evaluate(SHOWN, control) == 0, control
    assert printed.evaluate("document.documentElement.scrollWidth") <= A4
    assert printed.evaluate(SIZES, "main .meta") < printed.evaluate(SIZES, "#summary + div")
    printed.emulate_media(media="screen")
    assert printed.evaluate(SHOWN, ".exit") == 1
