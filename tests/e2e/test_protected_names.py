"""The names that must never appear, entered and settled in a browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e import screens
from tests.e2e.test_accessibility import GRAVE, NARROW, WIDE, at_each

pytestmark = pytest.mark.e2e


def test_names_are_entered_settled_shown_and_removed(new_page, site):
    page = new_page(WIDE, bypass_csp=True)
    site.sign_in(page, "editor")
    screens.begin_review(page)
    page.get_by_label("State", exact=True).first.select_option(label="listed without a document")
    page.get_by_label("Summary", exact=True).fill("Grace Okafor was seen. Grace was well.")
    screens.save(page)
    page.locator(".breadcrumbs a").last.click()
    page.get_by_role("link", name="Names that must never appear…").click()
    page.get_by_label("What must never appear").fill("Grace Okafor")
    page.get_by_role("button", name="Add and search").click()
    expect(page.get_by_text("“Summary” holds a name")).to_be_visible()
    expect(page.get_by_role("cell", name="Grace Okafor")).to_have_count(0)
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    page.get_by_role("button", name="Show what is on the list").click()
    expect(page.get_by_role("cell", name="Grace Okafor")).to_be_visible()
    page.get_by_label("“grace”").check()
    page.get_by_label("Why it may stay").fill("A nurse of that name.")
    page.get_by_role("button", name="Settle what is ticked").click()
    expect(page.get_by_text("A nurse of that name.")).to_be_visible()
    page.get_by_role("link", name="Edition 1").first.click()
    expect(page.get_by_role("link", name="“Summary” holds a name")).to_have_attribute(
        "href", "#id_summary"
    )
    page.go_back()
    page.get_by_role("button", name="Remove number 1").click()
    expect(page.get_by_text("Nothing is entered yet.")).to_be_visible()
