"""Boxes that hide part of a picture: the commonest bad redaction of scans."""

import ctypes
from collections.abc import Iterator
from itertools import chain, islice

import pypdfium2
import pypdfium2.raw as C
from PIL import Image, ImageChops

from reviews.pdf.boxes import Box, Places, holds, meet
from reviews.pdf.characters import AS_IT_IS, Part, clips
from reviews.pdf.consent import ANNOTATION, COVERED
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.covered_scans import covered_places, over_scans
from reviews.pdf.inspect.recognised import turns
from reviews.pdf.notes import annotation_places
from reviews.pdf.picture import place_picture
from reviews.pdf.view import View, switched_off, whole_page

SCALE = 2.0
WIDEST_MARK, LOWEST_MARK = 12, 5  # points; a smaller box hides no word
HIGHEST_LABEL = 40  # points
FEATURELESS, SOMETHING = 14, 100  # of 255
CURVES = 9  # segments of a path that may be a letter
OPAQUE = 225  # of 255
ONCE = 2  # a rise and a fall
HEM = 3  # pixels
EDGE = 1  # point; what has no more in common lies beside each other
BOXES = {C.FPDF_PAGEOBJ_PATH, C.FPDF_PAGEOBJ_IMAGE, C.FPDF_PAGEOBJ_SHADING}
CELL, MOST_CELLS = 36, 400  # points; of one thing
MOST_BOXES = 200  # that are looked at on a page
MOST_PICTURES, LEAST = 20, 20  # under others, pixels
MOST_PLACES = 10  # that are shown of a page
UNLIKE_BOXES = {C.FPDF_ANNOT_LINK, C.FPDF_ANNOT_POPUP, C.FPDF_ANNOT_WIDGET, C.FPDF_ANNOT_TEXT}


def covered_pictures(page: pypdfium2.PdfPage, drawn: list[Part], number: int) -> list[Finding]:
    """Places of page ``number`` where a plain box lies on a picture, or on letters drawn as curves,
    and something is to be seen without the box."""
    boxes = list(islice(_boxes_over_pictures(drawn), MOST_BOXES))
    marks = annotation_places(page, _may_cover) if any(map(_is_picture, drawn)) else []
    pictures = _covered_by_pictures(drawn)[:MOST_PICTURES]
    over = over_scans(drawn)
    if not (boxes or marks or pictures or over):
        return []
    view = whole_page(page, SCALE)
    final = view.draw()
    found = _under_boxes(view, final, boxes, drawn, number)
    found += _under_annotations(view, final, marks, number)
    found += _under_pictures(view, final, pictures, number)
    places = covered_places(view, final, drawn, over)[:MOST_PLACES] if over or marks else []
    return found + _otherwise_covered(view, places, found, number)


def _may_cover(annotation: int) -> bool:
    return annotation not in UNLIKE_BOXES


def _otherwise_covered(
    view: View, places: list[Box], known: list[Finding], number: int
) -> list[Finding]:
    """By strokes, letters and shapes that are no box, where no box was found."""
    boxes = [finding.box for finding in known]
    return [
        _finding(view, place, number, COVERED)
        for place in places
        if not any(meet(view.points(place), box, EDGE) for box in boxes)
    ]


def _boxes_over_pictures(drawn: list[Part]) -> Iterator[tuple[Part, Box, list]]:
    """Each box, its place, and the pictures below it."""
    below = Places(CELL, MOST_CELLS)
    placed = ((part, _place(part)) for part in drawn if part.kind in BOXES)
    for part, box in ((part, box) for part, box in placed if box):
        pictures = below.meeting(box, EDGE) if _is_box(part, box) else []
        if pictures:
            yield part, _clipped(part, box), pictures
        if _is_picture(part):
            below.add(box, part.raw)


def _place(part: Part) -> Box | None:
    box = part.box
    return _of_line(part.raw, box) if box and part.kind == C.FPDF_PAGEOBJ_PATH else box


def _is_picture(part: Part) -> bool:
    """A picture, or a path that may be a letter."""
    if part.kind == C.FPDF_PAGEOBJ_PATH:
        return C.FPDFPath_CountSegments(part.raw) >= CURVES
    return part.kind == C.FPDF_PAGEOBJ_IMAGE


