"""A reader reports a concern: without JavaScript, by keyboard; and axe finds nothing on the way."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_accessibility import ANY, NARROW, WIDE, at_each

pytestmark = pytest.mark.e2e
REVIEW = "/reviews/scr-2015-1/"
LINK = "This names someone, or something is wrong"


def test_a_concern_is_reported_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(REVIEW)
    page.get_by_role("main").get_by_role("link", name=LINK).click()
    page.get_by_label("Your e-mail address").fill("aunt")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what is wrong.")
    expect(page.get_by_label("Your e-mail address")).to_have_value("aunt")
    page.get_by_label("It names somebody").check()
    page.get_by_label("What is wrong?").fill("Page 3.")
    page.get_by_label("Your e-mail address").fill("aunt@example.org")
    page.get_by_label("Your e-mail address").press("Enter")
    expect(page.get_by_role("heading", name="Your report has arrived")).to_be_visible()
    assert page.context.cookies() == []
    page.faults[:] = [fault for fault in page.faults if "422" not in fault]


def test_axe_finds_nothing(new_page):
    page = new_page(WIDE, bypass_csp=True)
    page.goto(f"/concerns/new/?page={REVIEW}")
    found = {"form": at_each(page, [NARROW], ANY)}
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["with errors"] = at_each(page, [NARROW], ANY)
    page.get_by_label("Something else").check()
    page.get_by_label("What is wrong?").fill("A test.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()
    found["sent"] = at_each(page, [NARROW], ANY)
    assert found == {"form": [], "with errors": [], "sent": []}
    page.faults[:] = [fault for fault in page.faults if "422" not in fault]
