"""Nothing moves a button away from under the mouse: a click that began on it would meet nothing."""

import pytest

from tests.e2e import screens

pytestmark = pytest.mark.e2e

ALL = "[...document.images]"
ARRIVED = f"{ALL}.every(picture => picture.complete && picture.naturalWidth)"
TOP = "button => button.getBoundingClientRect().top + scrollY"


@pytest.fixture
def waiting(new_page, site):
    """The address of a page whose edition, with two cleaned files, waits for its approval."""
    page = new_page()
    site.sign_in(page, "editor")
    screens.begin_review(page)
    screens.add_document(page, "overview report", "serious-case-review.pdf")
    screens.add_document(page, "board response", "board-response.pdf")
    return screens.submit(page)


@pytest.fixture
def moved(new_page, site, waiting):
    """How many pictures arrive only when the button has been found, and how far it goes down meanwhile."""

    def by(style: str = "/* as it is */") -> tuple[int, float]:
        page, held = new_page(bypass_csp=True), []
        page.route("**/cover/", lambda route: held.append(route))
        site.sign_in(page, "approver")
        page.goto(waiting)
        page.get_by_role("link", name="Look at it and approve…").click()
        button = page.get_by_role("button", name="Approve", exact=True)
        button.scroll_into_view_if_needed()
        page.add_style_tag(content=style)
        before = button.evaluate(TOP)
        page.route("**/cover/", lambda route: route.continue_())  # from now on
        for route in held:
            route.continue_()
        page.evaluate(f"{ALL}.forEach(picture => {{ picture.loading = 'eager' }})")
        page.wait_for_function(ARRIVED)
        return page.evaluate(f"{ALL}.length"), button.evaluate(TOP) - before

    return by


def test_pictures_that_arrive_move_no_button(moved):
    assert moved() == (8, 0)
    pictures, pixels = moved("main img { aspect-ratio: auto !important }")
    assert pictures == 8
    assert pixels > 100


SAID = """([kept, said]) => {
    const [quiet, loud] = document.querySelectorAll('#unsaved-work span')
    Object.assign(quiet, { textContent: kept }), Object.assign(loud, { textContent: said })
}"""
TOPS = f"[...document.querySelectorAll('.submit-row :is(input, a)')].map({TOP})"
KEPT = [
    ["Kept at 18:40, not saved yet.", ""],
    ["Kept at 18:40, not saved yet.", "Ada saved this draft at 18:41 on 30 November 2026."],
]


def farthest(page, width: int) -> float:
    """How far a button moves when the form says that what was typed is kept, as it does by itself."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(SAID, ["", ""])
    before = page.evaluate(TOPS)
    found = []
    for words in KEPT:
        page.evaluate(SAID, words)
        found += [abs(now - was) for now, was in zip(page.evaluate(TOPS), before, strict=True)]
    assert len(found) == 8
    return max(found)


def test_what_is_kept_meanwhile_moves_no_button(new_page, site):
    page = new_page(bypass_csp=True)
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    assert max(farthest(page, width) for width in (360, 768, 900, 1024, 1280)) < 2
    page.add_style_tag(content=".unsaved-work { order: 0 !important; flex: 1 1 12rem !important }")
    assert farthest(page, 900) > 10
