"""Type that a program makes bold: it draws the letters once more, as lines around them, which cover thin letters."""

import ctypes
from collections.abc import Iterator
from itertools import islice

import pypdfium2.raw as C
from PIL import Image, ImageChops, ImageFilter

from reviews.pdf.boxes import Box, holds
from reviews.pdf.characters import SHARE, Char, Part
from reviews.pdf.inspect.outlines import CURVES, LINE
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.view import View, switched_off

COVERED = {"hidden", "partial", "overprinted"}
REACH = 0.65  # points from the edge of a letter; half of the thickest line, and its soft edge
FAINT = 20  # of 255
MOST_LOOKS = 60  # on a page
LYING = 0.9  # of the letters, under the lines
FREE, STRAY = 0.1, 0.2  # of their place, where no line of theirs may be; of that, where one is
MITRE = 3  # times as far as it is thick a line sticks out at its corners, by PDFium’s own box


def judge_bolder(drawn: list[Char], parts: list[Part], view: View) -> None:
    """Letters under lines that lie on them, and hardly anywhere beside them, become "seen": a box, a scribble or
    another word in their place would lie beside them too."""
    covered = [char for char in drawn if char.state in COVERED and not char.invisible]
    for path in islice(_paths(covered, parts), MOST_LOOKS) if covered else ():
        letters = _letters_of(path, drawn)
        near = view.close(extent(char.px for char in letters)) if letters else None
        lines = _lines_along(letters, path, parts, near) if near else None
        for char in letters if lines else ():
            if char.state in COVERED and _spans(lines, near.place(char.box)):
                char.state = "seen"


def _paths(covered: list[Char], parts: list[Part]) -> Iterator[Part]:
    """Those that may be letters, around some that are covered."""
    for part in parts:
        box = part.box if part.kind == C.FPDF_PAGEOBJ_PATH else None
        is_drawing = box and C.FPDFPath_CountSegments(part.raw) >= CURVES
        if is_drawing and any(holds(box, char.box) for char in covered):
            yield part


def _letters_of(path: Part, drawn: list[Char]) -> list[Char]:
    """All in its place; none if the path is larger than letters with lines around them."""
    box, width = path.box, ctypes.c_float()
    C.FPDFPageObj_GetStrokeWidth(path.raw, width)
    letters = [char for char in drawn if holds(box, char.box)]
    place = extent(char.box for char in letters)
    return letters if holds(place, box, LINE + MITRE * width.value) else []


def _lines_along(
    letters: list[Char], path: Part, parts: list[Part], near: View
) -> Image.Image | None:
    """Where the lines of ``path`` show, if that is along these letters."""
    own = {char.owner for char in letters}
    texts = [part for part in parts if part.kind == C.FPDF_PAGEOBJ_TEXT]
    theirs = [part.raw for part in texts if part.at in own]
    with switched_off([path.raw, *(part.raw for part in texts if part.at not in own)]):
        type_ = _ink(near, theirs)
    with switched_off(theirs):
        lines = _ink(near, [path.raw])
    return lines if _lie_on(lines, type_, 2 * round(REACH * near.scale) + 1) else None


def _ink(view: View, own: list) -> Image.Image:
    """Where they show."""
    with_them = view.draw()
    with switched_off(own):
        difference = ImageChops.difference(with_them, view.draw())
    return difference.point([0] * FAINT + [255] * (256 - FAINT))


def _lie_on(lines: Image.Image, type_: Image.Image, reach: int) -> bool:
    free = ImageChops.invert(type_.filter(ImageFilter.MaxFilter(reach)))
    whole, space = _area(type_), _area(free)
    lying = _area(ImageChops.darker(lines, type_)) >= LYING * whole
    stray = _area(ImageChops.darker(lines, free)) <= STRAY * space
    return whole > 0 and lying and stray and space >= FREE * lines.size[0] * lines.size[1]


def _spans(lines: Image.Image, place: Box) -> bool:
    """Most of the height and width of a letter."""
    left, top, right, bottom = place
    shown = lines.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).getbbox()
    if shown is None:
        return False
    wide, high = shown[2] - shown[0], shown[3] - shown[1]
    return wide >= SHARE * (right - left) and high >= SHARE * (bottom - top)


def _area(mask: Image.Image) -> int:
    return mask.histogram()[255]
