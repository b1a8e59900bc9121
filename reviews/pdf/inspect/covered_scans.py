"""Strokes, letters and shapes of any kind that lie on a scan: what cannot be read any more beneath them.

A plain box is found by its own shape. This looks at the page cell by cell: without what lies on the
scan there is dark on light; with it, the places of both look alike.
"""

from collections.abc import Callable, Iterator
from math import ceil
from operator import mul

import pypdfium2.raw as C
from PIL import Image, ImageChops, ImageMath

from reviews.pdf.boxes import Box, holds, meet
from reviews.pdf.characters import Part, is_invisible
from reviews.pdf.view import View, switched_off

CELL = 12, 5  # points; two beside each other are as wide as a short word
SMALLEST_SCAN = 100, 40  # points
LARGEST_OVER = 0.5  # of the area of a scan; a larger picture is a layer of the scan itself
CLEAR, LIGHT = 100, 150  # of 255: from dark to light, and the light
LEFT = 0.2  # of that difference, if nobody can tell one from the other
EDGE = 3  # pixels
FEWEST = 0.03  # of the dots of a cell, dark or light
SLACK = 0.1  # for what is rounded


def covered_places(view: View, final: Image.Image, drawn: list[Part], over: list) -> list[Box]:
    """In pixels of ``view``, of which ``final`` is the picture: under ``over``, and under annotations."""
    scans = [view.place(part.box) for part in drawn if _is_scan(part)]
    with switched_off(over):
        bare = view.draw(annotations=False)
    if not scans or final.tobytes() == bare.tobytes():
        return []
    found = _merged(_covered(final, bare, view.scale, scans))
    final, bare = (each.transpose(Image.Transpose.TRANSPOSE) for each in (final, bare))
    turned = _covered(final, bare, view.scale, list(map(_turned, scans)))
    return found + [place for place in map(_turned, _merged(turned)) if not _is_known(place, found)]


def _turned(box: Box) -> Box:
    """As writing that runs down the page lies when the page is turned over its corner."""
    left, top, right, bottom = box
    return top, left, bottom, right


def _is_known(place: Box, found: list[Box]) -> bool:
    return any(meet(place, other) for other in found)


def over_scans(drawn: list[Part]) -> list:
    """What is drawn on a scan after it, but for text that is not drawn."""
    scans: list[Box] = []
    found = []
    for part in drawn:
        box = part.box if part.kind != C.FPDF_PAGEOBJ_FORM else None
        if box is None:
            continue
        below = [scan for scan in scans if meet(box, scan)]
        if below and not _is_of_scan(part, box, below):
            found.append(part.raw)
        elif _is_scan(part):
            scans.append(box)
    return found


def _is_scan(part: Part) -> bool:
    box = part.box if part.kind == C.FPDF_PAGEOBJ_IMAGE else None
    wide, high = SMALLEST_SCAN
    return bool(box) and box[2] - box[0] >= wide and box[3] - box[1] >= high


def _is_of_scan(part: Part, box: Box, below: list[Box]) -> bool:
    """A layer of it, or the text that a machine recognised."""
    if part.kind == C.FPDF_PAGEOBJ_TEXT:
        return is_invisible(part.raw)
    is_large = _area(box) > LARGEST_OVER * max(map(_area, below))
    return part.kind == C.FPDF_PAGEOBJ_IMAGE and is_large


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _covered(
    final: Image.Image, bare: Image.Image, scale: float, scans: list[Box]
) -> Iterator[Box]:
    """Row by row, two cells or more beside each other, within a scan: a frame around one covers its edge."""
    size = wide, high = tuple(max(2, round(side * scale)) for side in CELL)
    left, top, right, bottom = ImageChops.difference(final, bare).getbbox()
    columns, rows = ceil((right - left) / wide), ceil((bottom - top) / high)
    area = left, top, left + columns * wide, top + rows * high
    may_be_lost = _grid(bare.crop(area), final.crop(area), size)
    for row in range(rows):
        y, start = top + row * high, None
        for column in range(columns + 1):
            x = left + column * wide
            cell = x, y, x + wide, y + high
            is_lost = column < columns and may_be_lost(column, row)
            is_lost = is_lost and any(holds(scan, cell, -EDGE) for scan in scans)
            is_lost = is_lost and _is_lost(bare.crop(cell), final.crop(cell))
            if is_lost and start is None:
                start = x
            elif not is_lost and start is not None:
                if x - start >= 2 * wide:
                    yield start, y, x, y + high
                start = None


def _grid(
    bare: Image.Image, final: Image.Image, size: tuple[int, int]
) -> Callable[[int, int], bool]:
    """Whether a cell has the contrast that can be lost, and changes enough for that. All cells at once: to ask
    ``_is_lost`` of each takes many times as long."""
    plain = bare.convert("F")
    squares = ImageMath.lambda_eval(lambda given: given["plain"] * given["plain"], plain=plain)
    means, squares = plain.reduce(size).load(), squares.reduce(size).load()
    changes = ImageChops.difference(final, bare).convert("F").reduce(size).load()
    least_spread = FEWEST * (1 - FEWEST) * CLEAR**2
    least_change = FEWEST * (1 - LEFT) * CLEAR / 2

    def may_be_lost(column: int, row: int) -> bool:
        at = column, row
        spread = squares[at] - means[at] ** 2
        return changes[at] >= least_change - SLACK and spread >= least_spread - SLACK

    return may_be_lost


def _is_lost(bare: Image.Image, final: Image.Image) -> bool:
    """Dark strokes on light that nobody can tell from it any more."""
    low, high = bare.getextrema()
    if high - low < CLEAR or high < LIGHT:
        return False
    middle = (low + high) // 2
    dark = bare.point([255] * middle + [0] * (256 - middle))
    light = ImageChops.invert(dark)
    share = dark.histogram()[255] / (bare.width * bare.height)
    if not FEWEST <= share <= 1 - FEWEST:
        return False
    before, after = (_mean(each, light) - _mean(each, dark) for each in (bare, final))
    return before >= CLEAR and abs(after) <= LEFT * before


def _mean(picture: Image.Image, where: Image.Image) -> float:
    counts = picture.histogram(where)
    return sum(map(mul, counts, range(256))) / sum(counts)


def _merged(places: Iterator[Box]) -> list[Box]:
    """Rows that lie below each other are one place."""
    merged: list[Box] = []
    for left, top, right, bottom in places:
        for at, (x0, y0, x1, y1) in enumerate(merged):
            if y1 == top and x0 < right and left < x1:
                merged[at] = min(x0, left), y0, max(x1, right), bottom
                break
        else:
            merged.append((left, top, right, bottom))
    return merged
