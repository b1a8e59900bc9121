"""Hidden text that may be a redaction: what lies on it, and what lies behind it."""

import pypdfium2.raw as C
from PIL import Image

from reviews.pdf import consent
from reviews.pdf.boxes import Box, meet
from reviews.pdf.characters import Char, Part
from reviews.pdf.inspect import reasons
from reviews.pdf.inspect.redactions import EDGE, is_filled
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.inspect.visibility import Looked

BLANK = 235  # of 255; a darker place is a bar or a panel
BACKGROUND = 0.5  # of the page; what is as large hides no single words


def looks_redacted(run: list[Char], looked: Looked) -> str:
    """Why this may be a redaction, as a sentence; empty if it is none."""
    if looked.view is None:
        return ""
    why = reasons.why(run, looked)
    if why in {consent.COVERED, consent.ANNOTATION} or _has_cover(run, looked):
        return consent.COVERED_TEXT
    if why == reasons.COLOUR and not _is_on_blank(run, looked):
        return consent.BAR
    if why == reasons.NO_PICTURE and (_is_on_picture(run, looked) or not _is_on_blank(run, looked)):
        return consent.BAR
    return ""


def _has_cover(run: list[Char], looked: Looked) -> bool:
    """A box is drawn over text that would not be seen without it either."""
    owners, place = {char.owner for char in run}, extent(char.box for char in run)
    last = max((n for n, part in enumerate(looked.parts) if part.at in owners), default=0)
    most = BACKGROUND * looked.page.get_width() * looked.page.get_height()
    return any(_covers(part, place, most) for part in looked.parts[last + 1 :])


def _covers(part: Part, place: Box, most: float) -> bool:
    kind = part.kind
    if kind != C.FPDF_PAGEOBJ_IMAGE and not (kind == C.FPDF_PAGEOBJ_PATH and is_filled(part.raw)):
        return False
    box = part.box
    return bool(box) and meet(box, place, EDGE) and (box[2] - box[0]) * (box[3] - box[1]) < most


def _is_on_picture(run: list[Char], looked: Looked) -> bool:
    """A scan, or part of one."""
    place = extent(char.box for char in run)
    pictures = (part.box for part in looked.parts if part.kind == C.FPDF_PAGEOBJ_IMAGE)
    return any(box and meet(box, place, EDGE) for box in pictures)


def _is_on_blank(run: list[Char], looked: Looked) -> bool:
    """What is drawn in its place is as light as an empty page, for the most part."""
    left, top, right, bottom = (int(end) for end in extent(char.px for char in run))
    shown = looked.picture.crop((left, top, right + 1, bottom + 1))
    return _median(shown) >= BLANK


def _median(picture: Image.Image) -> int:
    counts, seen = picture.histogram(), 0
    for grey, count in enumerate(counts):
        seen += count
        if 2 * seen >= sum(counts):
            return grey
    return len(counts) - 1
