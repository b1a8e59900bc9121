"""Whether words in a colour can be read, by the figures of WCAG and of the stylesheet."""

import re

import pytest
from django.conf import settings

from reviews.lib.colour import GROUND, contrast, in_words, is_readable, nearest_readable


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#767676", "#ffffff", 4.54),
        ("#595959", "#ffffff", 7.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#17505c", "#fdfcfa", 8.76),
        ("#ff0000", "#ff0000", 1),
    ],
)
def test_contrast(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_what_is_not_quite_enough_does_not_look_like_it():
    assert in_words(6.999) == "6.9 to 1"
    assert in_words(7) == "7.0 to 1"


@pytest.mark.parametrize(
    ("colour", "nearest"),
    [
        ("#17505c", "#17505c"),
        ("#1d70b8", "#175a93"),
        ("#e08a00", "#7c4d00"),
        ("#ffff00", "#5a5a00"),
        ("#ffffff", "#575757"),
        ("#000000", "#000000"),
    ],
)
def test_the_nearest_shade_that_can_be_read(colour, nearest):
    assert is_readable(colour) == (colour == nearest)
    assert nearest_readable(colour) == nearest
    assert is_readable(nearest)


def test_every_colour_is_held_against_the_ground_of_the_pages():
    style = (settings.BASE_DIR / "static" / "register.css").read_text()
    assert re.search(r"--ground: (#\w+);", style)[1] == GROUND
    [own] = re.findall(r"--board: (#\w+);", style)
    assert is_readable(own)
    assert own in (settings.BASE_DIR / "static" / "colour.js").read_text()
