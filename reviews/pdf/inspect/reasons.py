"""Why a text cannot be seen, found by leaving out what may hide it."""

import ctypes

import pypdfium2.raw as C
from PIL import ImageChops

from reviews.pdf.characters import Char
from reviews.pdf.consent import ANNOTATION, COVERED, NO_PICTURE
from reviews.pdf.inspect.ink import CONTRAST
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.inspect.visibility import Looked
from reviews.pdf.view import View, switched_off

OFF = "off the page"
TINY = "too small to read"
CROWDED = "many letters in the place of one"
COLOUR = "of the colour behind it"
BLOCKS = "drawn as blocks that nobody can read"
NOT_DRAWN = "clipped, transparent, or in a layer that is off"
MORE, LEAST = 1.5, 2  # times, pixels
PALE = 235  # of 255


def why(drawn: list[Char], looked: Looked) -> str:
    state = drawn[0].state
    if state in {"tiny", "small"}:
        return TINY
    if state in {"crowded", "block"}:
        return CROWDED if state == "crowded" else BLOCKS
    view = looked.view.part(extent(char.px for char in drawn)) if state != "off" else None
    if view is None:
        return OFF
    if drawn[0].invisible:
        return NO_PICTURE
    return _of_drawing({char.owner for char in drawn}, looked, view)


def _of_drawing(owners: set[int], looked: Looked, view: View) -> str:
    """What to leave out so that more of the text shows."""
    own = looked.objects(owners)
    shown = max(_ink(own, view) * MORE, LEAST)
    if _ink(own, view, annotations=False) > shown:
        return ANNOTATION
    with switched_off(_later(owners, looked)):
        if _ink(own, view) > shown:
            return COVERED
    with switched_off(looked.all_but(owners)):
        more = _ink(own, view) > shown
    return COLOUR if more or any(_is_pale(raw) for raw in own) else NOT_DRAWN


def _later(owners: set[int], looked: Looked) -> list:
    """What is drawn after the text. A form around it is drawn with it."""
    places = [place for place, part in enumerate(looked.parts) if part.at in owners]
    after = looked.parts[max(places, default=0) + 1 :]
    return [part.raw for part in after if part.at not in owners]


def _ink(own: list, view: View, annotations: bool = True) -> int:
    """How many pixels the text changes."""
    with_it = view.draw(annotations=annotations)
    with switched_off(own):
        without = view.draw(annotations=annotations)
    return sum(ImageChops.difference(with_it, without).histogram()[3 * CONTRAST :])


def _is_pale(raw) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not C.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= PALE and alpha.value > 0
