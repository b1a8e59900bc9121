"""Reporting the progress of an action plan, counted: three clicks on two pages, the dashboard and one screen."""

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.e2e


def test_progress_is_reported_with_three_clicks_on_two_pages(page, site):
    site.sign_in(page, "editor")
    page.goto("/admin/")
    clicks, pages = [], [page.url]
    page.on(
        "request", lambda asked: pages.append(asked.url) if asked.is_navigation_request() else None
    )

    def click(target: Locator) -> None:
        clicks.append(target)
        target.click()

    click(page.get_by_role("link", name="Report progress on Serious case review, August 2015"))
    second = page.get_by_role("group", name="2. ")
    status = second.get_by_label("Status")
    clicks.append(status)
    status.select_option(label="Complete")
    status.press("Tab")
    page.keyboard.type("4 May 2016")
    page.keyboard.press("Tab")
    page.keyboard.type("The independent chair")
    click(page.get_by_role("button", name="Save and submit for approval"))
    expect(page.get_by_text("somebody else has to approve it")).to_be_visible()
    expect(
        page.get_by_text("Progress on the action plan reported: 2 of 3 done.").first
    ).to_be_visible()
    # The dashboard and the screen; then the form is sent, and the page’s own screen has the answer.
    assert (len(clicks), len(pages)) == (3, 4)
    page.get_by_role("button", name="Continue the draft").click()
    page.get_by_role("link", name="Discard draft…").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("is discarded")).to_be_visible()
