"""Themes by keyboard: an editor ticks them, and a reader goes from the list to the reviews of one."""

import pytest
from playwright.sync_api import expect

from tests.e2e import screens

pytestmark = pytest.mark.e2e


def test_an_editor_ticks_themes_by_keyboard_and_sees_them_as_readers_will(page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    form = page.url
    page.get_by_label("Review type").select_option(label="serious case review")
    page.get_by_role("checkbox", name="Exploitation").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    screens.save(page)
    ticked = page.get_by_role("group", name="Themes").get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(2)
    page.get_by_role("button", name="Save and preview").click()
    facts = page.get_by_role("main").get_by_role("link", name="Exploitation", exact=True)
    expect(facts).to_have_attribute("href", "/themes/exploitation/")
    page.goto(form)
    page.get_by_role("link", name="Discard draft…").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("is discarded")).to_be_visible()


def test_a_reader_goes_from_the_list_of_themes_to_a_review(page):
    page.goto("/")
    page.get_by_role("navigation", name="Register").get_by_role("link", name="Themes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Themes")
    page.get_by_role("link", name="Working together").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Working together")
    page.get_by_role("link", name="More about this review").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Working together")).to_be_visible()