def _is_box(part: Part, box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    if max(width, height) < WIDEST_MARK or min(width, height) < LOWEST_MARK:
        return False
    return part.kind != C.FPDF_PAGEOBJ_PATH or is_filled(part.raw) or _line(part.raw) >= LOWEST_MARK


def _of_line(raw, box: Box) -> Box:
    """PDFium's own box of a line is wider than the line by its thickness, at either end too."""
    thick = _line(raw)
    left, bottom, right, top = box
    across, along = (thick, thick / 2) if right - left >= top - bottom else (thick / 2, thick)
    return left + across, bottom + along, right - across, top - along


def _line(raw) -> float:
    """How thick a line is that is as high as words are; 0 for others."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    C.FPDFPath_GetDrawMode(raw, fill, stroke)
    C.FPDFPageObj_GetStrokeWidth(raw, width)
    return width.value if stroke.value and width.value >= LOWEST_MARK else 0


def _clipped(part: Part, box: Box) -> Box:
    """As much of it as its clip lets through. Paths of clips are in the space of what holds the part."""
    left, bottom, right, top = box
    for clip in clips(part.raw) if part.matrix == AS_IT_IS else ():
        left, bottom = max(left, clip[0]), max(bottom, clip[1])
        right, top = min(right, clip[2]), min(top, clip[3])
    return (left, bottom, right, top) if left < right and bottom < top else box


def _is_low(box: Box) -> bool:
    """As low as a line or two, so that words on it may be a label: “redacted”."""
    return min(box[2] - box[0], box[3] - box[1]) <= HIGHEST_LABEL


def is_filled(raw) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(
        C.FPDFPath_GetDrawMode(raw, fill, stroke)
        and fill.value
        and C.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha)
        and alpha.value >= OPAQUE
    )


def _under_boxes(
    view: View,
    final: Image.Image,
    boxes: list[tuple[Part, Box, list]],
    drawn: list[Part],
    number: int,
) -> list[Finding]:
    texts = [part.raw for part in drawn if part.kind == C.FPDF_PAGEOBJ_TEXT] if boxes else []
    with switched_off(texts):
        bare = view.draw() if texts else final
    found = []
    for part, box, pictures in boxes:
        place = view.place(box)
        if _is_featureless(bare if _is_low(box) else final, place):
            with switched_off(texts if _is_low(box) else []):
                is_hiding = _hides(view.part(place, margin=0), part, pictures)
            found += [_finding(view, place, number, COVERED)] if is_hiding else []
    return found


def _hides(near: View, part: Part, pictures: list) -> bool:
    """Whether something of ``pictures`` is to be seen without the box alone: lines of a table beside them are
    not of them, and letters behind a page that are nearly as pale as it say nothing."""
    with switched_off([part.raw]):
        below = near.draw()
        if _spread(below) < SOMETHING or _is_plain(below):
            return False
        with switched_off(pictures):
            adds = ImageChops.difference(below, near.draw())
    lost = _without_edge(ImageChops.subtract(adds, _adds(near, pictures)))
    return _percentile(lost.histogram(), 0.99) >= SOMETHING


def _adds(near: View, pictures: list) -> Image.Image:
    """What still shows of them: the shadow of the box, around its corners."""
    with_them = near.draw()
    with switched_off(pictures):
        return ImageChops.difference(with_them, near.draw())


def _without_edge(picture: Image.Image) -> Image.Image:
    """Where only the hem of a shadow can lie."""
    wide, high = picture.size
    return (
        picture.crop((HEM, HEM, wide - HEM, high - HEM)) if min(wide, high) > 3 * HEM else picture
    )


def _is_plain(picture: Image.Image) -> bool:
    """No row or column of it is dark or light more than once: the shadow of a box, or the edge of another."""
    wide, high = picture.size
    rows = (picture.crop((0, y, wide, y + 1)) for y in range(high))
    columns = (picture.crop((x, 0, x + 1, high)) for x in range(wide))
    return all(turns(line.tobytes()) <= ONCE for line in chain(rows, columns))


def _under_annotations(
    view: View, final: Image.Image, marks: list[Box], number: int
) -> list[Finding]:
    found, bare = [], view.draw(annotations=False) if marks else None
    for place in map(view.place, marks):
        inside = _inside(place, final.size)
        if inside and _is_featureless(final, place) and _spread(bare.crop(inside)) >= SOMETHING:
            found.append(_finding(view, place, number, ANNOTATION))
    return found


def _covered_by_pictures(drawn: list[Part]) -> list[tuple[Part, Part]]:
    """Pictures of which all lies under a later one, with that."""
    pictures = [(part, part.box) for part in drawn if part.kind == C.FPDF_PAGEOBJ_IMAGE]
    pictures = [(part, box) for part, box in pictures if box and _is_box(part, box)]
    return [
        (part, later)
        for at, (part, box) in enumerate(pictures[:MOST_BOXES])
        for later, over in pictures[at + 1 : MOST_BOXES]
        if holds(over, box, EDGE)
    ]


def _under_pictures(
    view: View, final: Image.Image, pictures: list[tuple[Part, Part]], number: int
) -> list[Finding]:
    """A picture that adds nothing to the page, and that would look otherwise than what lies on it."""
    found = []
    for part, later in pictures:
        place = view.place(part.box)
        near = view.part(place)
        if near is None:
            continue
        as_seen = final.crop(near.window)
        with switched_off([part.raw]):
            adds = ImageChops.difference(as_seen, near.draw()).getbbox()
        with switched_off([later.raw]):
            shown = ImageChops.difference(as_seen, near.draw()).histogram()
        if not adds and sum(shown[SOMETHING:]) >= LEAST:
            found.append(_finding(view, place, number, COVERED))
    return found


def _finding(view: View, place: Box, number: int, why: str) -> Finding:
    return Finding.of(
        "box-over-picture",
        page=number,
        box=view.points(place),
        why=why,
        picture=place_picture(view, place),
    )


def _is_featureless(final: Image.Image, place: Box) -> bool:
    inside = _inside(place, final.size)
    return bool(inside) and _spread(final.crop(inside)) <= FEATURELESS


def _inside(place: Box, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Without the edge, which is drawn softly."""
    left, top = max(int(place[0]) + 2, 0), max(int(place[1]) + 2, 0)
    right, bottom = min(int(place[2]) - 1, size[0]), min(int(place[3]) - 1, size[1])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _spread(picture: Image.Image) -> int:
    """From the hundredth to the ninety-ninth part of the greys."""
    counts = picture.histogram()
    return _percentile(counts, 0.99) - _percentile(counts, 0.01)


def _percentile(counts: list[int], share: float) -> int:
    wanted, seen = share * sum(counts), 0
    for grey, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return grey
    return len(counts) - 1
