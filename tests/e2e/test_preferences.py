"""What a reader's browser knows, and what it asks for: links that were followed before, and no motion."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from reviews.lib.colour import contrast
from tests.e2e.test_board_colour import colours

pytestmark = pytest.mark.e2e

HOME, LISTING = "/", "/serious-case-reviews/"
OF_A_LIST, OF_THE_MASTHEAD = ".newest h3 a", ".masthead nav a"
SEEN = {"light": "#5d3a70", "dark": "#cfb1e0"}
MOVING = """
[...document.querySelectorAll("*")].filter(e => ["", "::before", "::after"].some(part => {
    const { transitionDuration, animationName } = getComputedStyle(e, part || null);
    return animationName != "none" || !/^(0s(, )?)+$/.test(transitionDuration);
})).map(e => e.tagName.toLowerCase())
"""


def drawn(page: Page, selector: str) -> set[str]:
    """The colours of a link's letters: scripts are not shown that it was followed."""
    picture = Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
    return {f"#{bytes(colour).hex()}" for _, colour in picture.getcolors(2**20)}


def follow(page: Page, selector: str) -> None:
    """As if its first link had been followed before: a browser for tests remembers none."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    session.send("CSS.forcePseudoState", found | {"forcedPseudoClasses": ["visited"]})


@pytest.mark.parametrize("scheme", SEEN)
def test_a_review_that_was_read_is_marked_in_a_list(new_page, scheme):
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(HOME)
    seen, normal = SEEN[scheme], colours(page, scheme)
    assert normal["link"] in drawn(page, OF_A_LIST)
    assert seen not in drawn(page, OF_A_LIST)
    follow(page, OF_A_LIST)
    assert seen in drawn(page, OF_A_LIST)
    assert contrast(seen, normal["ground"]) > 7
    follow(page, OF_THE_MASTHEAD)  # a door, not something to have read
    assert normal["link"] in drawn(page, OF_THE_MASTHEAD)


def test_in_print_it_is_as_black_as_the_others(new_page):
    page = new_page()
    page.goto(HOME)
    page.emulate_media(media="print")
    follow(page, OF_A_LIST)
    assert "#000000" in drawn(page, OF_A_LIST)
    assert SEEN["light"] not in drawn(page, OF_A_LIST)


@pytest.mark.parametrize("address", [HOME, LISTING, "/reviews/scr-2015-1/", "/search/?q=child"])
def test_nothing_moves_for_readers_who_ask_for_no_motion(new_page, address):
    still = new_page(reduced_motion="reduce")
    still.goto(address)
    assert still.evaluate(MOVING) == []
    moving = new_page(reduced_motion="no-preference")
    moving.goto(address)
    assert "a" in moving.evaluate(MOVING)
