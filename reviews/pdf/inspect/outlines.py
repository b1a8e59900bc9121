"""Text of the colour behind it around which a program draws the letters as lines: “outline” type."""

from collections.abc import Iterator

import pypdfium2.raw as C
from PIL import ImageChops

from reviews.pdf.boxes import holds
from reviews.pdf.characters import Char, Part
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.view import View, switched_off

CURVES = 9  # segments of a path that may be letters
LINE = 1.0  # points; as much larger than the letters is what is drawn around them
FAINT = 20  # of 255


def judge_outlined(drawn: list[Char], parts: list[Part], view: View) -> None:
    """Such letters become "recognised": whether there are strokes in their place is asked as of a scan."""
    hidden = [char for char in drawn if char.state == "hidden" and not char.invisible]
    outlined = list(_outlined(hidden, parts)) if hidden else []
    if not outlined:
        return
    with switched_off(part.raw for part, _ in outlined):
        without_lines = view.draw()
        with switched_off(part.raw for part in parts if part.kind == C.FPDF_PAGEOBJ_TEXT):
            ink = ImageChops.difference(without_lines, view.draw())
    for char in (char for _, letters in outlined for char in letters):
        if ink.crop(tuple(map(int, char.px))).getextrema()[1] < FAINT:
            char.state, char.invisible = "recognised", True


def _outlined(hidden: list[Char], parts: list[Part]) -> Iterator[tuple[Part, list[Char]]]:
    """Paths that are as large as letters in their place, with these."""
    for part in parts:
        box = part.box if part.kind == C.FPDF_PAGEOBJ_PATH else None
        if box and C.FPDFPath_CountSegments(part.raw) >= CURVES:
            letters = [char for char in hidden if holds(box, char.box)]
            if letters and holds(extent(char.box for char in letters), box, LINE):
                yield part, letters
