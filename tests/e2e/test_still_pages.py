"""Nothing moves away from under the mouse while pictures arrive: a click on Approve would meet nothing."""

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
