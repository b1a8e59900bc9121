"""Bars with slits, pictures with holes: each letter shows from top to bottom, and too little of it to be read."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pypdfium2.raw as C
from PIL import Image

from reviews.pdf.boxes import Box, Cell, cell_of, cells, meet
from reviews.pdf.characters import Char, Part
from reviews.pdf.inspect.hatching import LOOKED_AT, THIN, judge_ink
from reviews.pdf.inspect.redactions import is_filled
from reviews.pdf.notes import NOTES, annotation_places
from reviews.pdf.view import View

CELL = 16  # points
MOST_CELLS = 400  # of one thing; what is larger is looked for everywhere
BESIDE = {C.FPDF_ANNOT_LINK, *NOTES}  # notes are looked at by themselves
OVER = {C.FPDF_PAGEOBJ_IMAGE, C.FPDF_PAGEOBJ_SHADING}


def judge_slats(drawn: list[Char], parts: list[Part], view: View, picture: Image.Image) -> None:
    """``picture`` is what ``view`` shows. Letters that things drawn later, or marks on the page, have covered but
    for slits become "overprinted"."""
    marks = annotation_places(view.page, lambda kind: kind not in BESIDE)
    order = {part.at: place for place, part in enumerate(parts)}
    covers = [(place, box) for place, part in enumerate(parts) for box in _cover(part)]
    covers += [(len(parts), box) for box in marks]
    letters = [char for char in drawn if char.state in LOOKED_AT] if covers else []
    under, over = _meetings(letters, covers, order)
    if under:
        raws = [parts[place].raw for place in over if place < len(parts)]
        judge_ink(under, raws, parts, view, picture, marks=bool(marks))


def _cover(part: Part) -> Iterator[Box]:
    """The place of what may cover letters, if the part is such."""
    is_path = part.kind == C.FPDF_PAGEOBJ_PATH
    box = part.box if is_path or part.kind in OVER else None
    if box and min(box[2] - box[0], box[3] - box[1]) > THIN and (not is_path or _is_solid(part)):
        yield box


def _is_solid(path: Part) -> bool:
    if is_filled(path.raw):
        return True
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    C.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    C.FPDFPageObj_GetStrokeWidth(path.raw, width)
    return bool(stroke.value) and width.value > THIN


def _meetings(
    letters: Iterable[Char], covers: list[tuple[int, Box]], order: dict[int, int]
) -> tuple[list[Char], set[int]]:
    """Letters in the place of something that is drawn later, and what that is."""
    near: dict[Cell, list[tuple[int, Box]]] = defaultdict(list)
    everywhere = []
    for place, box in covers:
        reached = cells(box, CELL, MOST_CELLS)
        everywhere += [] if reached else [(place, box)]
        for cell in reached:
            near[cell].append((place, box))
    under, over = [], set()
    for char in letters:
        there = near.get(cell_of(char.box, CELL), []) + everywhere
        later = [each for each, box in there if each > order[char.owner] and meet(box, char.box)]
        under += [char] if later else []
        over |= set(later)
    return under, over
