"""A cleaned copy, and the proof that it shows what the original shows."""

import io
from itertools import takewhile
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import ImageChops

from reviews.pdf import budget
from reviews.pdf.clean.rewrite import rewritten
from reviews.pdf.examine import NOT_CLEAN, examine_content
from reviews.pdf.facts import Copy, Facts
from reviews.pdf.notes import note_places
from reviews.pdf.pages import open_pages
from reviews.pdf.seen_before import seen_before
from reviews.pdf.view import whole_page

SCALE = 1.0
SLIGHT = 64  # of 255: how much the edge of a mark may differ once it is part of the page
WIDER = (-3, -3, 4, 4)  # pixels around a note's icon


def cleaned_copy(path: Path, title: str, known: Facts | None = None) -> Copy | None:
    """None if there is no copy that shows the same and is clean: a program's limits, not a fault.

    With what is ``known`` of the original, pages that stay as they are keep what was seen on them: one
    picture and one text cannot hide what showed in both.
    """
    budget.impose()
    return cleaned(path.read_bytes(), title, known)


def cleaned(original: bytes, title: str, known: Facts | None = None) -> Copy | None:
    """The same of bytes."""
    with pikepdf.open(io.BytesIO(original)) as pdf:
        content = rewritten(pdf, title)
    same = _comparison(original, content)
    if same is None:
        return None
    facts = examine_content(content, seen_before(known, same) if known else None)
    if any(finding.severity in NOT_CLEAN for finding in facts.findings):
        return None
    return Copy(content, facts)


def _comparison(original: bytes, content: bytes) -> list[bool] | None:
    """For each page whether it is the very same; None if the copy shows anything else."""
    with open_pages(original) as before, open_pages(content) as after:
        if len(before) != len(after):
            return None
        pages = (_compared(before, after, number) for number in range(len(before)))
        found = list(takewhile(lambda same: same is not None, pages))
        return found if len(found) == len(before) else None


def _compared(
    before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument, number: int
) -> bool | None:
    """Marks that became part of the page may bring words of their own, and differ at their edges."""
    one, other = before[number], after[number]
    was, now = (page.get_textpage().get_text_range() for page in (one, other))
    differs = _difference(one, other)
    if differs is None or differs > SLIGHT or not set(was.split()) <= set(now.split()):
        return None
    return differs == 0 and was == now


def _difference(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage) -> int | None:
    """How much the pictures of two pages differ; None in size. Highlighters look otherwise in greys once they
    are part of the page, where PDFium mixes colours with what is below."""
    differs = _difference_in(before, after, grey=True)
    is_same = differs is None or differs <= SLIGHT
    return differs if is_same else _difference_in(before, after, grey=False)


def _difference_in(
    before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, *, grey: bool
) -> int | None:
    """But for the icons of notes."""
    view = whole_page(before, SCALE)
    one, other = view.draw(grey), whole_page(after, SCALE).draw(grey)
    if one.size != other.size:
        return None
    blank = 255 if grey else (255, 255, 255)
    for place in map(view.place, note_places(before)):
        for picture in (one, other):
            picture.paste(
                blank, tuple(int(end) + side for end, side in zip(place, WIDER, strict=True))
            )
    bands = ImageChops.difference(one, other).split()
    return max(band.getextrema()[1] for band in bands)
