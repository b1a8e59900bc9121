"""Many thin lines or a drawing over text: something of each letter shows, and nothing is left to read."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as C
from PIL import Image, ImageChops

from reviews.pdf.boxes import Box, Cell, cell_of, cells
from reviews.pdf.characters import Char, Part
from reviews.pdf.view import View, switched_off

CELL = 8  # points
THIN = 3  # points
FEWEST = 10  # cells as long as lines of a page are together before they are looked at
DENSE = 6  # lines through a cell; those of tables are fewer
COVERED = 0.5  # of a cell, by thicker lines, is dense too
MOST_CELLS, MOST_SEGMENTS = 2000, 5000  # of a line
SCRIBBLE = 40  # segments of one line
LEFT = 0.3  # of the ink of a letter, if nobody can read it
# Near by, something shows between such lines: nothing that anybody would read.
LOOKED_AT = {"seen", "hidden", "partial"}


def judge_hatched(drawn: list[Char], parts: list[Part], view: View, picture: Image.Image) -> None:
    """``picture`` is what ``view`` shows. Letters that lines or drawings have covered become "overprinted"."""
    order = {part.at: place for place, part in enumerate(parts)}
    hatched, lines = _under_lines(drawn, list(_lines(parts)), order)
    covered, drawings = _under_drawings(drawn, list(_drawings(parts)), order)
    letters = [char for char in dict.fromkeys(hatched + covered) if char.state in LOOKED_AT]
    if letters:
        over = {each.place for each in lines + drawings}
        judge_ink(letters, [parts[place].raw for place in over], parts, view, picture)


def _under_lines(
    letters: list[Char], lines: list["_Line"], order: dict[int, int]
) -> tuple[list[Char], list["_Line"]]:
    """Letters where lines are dense, of all lines first and then of those drawn later; and these."""
    for _ in range(2):
        dense = _dense(lines) if sum(line.length for line in lines) >= FEWEST * CELL else set()
        if not dense:
            return [], []
        letters = [char for char in letters if cell_of(char.box, CELL) in dense]
        lines = _later(lines, letters, order)
    return letters, lines


def _under_drawings(
    letters: list[Char], drawings: list["_Line"], order: dict[int, int]
) -> tuple[list[Char], list["_Line"]]:
    """Letters in the place of a drawing that is drawn later; and these."""
    last: dict[Cell, int] = {}
    for drawing in drawings:
        last |= dict.fromkeys(cells(drawing.box, CELL, MOST_CELLS), drawing.place)
    under = letters if last else []
    letters = [char for char in under if last.get(cell_of(char.box, CELL), -1) > order[char.owner]]
    return letters, _later(drawings, letters, order)


def _later(lines: list["_Line"], letters: list[Char], order: dict[int, int]) -> list["_Line"]:
    """Than the first of the letters."""
    first = min((order[char.owner] for char in letters), default=len(order))
    return [line for line in lines if line.place > first]


def judge_ink(
    letters: list[Char],
    over: list,
    parts: list[Part],
    view: View,
    picture: Image.Image,
    *,
    marks: bool = False,
) -> None:
    """Letters of whose ink little is left under what is drawn ``over`` them, and under ``marks`` on the page if
    there are such, become "overprinted"."""
    texts = [part.raw for part in parts if part.kind == C.FPDF_PAGEOBJ_TEXT]
    with switched_off(texts):
        shown = ImageChops.difference(picture, view.draw())
    with switched_off(over):
        bare = view.draw(annotations=not marks)
        with switched_off(texts):
            whole = ImageChops.difference(bare, view.draw(annotations=not marks))
    for char in letters:
        if _ink(shown, char.px) < LEFT * _ink(whole, char.px):
            char.state = "overprinted"


@dataclass(frozen=True, slots=True)
class _Line:
    """Or a drawing, whose length does not matter. ``place`` is in the order of drawing; ``weight`` is as many
    lines as it counts for."""

    place: int
    box: Box
    length: float
    weight: float = 1


def _lines(parts: list[Part]) -> Iterator[_Line]:
    for place, part in enumerate(parts):
        box = part.box if part.kind == C.FPDF_PAGEOBJ_PATH else None
        if box is None:
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if C.FPDFPath_CountSegments(part.raw) >= SCRIBBLE and _is_line(part.raw):
            yield _Line(place, box, _length(part.raw))
        elif min(wide, high) <= THIN:
            weight = max(1, min(wide, high) * DENSE / (COVERED * CELL))
            yield _Line(place, box, max(wide, high), weight)


def _drawings(parts: list[Part]) -> Iterator[_Line]:
    """Other words drawn as shapes, scribbles, ornaments."""
    for place, part in enumerate(parts):
        is_path = part.kind == C.FPDF_PAGEOBJ_PATH
        box = part.box if is_path and C.FPDFPath_CountSegments(part.raw) >= SCRIBBLE else None
        if box:
            yield _Line(place, box, 0)


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
        reached = cells(line.box, CELL, MOST_CELLS)
        for cell in reached:
            through[cell] += line.weight * line.length / CELL / len(reached)
    return {cell for cell, many in through.items() if many >= DENSE}


def _ink(difference: Image.Image, place: Box) -> int:
    left, top, right, bottom = (int(end) for end in place)
    counts = difference.crop((left, top, right + 1, bottom + 1)).histogram()
    return sum(grey * count for grey, count in enumerate(counts))
