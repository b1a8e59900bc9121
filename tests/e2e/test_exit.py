"""“Exit this page”: in reach wherever a reader is, by a click, or by Shift three times; without JavaScript too."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_appearance import TWICE

pytestmark = pytest.mark.e2e
REVIEW = "/reviews/scr-2015-1/"
ELSEWHERE = "https://www.bbc.co.uk/weather"
WINDOWS = [(320, 640), (360, 740), (1280, 800), (320, 256)]  # the last is 1280 by 1024 at 400 %


@pytest.fixture
def reader(new_page):
    """Makes pages from which the other website is reached, and nothing but it may be asked for."""
    made = []

    def make(**options):
        made.append(page := new_page(**options))
        page.route(f"{ELSEWHERE}*", lambda route: route.fulfill(body="Weather"))
        page.goto("/")
        page.goto(REVIEW)
        return page

    yield make
    for page in made:
        page.faults[:] = [each for each in page.faults if not each.endswith(f"asks {ELSEWHERE}")]


def link(page):
    return page.get_by_role("link", name="Exit this page")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_click_leaves(reader, scripts):
    page = reader(java_script_enabled=scripts)
    link(page).click()
    page.wait_for_url(ELSEWHERE)


def test_shift_three_times_leaves_and_the_page_is_not_in_the_way_back(reader):
    page = reader()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What was learned")


def test_other_keys_between_do_not_leave(reader):
    """Capitals are typed, and links are gone through backwards, with Shift too."""
    page = reader()
    page.goto("/search/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("ABCD")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    for key in ("Shift", "Shift", "x", "Shift", "Shift"):
        page.keyboard.press(key)
    assert page.evaluate("document.body.hidden") is False
    expect(box).to_be_visible()
    page.keyboard.press("Shift")  # the third in a row, so the keys did arrive
    page.wait_for_url(ELSEWHERE)


@pytest.mark.parametrize("twice", [False, True])
def test_it_stays_in_reach(reader, twice):
    page = reader(bypass_csp=True)
    if twice:
        page.evaluate(TWICE)
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        for place in (0, 0.5, 1):
            page.evaluate(f"scrollTo(0, {place} * document.body.scrollHeight)")
            box = link(page).bounding_box()
            is_low = height <= 320  # there it would be in the way, and stands at the top
            if is_low and place:
                continue
            assert box["x"] >= 0, (width, place)
            assert box["x"] + box["width"] <= width, (width, place)
            assert is_low or 0 <= box["y"] <= height - box["height"], (width, place)
            assert box["height"] >= 24, (width, place)
