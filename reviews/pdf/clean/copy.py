"""A cleaned copy, and the proof that it shows what the original shows."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import ImageChops

from reviews.pdf import budget
from reviews.pdf.clean.rewrite import rewritten
from reviews.pdf.examine import NOT_CLEAN, examine_content
from reviews.pdf.facts import Copy
from reviews.pdf.notes import note_places
from reviews.pdf.pages import extracted_texts, open_pages
from reviews.pdf.view import whole_page

SCALE = 1.0
SLIGHT = 64  # of 255: how much the edge of a mark may differ once it is part of the page
WIDER = (-3, -3, 4, 4)  # pixels around a note's icon


def cleaned_copy(path: Path, title: str) -> Copy | None:
    """None if there is no copy that shows the same and is clean: a program's limits, not a fault."""
    budget.impose()
    original = path.read_bytes()
    with pikepdf.open(io.BytesIO(original)) as pdf:
        content = rewritten(pdf, title)
    facts = examine_content(content)
    if any(finding.severity in NOT_CLEAN for finding in facts.findings):
        return None
    return Copy(content, facts) if _shows_the_same(original, content) else None


def _shows_the_same(original: bytes, content: bytes) -> bool:
    with open_pages(original) as before, open_pages(content) as after:
        return (
            len(before) == len(after) and _same_texts(before, after) and _same_pages(before, after)
        )


def _same_texts(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument) -> bool:
    """Marks that became part of the page may bring words of their own."""
    pairs = zip(extracted_texts(before), extracted_texts(after), strict=True)
    return all(set(old.split()) <= set(new.split()) for old, new in pairs)


def _same_pages(before: pypdfium2.PdfDocument, after: pypdfium2.PdfDocument) -> bool:
    return all(_same_page(before[number], after[number]) for number in range(len(before)))


def _same_page(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage) -> bool:
    view = whole_page(before, SCALE)
    one, other = view.draw(), whole_page(after, SCALE).draw()
    if one.size != other.size:
        return False
    for place in map(view.place, note_places(before)):
        for picture in (one, other):
            picture.paste(
                255, tuple(int(end) + side for end, side in zip(place, WIDER, strict=True))
            )
    return ImageChops.difference(one, other).getextrema()[1] <= SLIGHT
