"""Many thin lines over text: each lets something of it through, and all together leave nothing to read."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import pypdfium2.raw as C
from PIL import Image, ImageChops

from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char, Part
from reviews.pdf.view import View, switched_off

CELL = 8  # points
THIN = 3  # points
FEWEST = 10  # cells as long as lines of a page are together before they are looked at
DENSE = 6  # lines through a cell; those of tables are fewer
MOST_CELLS, MOST_SEGMENTS = 2000, 5000  # of a line
SCRIBBLE = 40  # segments of one line
LEFT = 0.3  # of the ink of a letter, if nobody can read it
# Near by, something shows between such lines: nothing that anybody would read.
LOOKED_AT = {"seen", "hidden", "partial"}

Cell = tuple[int, int]


def judge_hatched(drawn: list[Char], parts: list[Part], view: View, picture: Image.Image) -> None:
    """``picture`` is what ``view`` shows. Letters that lines have covered become "overprinted"."""
    order = {part.at: place for place, part in enumerate(parts)}
    lines, letters = list(_lines(parts)), drawn
    for _ in range(2):  # of all lines, then of those drawn later than such letters
        dense = _dense(lines) if sum(line.length for line in lines) >= FEWEST * CELL else set()
        letters = [char for char in letters if _cell(char.box) in dense]
        first = min((order[char.owner] for char in letters), default=len(parts))
        lines = [line for line in lines if line.place > first]
    letters = [char for char in letters if char.state in LOOKED_AT]
    if letters:
        _judge(letters, lines, parts, view, picture)


def _judge(
    letters: list[Char], lines: list["_Line"], parts: list[Part], view: View, picture: Image.Image
) -> None:
    texts = [part.raw for part in parts if part.kind == C.FPDF_PAGEOBJ_TEXT]
    with switched_off(texts):
        shown = ImageChops.difference(picture, view.draw())
    with switched_off(parts[line.place].raw for line in lines):
        bare = view.draw()
        with switched_off(texts):
            whole = ImageChops.difference(bare, view.draw())
    for char in letters:
        if _ink(shown, char.px) < LEFT * _ink(whole, char.px):
            char.state = "overprinted"


@dataclass(frozen=True, slots=True)
class _Line:
    """``place`` is in the order of drawing."""

    place: int
    box: Box
    length: float


def _lines(parts: list[Part]) -> Iterator[_Line]:
    for place, part in enumerate(parts):
        box = part.box if part.kind == C.FPDF_PAGEOBJ_PATH else None
        if box is None:
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if C.FPDFPath_CountSegments(part.raw) >= SCRIBBLE and _is_line(part.raw):
            yield _Line(place, box, _length(part.raw))
        elif min(wide, high) <= THIN:
            yield _Line(place, box, max(wide, high))


def _is_line(path) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    C.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value) and not fill.value


def _length(path) -> float:
    x, y, points = ctypes.c_float(), ctypes.c_float(), []
    for number in range(min(C.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = C.FPDFPath_GetPathSegment(path, number)
        C.FPDFPathSegment_GetPoint(segment, x, y)
        is_start = C.FPDFPathSegment_GetType(segment) == C.FPDF_SEGMENT_MOVETO
        points.append((complex(x.value, y.value), is_start))
    return sum(abs(one - other) for (one, _), (other, new) in pairwise(points) if not new)


def _dense(lines: list[_Line]) -> set[Cell]:
    """Where more lines run than anybody draws who does not mean to cover something."""
    through: dict[Cell, float] = defaultdict(float)
    for line in lines:
        left, bottom, right, top = line.box
        columns = range(int(left // CELL), int(right // CELL) + 1)
        rows = range(int(bottom // CELL), int(top // CELL) + 1)
        number = len(columns) * len(rows)
        own = line.length / CELL / number
        for cell in product(columns, rows) if number <= MOST_CELLS else ():
            through[cell] += own
    return {cell for cell, many in through.items() if many >= DENSE}


def _cell(box: Box) -> Cell:
    return int((box[0] + box[2]) / 2 // CELL), int((box[1] + box[3]) / 2 // CELL)


def _ink(difference: Image.Image, place: Box) -> int:
    left, top, right, bottom = (int(end) for end in place)
    counts = difference.crop((left, top, right + 1, bottom + 1)).histogram()
    return sum(grey * count for grey, count in enumerate(counts))
