"""Work that is not saved outlives a closed window and the end of a session, and what is wrong is seen."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.test_accessibility import GRAVE, NARROW, WIDE, faults, sideways

pytestmark = pytest.mark.e2e


@pytest.fixture
def form(new_page, site):
    """The form of a new review's first edition, in a browser that lets axe in and notes what it is asked."""
    page = new_page(bypass_csp=True)
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    page.asked = []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.accept()))
    return page


def test_what_is_sent_twice_arrives_once(form):
    """The second would be refused for what the first has done: somebody has saved this draft meanwhile."""
    page, held = form, []
    page.get_by_label("Review type").select_option(label="serious case review")
    page.get_by_label("Title", exact=True).fill("Of some")
    page.route("**/change/", lambda route: held.append(route))
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("thing else")  # not before the browser has seen to the Enter
    held[0].continue_()
    page.unroute("**/change/")
    expect(page.get_by_text("is saved as a draft")).to_be_visible()
    expect(page.get_by_text("There is a problem")).to_have_count(0)
    assert [route.request.method for route in held if route.request.method == "POST"] == ["POST"]
    screens.save(page)  # the form of the answer can be sent


def test_whoever_stays_with_what_they_typed_can_send_the_other_form_after_all(new_page, site):
    page, answers = new_page(), ["dismiss", "accept"]
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    page.locator(".breadcrumbs a").last.click()
    page.on("dialog", lambda dialog: getattr(dialog, answers.pop(0))())
    page.get_by_role("button", name="Add another Former address").click()
    box = page.locator("#id_former_addresses-0-path")
    box.fill("typed.php")
    work = page.get_by_role("button", name=re.compile("Continue the draft|Edit"))
    work.click()
    expect(box).to_have_value("typed.php")
    work.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("(draft)")
    assert answers == []


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def is_seen_in_a_closed_section(page: Page) -> None:
    """A wrong date, a text that is too long in the editor, and a wrong row, each found from the summary."""
    section = page.get_by_role("heading", name="Dates and details")
    section.click()
    page.get_by_label("Conducted from").fill("31/02/2015")
    section.click()
    page.get_by_label("Text", exact=True).fill("x" * 100_001)
    names = screens.part(page, "Names by which the review is known")
    names.get_by_role("button", name="Add another Name").click()
    names.get_by_role("combobox", name="Kind").last.select_option(index=1)
    page.get_by_role("button", name="Save draft").click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_text("Ready to be submitted")).to_have_count(0)
    for link, box in {
        "Conducted from": "id_conducted_from",
        "Text": "prose-text",
        "Name 1": "id_identifiers-0-value",
    }.items():
        summary.get_by_role("link", name=re.compile(f"^{link}")).click()
        assert box in focused(page)
    expect(page.get_by_label("Conducted from")).to_be_visible()
    is_accessible(page)


def is_accessible(page: Page) -> None:
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page, GRAVE) + sideways(page) == []
    page.set_viewport_size({"width": WIDE, "height": 900})


def test_nothing_typed_is_lost(form, site):
    page, address = form, form.url
    is_seen_in_a_closed_section(page)
    expect(page.get_by_text("not saved yet.")).to_be_visible()
    page.goto(address)
    assert page.asked == ["beforeunload"]  # what was wrong was never saved
    expect(page.get_by_role("alert").filter(has_text="Not saved yet")).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Thrown away.")).to_be_visible()
    page.get_by_label("Review type").select_option(label="serious case review")
    page.get_by_label("Summary", exact=True).fill("Typed and not saved")
    page.get_by_label("Text", exact=True).press_sequentially("In the editor too.")
    expect(page.get_by_text("not saved yet.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet")).to_be_focused()
    expect(page.get_by_label("Summary", exact=True)).to_have_value("Typed and not saved")
    is_accessible(page)

    page.get_by_label("Summary", exact=True).fill("Typed when the session had ended")
    asked = len(page.asked)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    assert len(page.asked) == asked  # whoever saves is not asked whether to leave
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(site.chosen["editor"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You were signed out. Nothing was saved yet")).to_be_visible()
    expect(page.get_by_label("Summary", exact=True)).to_have_value(
        "Typed when the session had ended"
    )
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_contain_text("In the editor")
    screens.save(page)
    expect(page.get_by_text("Not saved yet")).to_have_count(0)
    expect(page.get_by_label("Summary", exact=True)).to_have_value(
        "Typed when the session had ended"
    )
    asked = len(page.asked)
    page.goto("/admin/")
    assert len(page.asked) == asked  # nothing was changed


def test_what_was_refused_is_kept_before_anybody_can_leave(form):
    page = form
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))  # no pause of a script ends
    page.get_by_label("Title", exact=True).fill("Refused")
    page.get_by_role("heading", name="Dates and details").click()
    page.get_by_label("Conducted from").fill("31/02/2015")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
    expect(page.get_by_text("not saved yet.")).to_be_visible()


