"""Members of board staff publish a review by clicking: one writes, another approves."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from reviews import pdf
from reviews.lib.dates import PartialDate, as_words
from tests.e2e import screens

pytestmark = pytest.mark.e2e


def today() -> str:
    return as_words(PartialDate.of(datetime.datetime.now(datetime.UTC)))


def without_addresses(html: str) -> str:
    return re.sub(r'(href|src)="[^"]*"', "", html)


def write_demonstration_review(page: Page, name: str) -> None:
    """The review that the register is demonstrated with, typed and uploaded anew."""
    page.get_by_label("Review type").select_option(label="serious case review")
    page.get_by_label("Summary", exact=True).fill(
        "How services worked together to safeguard a child."
    )
    page.get_by_role("heading", name="Dates and details").click()
    page.get_by_label("Conducted from").fill("April 2014")
    page.get_by_label("Conducted to").fill("February 2015")
    names = screens.part(page, "Names by which the review is known")
    names.get_by_role("button", name="Add another Name").click()
    names.get_by_label("Identifier").first.fill(name)
    names.get_by_label("Kind").first.select_option(label="letter")
    screens.save(page)


def attach_documents(page: Page) -> None:
    screens.add_document(page, "overview report", "serious-case-review.pdf")
    screens.add_document(page, "board response", "board-response.pdf")
    response = screens.part(page, "Board response, in words")
    response.get_by_role("textbox", name="Actions taken").fill("Much.")
    screens.part(page, "Action plan").get_by_label("Monitoring").first.fill(
        "will be monitored by us"
    )
    screens.add_action(page, "Listen to children", "Train staff", "The council", "December 2015")
    screens.add_action(page, "Share records", "Agree how", "The police", "31 March 2016")


@pytest.fixture
def second(new_page, site):
    """The browser of a second person."""
    page = new_page()
    site.sign_in(page, "approver")
    return page


def test_a_review_is_written_previewed_approved_and_published(page, second, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    write_demonstration_review(page, "Child P")
    blockers = page.get_by_role("region", name="Before it can be submitted")
    expect(blockers).to_contain_text("Attach the report")
    attach_documents(page)
    screens.save(page)
    expect(page.get_by_role("region", name="Ready to be submitted")).to_be_visible()

    page.get_by_role("button", name="Save and preview").click()
    expect(page.get_by_role("complementary", name="Preview")).to_contain_text(
        "Edition 1 is a draft"
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Child P")
    previewed = without_addresses(page.get_by_role("main").inner_html())
    with page.expect_download() as file:
        page.evaluate("document.querySelector('a[href*=\"/preview/\"]').download = ''")
        page.get_by_role("link", name=re.compile("^PDF.*: Overview report$")).click()
    report = pdf.read(screens.MATERIAL / "serious-case-review.pdf")
    assert pdf.read(file.value.path()).text == report.text
    page.go_back()

    screens.publish(page, second)
    page.get_by_role("link", name="See it as the public does").click()
    assert without_addresses(page.get_by_role("main").inner_html()) == previewed
    page.goto("/serious-case-reviews/")
    page.get_by_role("link", name="Child P", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Child P")


def test_the_next_edition_is_returned_scheduled_taken_back_and_published(page, second, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Pages", "about-the-board")
    page.get_by_label("Title", exact=True).first.fill("About the board")
    page.get_by_label("Text", exact=True).fill("What the board did.")
    screens.publish(page, second)

    screens.edit(page)
    page.get_by_label("Text", exact=True).fill("What the board does, and with whom.")
    page_url = screens.submit(page, "Other words.")
    return_it(second, page_url)
    page.goto(page_url)
    expect(page.get_by_text("Say whose words.")).to_be_visible()
    second.goto("/about-the-board/")
    expect(second.get_by_text("What the board did.")).to_be_visible()

    screens.edit(page, "Continue the draft")
    later = datetime.date.today() + datetime.timedelta(days=400)  # noqa: DTZ011
    screens.publish(page, second, "Says with whom.", f"{later}T09:00")
    expect(page.get_by_text("To change it, take back its schedule first.")).to_be_visible()
    second.get_by_role("button", name="Take back the schedule").click()
    expect(second.get_by_text("is a draft again")).to_be_visible()

    page.reload()
    screens.edit(page, "Continue the draft")
    page.get_by_label("Summary", exact=True).fill("In short.")
    screens.publish(page, second, "Says with whom the board works.")
    page.goto("/about-the-board/")
    expect(page.get_by_text("What the board does, and with whom.")).to_be_visible()
    expect(page.get_by_text(f"Page last updated {today()}")).to_be_visible()
    page.get_by_role("link", name="All updates to this page").click()
    expect(page.get_by_text("Says with whom the board works.")).to_be_visible()
    expect(page.get_by_text("Says with whom.", exact=True)).to_have_count(0)


def return_it(second: Page, page_url: str) -> None:
    """A second person sees what changed, and wants something else."""
    second.goto(page_url)
    second.get_by_role("link", name="Look at it and approve…").click()
    changes = second.get_by_role("region", name="What changes since edition 1")
    expect(changes.locator("del").first).to_contain_text("did")
    expect(changes.locator("ins").first).to_contain_text("does")
    second.get_by_role("link", name="Return it with remarks…").click()
    second.get_by_label("What has to change").fill("Say whose words.")
    second.get_by_role("button", name="Return it").click()
    second.wait_for_url(lambda url: "/return/" not in url)


def test_without_a_second_person_a_mark_stays_until_one_signs(page, second, new_page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Pages", "cannot-wait")
    page.get_by_label("Title", exact=True).first.fill("Cannot wait")
    page.get_by_label("Text", exact=True).fill("Urgent words.")
    page_url = screens.submit(page)
    second.goto(page_url.replace("/change/", "/hold/"))
    second.get_by_label("Reason").select_option(label="inquest")
    second.get_by_role("button", name="Put on hold").click()
    expect(second.get_by_text("On hold (inquest)")).to_be_visible()
    second.get_by_role("button", name="Release the hold").click()
    expect(second.get_by_text("Nothing goes live by itself")).to_be_visible()
    second.get_by_role("link", name="Look at it and approve…").click()
    second.goto(second.url.replace("/approve/", "/override/"))
    second.get_by_label("Why it cannot wait").fill("A court wants it today.")
    second.get_by_role("button", name="Publish without a second person").click()
    expect(second.get_by_text("is awaiting a second signature")).to_be_visible()
    second.goto("/admin/")
    expect(second.get_by_role("region", name="Awaiting a second signature")).to_be_visible()


def test_two_people_erase_a_page_that_was_withdrawn(page, second, new_page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    write_demonstration_review(page, "Child E")
    attach_documents(page)
    screens.publish(page, second)
    second.get_by_role("link", name="See it as the public does").click()
    address = second.url
    second.go_back()
    screens.withdraw(second, "Ask the board for a copy.", "The chair of the board")
    second.get_by_role("link", name="Ask to erase…").click()
    number = second.url.rstrip("/").rpartition("/")[2]
    second.get_by_label("Reason").select_option(label="it names a child")
    second.get_by_label("Page number").fill(number)
    second.get_by_role("button", name="Ask an administrator to erase this").click()

    third = new_page(360)
    site.sign_in(third, "administrator")
    third.goto("/admin/erasures/")
    third.get_by_role("main").get_by_role("link").last.click()
    third.wait_for_load_state()
    assert "Child E" not in third.content()
    wide = third.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide == 0
    third.get_by_label("Page number").fill(number)
    third.get_by_role("button", name="Destroy it for good").click()
    expect(third.get_by_role("heading", name="Erasures")).to_be_visible()
    assert third.request.get(address).status == 404
    assert third.request.get(f"{address}history/").status == 404


def add_person(page: Page, site, name: str) -> None:
    """An administrator adds an editor for all boards and hands them a password."""
    site.sign_in(page, "administrator")
    page.goto("/admin/reviews/user/add/")
    site.one_time[name] = "Handed-over-in-person-7"
    page.get_by_label("Username").fill(name)
    for box in ("password1", "password2"):
        page.locator(f"[name={box}]").fill(site.one_time[name])
    page.get_by_label("Editors").check()
    page.get_by_label("Works for all boards").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()


def test_a_one_time_password_opens_nothing_but_the_choice_of_another(page, site):
    add_person(page, site, "newcomer")
    page.goto("/admin/")
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Password").fill(site.one_time["newcomer"])
    page.get_by_role("button", name="Sign in").click()
    for page_url in ("/admin/", "/admin/reviews/review/", "/admin/reviews/review/add/"):
        page.goto(page_url)
        expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    site.choose(page, "newcomer")
    page.goto("/admin/reviews/review/")
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible()


def test_a_file_is_dropped_onto_the_form(page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    documents = screens.part(page, "Documents")
    documents.get_by_role("button", name="Add another Document").click()
    documents.get_by_label("Kind").first.select_option(label="report")
    box = documents.get_by_label("PDF file").first
    screens.drop(box, "board-response.pdf")
    page.get_by_label("Review type").select_option(label="serious case review")
    screens.save(page)
    expect(documents.get_by_text("File in place: PDF")).to_be_visible()


def test_a_blocker_leads_into_a_folded_part_of_the_form(page, site):
    site.sign_in(page, "editor")
    screens.begin_review(page)
    page.get_by_role("heading", name="Dates and details").click()
    page.get_by_label("Conducted from").fill("April 2014")
    screens.save(page)
    expect(page.get_by_label("Conducted to")).to_be_visible()  # open, because it holds something
    page.get_by_role("heading", name="Dates and details").click()
    expect(page.get_by_label("Conducted to")).to_be_hidden()
    page.get_by_role("link", name="Say both when the review began").click()
    expect(page.get_by_label("Conducted to")).to_be_focused()
