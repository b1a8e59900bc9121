"""The main job, counted: a review from nothing to submission, and its approval and publication.

A click is a link, a button, a list of choices, or a box that is not reached with the Tab key from the one before.
Dropping files, or choosing them together, is one. The figures are printed: run with ``-s``.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import screens

pytestmark = pytest.mark.e2e
MOST_CLICKS, MOST_PAGES = 18, 4
SUMMARY = "How local services worked, on their own and together, to safeguard a child."
RESPONSE = ("The board accepts all of it.", "Staff ask children first.", "An audit in May 2016.")
MONITORING = "will be monitored by the board to further improve services to young people"
ACTIONS = [
    ("A first recommendation", "Train all staff", "The council", "December 2015", "Complete"),
    ("A second recommendation", "Agree how", "The police", "31 March 2016", "In progress"),
    ("A third recommendation", "Ask families", "The board", "2016", "Not started"),
]
VERIFIER = "The independent chair"
TABLE = "Recommendation\tAction\tLead agency\tDue\tStatus\tVerified by\n" + "\n".join(
    "\t".join([*row, VERIFIER if row[-1] == "Complete" else ""]) for row in ACTIONS
)


class Hand:
    """Does what a person does, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.fields = page, [], 0
        self.pages = [page.url]
        page.on("request", self._note)

    def _note(self, asked) -> None:
        is_page = asked.is_navigation_request() and asked.frame == self.page.main_frame
        if is_page and not asked.redirected_from:
            self.pages.append(f"{asked.method} {asked.url}")

    def click(self, target: Locator) -> None:
        self.clicks.append(str(target))
        target.click()

    def choose(self, target: Locator, label: str) -> None:
        self.clicks.append(str(target))
        self.fields += 1
        target.select_option(label=label)
        target.focus()

    def drop(self, target: Locator, *names: str) -> None:
        self.clicks.append(str(target))
        screens.drop(target, *names)

    def type(self, text: str, into: Locator) -> None:
        """Into the box that has the focus after a click."""
        expect(into).to_be_focused()
        self.fields += 1
        self.page.keyboard.type(text)

    def tab_to(self, target: Locator, text: str) -> None:
        """With the Tab key, as far as it takes: an editor’s own buttons are one stop."""
        for _ in range(12):
            self.page.keyboard.press("Tab")
            if target.evaluate("box => box === document.activeElement"):
                return self.type(text, target)
        raise AssertionError(f"The Tab key does not lead to {target}")

    def report(self, who: str) -> None:
        shown = f"{who}: {len(self.clicks)} clicks, {len(self.pages)} pages, {self.fields} boxes"
        print(f"\n{shown}", *self.pages, sep="\n    ")  # noqa: T201


def test_a_review_takes_at_most_18_clicks_and_4_pages(page, new_page, site):
    site.sign_in(page, "editor")
    page.goto("/admin/")
    editor = Hand(page)
    write(editor)
    second = new_page()
    site.sign_in(second, "approver")
    second.goto("/admin/")
    approver = Hand(second)
    approve(approver)
    editor.report("Editor")
    approver.report("Approver")
    assert len(editor.clicks) <= MOST_CLICKS
    assert len(editor.pages) <= MOST_PAGES
    assert len(approver.clicks) <= 4


def write(hand: Hand) -> None:
    page = hand.page
    hand.click(page.get_by_role("button", name="Add a review"))
    hand.choose(page.get_by_label("Review type"), "serious case review")
    hand.drop(
        page.get_by_label("Several files at once"), "serious-case-review.pdf", "board-response.pdf"
    )
    expect(page.get_by_text("2 of 2 files are here")).to_be_visible()
    documents = screens.part(page, "Documents")
    for number, kind in enumerate(("overview_report", "board_response")):
        expect(documents.get_by_label("Kind").nth(number)).to_have_value(kind)
    names = screens.part(page, "Names by which the review is known")
    hand.click(names.get_by_role("button", name="Add another Name"))
    hand.type("Child Q", names.get_by_label("Identifier"))
    hand.choose(names.get_by_label("Kind"), "letter")
    hand.click(page.get_by_role("heading", name="Dates and details"))
    hand.tab_to(page.get_by_label("Conducted from"), "April 2014")
    hand.tab_to(page.get_by_label("Conducted to"), "February 2015")
    summary = page.get_by_label("Summary", exact=True)
    hand.click(summary)
    hand.type(SUMMARY, summary)
    response = screens.part(page, "Board response, in words")
    boxes = ("Actions taken", "Impact", "Next steps")
    for number, (label, text) in enumerate(zip(boxes, RESPONSE, strict=True)):
        box = response.get_by_role("textbox", name=label)
        if number == 0:
            hand.click(box)
            hand.type(text, box)
        else:
            hand.tab_to(box, text)
    hand.click(monitoring := page.get_by_label("Monitoring"))
    hand.type(MONITORING, monitoring)
    paste_plan(hand)
    hand.click(page.get_by_role("button", name="Save and submit for approval"))
    hand.click(page.get_by_role("button", name="Submit for approval"))
    expect(page.get_by_text("somebody else has to approve it")).to_be_visible()


def paste_plan(hand: Hand) -> None:
    actions = screens.part(hand.page, "Actions of the plan")
    hand.click(actions.get_by_text("Paste a table"))
    box = actions.get_by_role("textbox", name="Table")
    hand.click(box)
    box.fill(TABLE)
    hand.fields += 1
    hand.click(actions.get_by_role("button", name="Check"))
    hand.click(actions.get_by_role("button", name="Add these 3 rows"))
    expect(actions.get_by_label("Recommendation")).to_have_count(len(ACTIONS))


def approve(hand: Hand) -> None:
    page = hand.page
    hand.click(page.get_by_role("link", name="Child Q"))
    expect(page.get_by_role("region", name="The page as it will be read")).to_be_visible()
    hand.click(page.get_by_role("button", name="Approve", exact=True))
    hand.click(page.get_by_role("link", name="Publish…"))
    hand.click(page.get_by_role("button", name="Publish", exact=True))
    expect(page.get_by_role("link", name="See it as the public does")).to_be_visible()