def test_what_could_not_be_kept_is_kept_once_the_site_answers(form):
    page, failed = form, []
    page.route("**/unsaved/", lambda route: (failed.append(route), route.abort()), times=1)
    with page.expect_response("**/unsaved/") as answered:
        page.get_by_label("Title", exact=True).fill("Of something")
        expect(page.get_by_text("cannot be kept at the moment")).to_be_visible()
    assert (len(failed), answered.value.ok) == (1, True)
    expect(page.get_by_text("not saved yet")).to_be_visible()
    expect(page.get_by_text("cannot be kept at the moment")).to_have_count(0)
    page.faults.clear()  # the browser logs the answer that failed


def test_what_is_typed_before_the_scripts_came_is_kept_and_can_be_gone_on_with(form):
    """As on a slow line: the boxes are there long before the editor takes the place of one."""
    page, address, held = form, form.url, []
    page.route("**/editor*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.get_by_label("Summary", exact=True).fill("Typed early")
    box = page.locator("textarea[name=body]")
    box.fill("One, \nthree.")
    box.evaluate("box => box.setSelectionRange(5, 5)")
    page.route("**/editor*.js", lambda route: route.continue_())  # from now on
    held[0].continue_()
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_focused()
    page.keyboard.type("two,")
    expect(box).to_have_value("One, two,\nthree.")
    expect(page.get_by_text("not saved yet.")).to_be_visible()
    page.goto(address)
    assert page.asked == ["beforeunload"]
    expect(page.get_by_label("Summary", exact=True)).to_have_value("Typed early")
    expect(box).to_have_value("One, two,\nthree.")


def test_whoever_types_before_the_scripts_came_stays_where_they_are(form):
    page, address, held = form, form.url, []
    page.get_by_label("Summary", exact=True).fill("Typed and not saved")
    expect(page.get_by_text("not saved yet.")).to_be_visible()
    page.route("**/error-summary*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.get_by_label("Title", exact=True).click()
    held[0].continue_()
    page.wait_for_load_state()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()


def test_files_are_named_when_the_session_ended_before_they_were_sent(form, site):
    """One chosen in its box, one dropped: both are sent before the form, and answered that nobody is signed in."""
    page = form
    screens.part(page, "Documents").get_by_role("button", name="Add another Document").click()
    box = screens.part(page, "Documents").get_by_label("PDF file")
    box.set_input_files(screens.MATERIAL / "serious-case-review.pdf")
    page.get_by_label("Summary", exact=True).fill("Typed when the session had ended")
    page.context.clear_cookies()
    page.faults.clear()
    screens.drop(page.get_by_label("Several files at once"), "board-response.pdf")
    expect(page.get_by_text("You have been signed out. Save: after you sign in")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(site.chosen["editor"])
    page.get_by_role("button", name="Sign in").click()
    again = page.get_by_role("alert").filter(has_text="Choose again")
    expect(again.get_by_role("listitem")).to_have_text(
        ["serious-case-review.pdf", "board-response.pdf"]
    )
    expect(page.get_by_label("Summary", exact=True)).to_have_value(
        "Typed when the session had ended"
    )
    assert [fault for fault in page.faults if "401" not in fault] == []
    page.faults.clear()


def test_the_end_of_a_session_is_announced_and_put_off(page, site):
    site.sign_in(page, "editor")
    page.clock.install()
    page.goto("/admin/")
    expect(page.get_by_role("button", name="Stay signed in")).to_have_count(0)
    left = int(page.locator("#session-end").get_attribute("data-seconds"))  # it is an older test's
    page.clock.fast_forward((left - 240) * 1000)
    expect(page.get_by_role("alert").filter(has_text="You will be signed out at")).to_be_visible()
    link = page.get_by_role("link", name="Your account")
    link.focus()
    page.get_by_role("button", name="Stay signed in").press("Enter")
    expect(page.get_by_text("You stay signed in until")).to_be_visible()
    expect(link).to_be_focused()
    page.clock.fast_forward("07:50:00")
    expect(page.get_by_role("alert").filter(has_text="signed out")).to_have_count(0)
    page.clock.fast_forward("00:15:00")
    expect(page.get_by_text("You have been signed out.")).to_be_visible()
