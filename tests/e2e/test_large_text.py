"""What staff read most: nothing has to be scrolled sideways with text of twice the size or on tablets, or hit exactly."""

import pytest

from tests.e2e.test_appearance import TWICE

pytestmark = pytest.mark.e2e

WIDTHS = (360, 768, 1024, 1280, 1600)
SCREENS = {
    "approver": [
        *("", "reviews/review/", "missed-addresses/", "reviews/listing/"),
        *("reviews/review/1/change/", "e-mail/", "reviews/board/1/change/"),
    ],
    "auditor": [
        *("reviews/event/", "reviews/document/", "reviews/publicationrule/"),
        *("reviews/publicationrule/1/change/",),
        *("compliance/", "pages/1/timeline/", "availability/1/"),
    ],
    "administrator": ["reviews/user/", "reviews/board/", "reviews/theme/", "e-mail/queue/"],
}
SIDEWAYS = """
[document.documentElement, ...document.querySelectorAll("body *")].filter(
    e => e.scrollWidth > e.clientWidth + 1 && (e === document.documentElement ||
        ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
).map(e => `${e.tagName}.${e.className}`)
"""

SMALL = """
[...document.querySelectorAll("main a, main button, main summary, nav a")].filter(e => {
    const { width, height } = e.getBoundingClientRect()
    return width && (width < 24 || height < 24) && !e.closest("p")  // links in a sentence may be as high as it
}).map(e => e.outerHTML)
"""


def sideways(page) -> dict[int, list[str]]:
    """What scrolls sideways, by width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(SIDEWAYS)
    return {width: those for width, those in found.items() if those}


@pytest.mark.sweep(few=1, full=3)
@pytest.mark.parametrize("role", SCREENS)
def test_nothing_is_wider_than_the_window_or_too_small_to_hit(new_page, site, role, seeds):
    page, found, [seed] = new_page(bypass_csp=True), {}, seeds
    page.request.get("/an/address/of/an/older/website/that-readers-missed/")
    site.sign_in(page, role)
    for path in SCREENS[role][seed % 3 :: 3]:
        page.goto(f"/admin/{path}")
        found[f"{path}, small"] = page.evaluate(SMALL)
        found[path] = sideways(page)
        page.evaluate(TWICE)
        found[f"{path}, twice the size"] = sideways(page)
    assert {path: where for path, where in found.items() if where} == {}


def test_what_is_too_wide_or_too_small_is_found(new_page, site):
    page = new_page(bypass_csp=True)
    site.sign_in(page, "auditor")
    page.goto("/admin/reviews/document/")
    page.add_style_tag(content="#result_list { min-width: 2000px } #result_list a { all: unset }")
    assert sideways(page).keys() == set(WIDTHS)
    assert page.evaluate(SMALL) != []


def test_boxes_to_tick_stand_below_each_other_and_the_focus_is_seen(new_page, site):
    page = new_page(width=360)
    site.sign_in(page, "administrator")
    page.goto("/admin/reviews/user/add/")
    boxes = page.locator(".field-groups").get_by_role("checkbox")
    assert len({box.bounding_box()["x"] for box in boxes.all()}) == 1
    rows = page.locator(".form-row").evaluate_all(
        "all => all.map(e => getComputedStyle(e).overflowX)"
    )
    assert {*rows} == {"visible"}


def test_a_mark_in_the_comparison_covers_no_line_but_its_own(page, site):
    """Each part of a mark is no higher than the lines are apart; with more space around it, it would be."""
    site.sign_in(page, "approver")
    page.goto("/admin/")
    words = "<ins>" + "changed words " * 60 + "</ins>"
    page.locator("main").evaluate(
        "(main, words) => main.insertAdjacentHTML('beforeend', `<div class=register-said>${words}</div>`)",
        words,
    )
    marks = """ins => {
        const parts = [...ins.getClientRects()].sort((a, b) => a.top - b.top)
        return parts.slice(1).map((part, at) => parts[at].bottom - part.top)
    }"""
    mark = page.locator(".register-said ins")
    overlaps = mark.evaluate(marks)
    assert len(overlaps) > 1
    assert max(overlaps) <= 0
    mark.evaluate("ins => { ins.style.padding = '8px 0' }")
    assert max(mark.evaluate(marks)) > 0
