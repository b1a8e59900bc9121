"""The rows of a review’s form, as somebody at the keyboard and the mouse uses them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import screens
from tests.e2e.prose_editor import PASTE

pytestmark = pytest.mark.e2e

WORD_TABLE = """<style>td{mso-x:1}</style><table style="border:1px"><tr><td>No.</td><td>Recommendation</td>
<td>Action</td><td>Lead</td><td>By when</td><td>Status</td></tr>
<tr><td>1</td><td rowspan=2><p style="mso-a:1">Listen to
children</p></td><td><p>Train</p><p>all "staff"</p></td><td>Police</td><td>30/09/2027</td><td>Ongoing</td></tr>
<tr><td>2</td><td>Audit</td><td></td><td>soonish</td><td>Amber</td></tr></table>"""


def expect_heads(rows: Locator, heads: list[str]) -> None:
    """Waits for them: without JavaScript each press of a button loads the page anew."""
    expect(rows.locator("h3")).to_have_text(heads, use_inner_text=True)


def actions(page: Page) -> Locator:
    return screens.part(page, "Actions of the plan")


@pytest.fixture
def form(page, site):
    site.sign_in(page, "editor")
    screens.begin_review(page)
    return page


def add_twelve(page: Page) -> None:
    """By the keyboard alone: each new row has the focus."""
    for number in range(1, 13):
        button = actions(page).get_by_role("button", name="Add another Action")
        button.press("Space" if number % 2 else "Enter")
        expect(page.locator(f"[name=actions-{number - 1}-recommendation]")).to_be_focused()
        page.keyboard.type(f"Recommendation {number}")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Action {number}")
        page.locator(f"[name=actions-{number - 1}-lead_agency]").fill("The council")


def expect_order(page: Page, numbers: list[int]) -> None:
    names = [f"Action {place}: Action {number}" for place, number in enumerate(numbers, 1)]
    expect_heads(actions(page), names)


def test_twelve_rows_are_added_saved_moved_removed_and_saved_again(form):
    page = form
    add_twelve(page)
    screens.add_document(page, "overview report", "serious-case-review.pdf")
    screens.add_document(page, "board response", "board-response.pdf")
    names = screens.part(page, "Names by which the review is known")
    for number in range(11):
        names.get_by_role("button", name="Add another Name").click()
        names.get_by_label("Identifier").nth(number).fill(f"Name {number}")
        names.get_by_label("Kind").nth(number).select_option(label="letter")
    screens.save(page)
    expect_order(page, [*range(1, 13)])
    expect(screens.part(page, "Documents").get_by_text("File in place")).to_have_count(2)
    expect(names.locator("h3")).to_have_count(11)

    up = actions(page).get_by_role("button", name="Move up")
    up.nth(11).press("Space")
    news = actions(page).get_by_role("status")
    expect(news).to_have_text("Action 11: Action 12 is now number 11 of 12.")
    expect(up.nth(10)).to_be_focused()
    up.nth(0).press("Enter")
    expect(news).to_have_text("Action 1: Action 1 is the first already.")
    actions(page).get_by_role("button", name="Move down").nth(0).click()
    handles = actions(page).locator("[data-row-handle]")
    handles.nth(4).drag_to(actions(page).locator("h3").nth(2))
    expect(news).to_have_text("Action 3: Action 5 is now number 3 of 12.")
    expect_order(page, [2, 1, 5, 3, 4, 6, 7, 8, 9, 10, 12, 11])

    remove = actions(page).get_by_role("button", name="Remove")
    remove.nth(7).click()
    actions(page).get_by_role("button", name="Put back").click()
    remove.nth(0).click()
    actions(page).get_by_role("button", name="Add another Action").click()
    remove.last.click()  # nothing was typed in it
    screens.save(page)
    expect_order(page, [1, 5, 3, 4, 6, 7, 8, 9, 10, 12, 11])
    screens.save(page)
    expect_order(page, [1, 5, 3, 4, 6, 7, 8, 9, 10, 12, 11])


def test_texts_in_a_row_that_is_added_have_the_editor(form):
    """No part of many rows has such a text today, so one is made for the test."""
    box = "document.getElementById('actions-empty').content.querySelector('[name$=-evidence]')"
    form.evaluate(f"{box}.setAttribute('data-prose', '')")
    actions(form).get_by_role("button", name="Add another Action").click()
    expect(form.locator("#actions-0").get_by_role("textbox", name="Evidence")).to_have_attribute(
        "contenteditable", "true"
    )


def test_a_table_from_word_is_pasted_checked_and_taken(form):
    page = form
    screens.add_action(page, "First", "Before", "The council", "2026")
    actions(page).get_by_text("Paste a table from").click()
    box = actions(page).get_by_label("Table of actions")
    box.evaluate(PASTE, [WORD_TABLE, "as text"])
    actions(page).get_by_role("button", name="Check the table").press("Enter")
    check = page.get_by_role("region", name="How it is read: 2 rows, 1 with something to correct")
    expect(check.first).to_be_focused()
    expect(page.get_by_label("Action is column 3 and fills")).to_have_value("action")
    actions(page).get_by_role("button", name="Add these 2 rows").click()
    expect(page.locator("[name=actions-2-lead_agency]")).to_be_focused()
    expect_heads(
        actions(page),
        [
            "Action 1: Before",
            'Action 2: Train all "staff"',
            "Action 3: Audit",
        ],
    )
    expect(page.locator("[name=actions-1-recommendation]")).to_have_value("Listen to children")
    expect(page.locator("[name=actions-2-due]")).to_have_value("soonish")
    page.keyboard.type("Health")
    page.locator("[name=actions-2-due]").fill("May 2026")
    page.locator("[name=actions-2-status]").select_option(label="In progress")
    actions(page).get_by_role("button", name="Move up").nth(2).click()
    screens.save(page)
    expect_heads(
        actions(page),
        [
            "Action 1: Before",
            "Action 2: Audit",
            'Action 3: Train all "staff"',
        ],
    )


def test_without_javascript_rows_are_added_and_moved(new_page, site):
    page = new_page(java_script_enabled=False)
    site.sign_in(page, "editor")
    screens.begin_review(page)
    names = screens.part(page, "Names by which the review is known")
    for number, name in enumerate(("First", "Second")):
        names.get_by_role("button", name="Add another Name").click()
        names.get_by_label("Identifier").nth(number).fill(name)
        names.get_by_label("Kind").nth(number).select_option(label="letter")
    names.get_by_role("button", name="Move down").first.click()
    expect_heads(names, ["Name 1: Second", "Name 2: First"])
    page.get_by_label("Text", exact=True).fill("In a **plain** box")
    names.get_by_label("Identifier").first.press("Enter")
    expect(page.get_by_text("is saved as a draft")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("In a **plain** box")
    expect_heads(names, ["Name 1: Second", "Name 2: First"])


def test_former_addresses_are_added_by_the_space_bar(form):
    """These rows are added by Django’s script, whose links are no buttons."""
    form.locator(".breadcrumbs").get_by_role("link").nth(1).click()
    form.get_by_role("button", name="Add another Former address").press("Space")
    expect(form.locator("[name=former_addresses-0-path]")).to_be_focused()
