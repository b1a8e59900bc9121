"""An anonymous visitor finds a review and reads it: by mouse, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from reviews import pdf
from tests.e2e.screens import MATERIAL

pytestmark = pytest.mark.e2e

REVIEW = "/reviews/scr-2015-1/"
PUBLIC = [
    *("/", "/serious-case-reviews/", "/serious-case-reviews/history/"),
    *(REVIEW, f"{REVIEW}history/", "/privacy/"),
]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_report_is_found_from_the_listing_and_downloaded(new_page, scripts, tmp_path):
    page = new_page(java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Serious case reviews").click()
    expect(page.get_by_role("heading", name="August 2015")).to_be_visible()
    page.get_by_role("link", name="More about this review").click()
    address = page.get_by_role(
        "link", name=re.compile("^PDF.*: Serious case review$")
    ).get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    (tmp_path / "report.pdf").write_bytes(answer.body())
    stored, sent = (
        pdf.read(MATERIAL / "serious-case-review.pdf"),
        pdf.read(tmp_path / "report.pdf"),
    )
    assert sent.text == stored.text  # a copy without what readers do not see


def test_the_history_says_what_was_carried_over(page):
    page.goto(REVIEW)
    expect(page.get_by_text("Page last updated 4 October 2018")).to_be_visible()
    page.get_by_role("link", name="All updates to this page").click()
    expect(
        page.get_by_text("Carried over unchanged from services.southwark.gov.uk")
    ).to_be_visible()


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_sets_a_cookie(page, path):
    page.goto(path)
    assert page.context.cookies() == []


def test_a_page_of_staff_does_set_cookies(page):
    page.goto("/admin/")
    assert {cookie["path"] for cookie in page.context.cookies()} == {"/admin/"}


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_scrolls_sideways_at_360_pixels(new_page, path):
    page = new_page(width=360)
    page.goto(path)
    assert sideways(page) == 0


def test_what_is_too_wide_is_noticed(new_page):
    page = new_page(width=360)
    page.goto("/")
    page.evaluate("document.querySelector('main').style.width = '500px'")
    assert sideways(page) > 100


def sideways(page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_the_whole_way_by_keyboard(page):
    page.goto("/serious-case-reviews/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, "More about this review")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Serious case review, August 2015")
    tab_to(page, "PDF, ")
    with page.expect_request("**/*.pdf") as asked:
        page.keyboard.press("Enter")
    assert asked.value.url.endswith(f"{REVIEW}serious-case-review.pdf")


def tab_to(page, words: str) -> None:
    """Press Tab until the link is reached; everything on the way shows that it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            "return {words: e.textContent.trim(), outline: s.outlineStyle, width: s.outlineWidth} }"
        )
        assert focus["outline"] != "none", focus
        assert float(focus["width"].removesuffix("px")) >= 2, focus
        if focus["words"].startswith(words):
            return
    raise AssertionError(f"No link “{words}” is reached by Tab.")
