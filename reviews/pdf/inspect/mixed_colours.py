"""Colours that are mixed with what is below. By the standard there is nothing below a page; many programs draw
on white all the same, and show other words than those that follow the standard."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as C
from PIL import ImageChops

from reviews.pdf.findings import Finding
from reviews.pdf.inspect.hidden_text import BAD, hidden_text
from reviews.pdf.inspect.visibility import Looked, look
from reviews.pdf.view import whole_page

SCALE = 1.0
FARTHEST = 20_000  # points; more than a page is wide


def hidden_on_white(looked: Looked, number: int) -> list[Finding]:
    """What is hidden on white. Characters of ``looked`` that cannot be seen there lose their state."""
    if not _depends_on_ground(looked.page):
        return []
    with _on_white(looked.page):
        again = look(looked.page)
        found = hidden_text(again, number)
    for char, on_white in zip(looked.chars, again.chars, strict=True):
        if on_white.state in BAD:
            char.state = on_white.state
    return found


def _depends_on_ground(page: pypdfium2.PdfPage) -> bool:
    """Whether the page looks otherwise on white."""
    if not C.FPDFPage_HasTransparency(page):
        return False
    view = whole_page(page, SCALE)
    plain = view.draw()
    with _on_white(page):
        return bool(ImageChops.difference(plain, view.draw()).getbbox())


@contextmanager
def _on_white(page: pypdfium2.PdfPage) -> Iterator[None]:
    """Inside, the page lies on white."""
    ground = C.FPDFPageObj_CreateNewRect(-FARTHEST, -FARTHEST, 2 * FARTHEST, 2 * FARTHEST)
    C.FPDFPageObj_SetFillColor(ground, 255, 255, 255, 255)
    C.FPDFPath_SetDrawMode(ground, C.FPDF_FILLMODE_WINDING, False)
    C.FPDFPage_InsertObjectAtIndex(page, ground, 0)
    try:
        yield
    finally:
        C.FPDFPage_RemoveObject(page, ground)
        C.FPDFPageObj_Destroy(ground)
