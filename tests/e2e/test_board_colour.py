"""A board's colour in the browser: chosen in its form, seen on its pages, and easy to read in every look."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from reviews.lib.colour import contrast, nearest_readable
from tests.e2e.test_accessibility import ANY, faults

pytestmark = pytest.mark.e2e

OURS, TEAL = "#6b2d5c", "#8fc7d3"
REVIEW, WELSH = "/reviews/scr-2015-1/", "/cy/serious-case-reviews/"  # with a button
STILL = {"reduced_motion": "reduce"}  # so that no colour is on its way to another
# As the browser draws it, however it is written.
COLOURS = """
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const drawn = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return "#" + [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(n => n.toString(16).padStart(2, "0")).join("");
  };
  const of = (place, property) => {
    const found = document.querySelector(place);
    return found && drawn(getComputedStyle(found)[property]);
  };
  return {
    link: of(".masthead nav a", "color"), ground: of("body", "backgroundColor"),
    foot: of(".foot", "backgroundColor"),
    button: of("button", "backgroundColor"), words: of("button", "color"),
  };
}
"""
HUES = ("#e00000", "#e07000", "#b0b000", "#00a000", "#00a0a0", "#0000ff", "#8000ff", "#e000a0")


def colours(page: Page, scheme: str, **media: str) -> dict[str, str]:
    page.emulate_media(color_scheme=scheme, **media)
    return page.evaluate(COLOURS)


def set_colour(page: Page, box: str, colour: str) -> None:
    page.goto("/admin/reviews/board/1/change/")
    page.get_by_label(box, exact=True).fill(colour)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


@pytest.fixture
def coloured(page, site):
    """The demonstration, whose board has chosen a colour, and has none again at the end."""
    site.sign_in(page, "administrator")
    set_colour(page, "Choose the colour", OURS)
    yield
    set_colour(page, "Colour", "")


@pytest.mark.usefixtures("coloured")
def test_what_was_chosen_is_the_colour_of_the_board_s_pages(new_page):
    """Under the content security policy, for which every page is watched."""
    reader = new_page(**STILL)
    for address in (REVIEW, WELSH):
        reader.goto(address)
        seen = colours(reader, "light")
        assert (seen["link"], seen["button"] or OURS) == (OURS, OURS), address
        assert colours(reader, "dark")["link"] not in {OURS, TEAL}
        assert colours(reader, "light", media="print")["link"] == "#000000"
        reader.emulate_media(media="screen")
    reader.goto("/")
    assert colours(reader, "light")["link"] != OURS


@pytest.mark.usefixtures("coloured")
def test_axe_finds_nothing_in_either_look(new_page):
    reader, found = new_page(360, bypass_csp=True, **STILL), {}
    for address in (REVIEW, WELSH):
        reader.goto(address)
        for scheme in ("light", "dark"):
            reader.emulate_media(color_scheme=scheme)
            found[address, scheme] = faults(reader, ANY)
    assert {place: what for place, what in found.items() if what} == {}


def hard_to_read(page: Page, colour: str) -> dict[str, tuple[float, ...]]:
    """The looks in which words of this colour, or on it, have too little contrast."""
    page.evaluate("colour => document.documentElement.style.setProperty('--board', colour)", colour)
    hard = {}
    for scheme in ("light", "dark"):
        seen = colours(page, scheme)
        assert (seen["link"] == colour) == (scheme == "light")
        link, button = (
            contrast(seen["link"], seen["ground"]),
            contrast(seen["words"], seen["button"]),
        )
        foot = contrast(seen["link"], seen["foot"])
        if min(link, button) < 7 or foot < 6:
            hard[scheme] = (link, button, foot)
    return hard


def test_every_hue_is_easy_to_read_on_dark_ground_too(new_page):
    reader = new_page(**STILL)
    reader.goto(WELSH)
    taken = (*map(nearest_readable, HUES), "#000000", "#575757")
    hard = {colour: hard_to_read(reader, colour) for colour in taken}
    assert hard == dict.fromkeys(taken, {})
    assert hard_to_read(reader, HUES[1]).keys() == {"light"}  # which no board can choose


def test_a_browser_that_cannot_derive_the_dark_colour_has_a_fixed_one(new_page):
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("oklch(from", "unknown(from"))

    reader = new_page(**STILL)
    reader.route(re.compile(r"/register\.\w+\.css$"), older)
    reader.goto(WELSH)
    reader.evaluate("colour => document.documentElement.style.setProperty('--board', colour)", OURS)
    assert colours(reader, "light")["link"] == OURS
    assert colours(reader, "dark")["link"] == TEAL
