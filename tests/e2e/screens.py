"""What staff do in the admin, found by the labels of its buttons and fields."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import reviews

WIDE, NARROW = 1280, 360
MATERIAL = Path(reviews.__file__).parent / "demonstration"


def add_page(page: Page, kind: str, address: str = "") -> None:
    """Add a page of a kind, such as “Reviews”, and show the form of its first edition."""
    page.get_by_role("navigation", name="Sections").get_by_role("link", name=kind).click()
    if kind == "Reviews":
        page.get_by_role("button", name="Add a review").click()
    else:
        page.get_by_role("link", name="Add", exact=False).click()
        page.get_by_label("Address").fill(address)
        page.get_by_role("button", name="Add and write the first edition").click()
    settle(page, page.get_by_role("heading", level=1).filter(has_text="edition 1 (draft)"))
    if (
        kind == "Reviews"
    ):  # what another test sent and did not save has a row in the draft that it had begun
        left = part(page, "Documents").get_by_role("button", name="Remove", exact=False)
        while left.count():
            left.first.click()


def begin_review(page: Page) -> None:
    """Show the form of a new review whose type is chosen."""
    add_page(page, "Reviews")
    page.get_by_label("Review type").select_option(label="serious case review")


def settle(page: Page, sign: Locator) -> None:
    """Wait for the page that shows ``sign``, and for its scripts.

    They put editors in the place of text boxes: a box that was found before them stays hidden.
    """
    expect(sign.first).to_be_visible()
    page.wait_for_load_state()


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def add_document(page: Page, kind: str, file: str) -> None:
    documents = part(page, "Documents")
    number = documents.get_by_role("combobox", name="Kind").count()
    documents.get_by_role("button", name="Add another Document").click()
    documents.get_by_label("Kind").nth(number).select_option(label=kind)
    documents.get_by_label("PDF file").nth(number).set_input_files(MATERIAL / file)


def drop(target: Locator, *names: str) -> None:
    """Drag files of the demonstration onto a field, as the browser itself has it from the mouse."""
    target.scroll_into_view_if_needed()
    place, page = target.bounding_box(), target.page
    files = [str(MATERIAL / name) for name in names]
    dragged = {"data": {"items": [], "files": files, "dragOperationsMask": 1}}
    browser_itself = page.context.new_cdp_session(page)
    for event in ("dragEnter", "dragOver", "drop"):
        there = {"type": event, "x": place["x"] + 20, "y": place["y"] + 20}
        browser_itself.send("Input.dispatchDragEvent", there | dragged)


def add_action(page: Page, recommendation: str, action: str, agency: str, due: str) -> None:
    actions = part(page, "Actions of the plan")
    number = actions.get_by_role("textbox", name="Recommendation").count()
    actions.get_by_role("button", name="Add another Action").click()
    for label, text in {
        "Recommendation": recommendation,
        "Action": action,
        "Lead agency": agency,
        "Due": due,
    }.items():
        actions.get_by_label(label, exact=True).nth(number).fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").click()
    settle(page, page.get_by_text("is saved as a draft"))


def edit(page: Page, button: str = "Edit") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    settle(page, page.get_by_role("heading", level=1).filter(has_text="(draft)"))


def submit(page: Page, note: str = "") -> str:
    """Save the draft and submit it for approval. Returns the address of the page in the admin."""
    page.get_by_role("button", name="Save and submit for approval").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Submit")
    page.get_by_label("Change note").fill(note)
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("somebody else has to approve it")).to_be_visible()
    return page.url


def approve(second: Page, page_url: str) -> None:
    """Sign what was submitted, as somebody who did not work on it."""
    second.goto(page_url)
    second.get_by_role("link", name="Look at it and approve…").click()
    second.get_by_role("button", name="Approve", exact=True).click()
    expect(second.get_by_text("is approved: it can be published")).to_be_visible()


def publish(page: Page, second: Page, note: str = "", at: str = "") -> None:
    """One submits, the other approves and publishes. Both see the page in the admin at the end."""
    page_url = submit(page, note)
    approve(second, page_url)
    second.get_by_role("link", name="Publish…").click()
    second.get_by_label("Publish at").fill(at)
    second.get_by_role("button", name="Publish", exact=True).click()
    expect(second.get_by_role("heading", name="This page now")).to_be_visible()
    page.goto(page_url)


def withdraw(page: Page, note: str, authorised_by: str = "") -> None:
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Reason").select_option(label="anonymity at risk")
    page.get_by_label("Authorised by").fill(authorised_by)
    page.get_by_label("Public note").fill(note)
    page.get_by_role("button", name="Withdraw now").click()
    expect(page.get_by_text("The page is withdrawn")).to_be_visible()
