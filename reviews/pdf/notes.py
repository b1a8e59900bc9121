"""Where a page has annotations: marks, fields, and the icons that open a note, which are no part of the document
and which cleaning removes."""

from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as C

from reviews.pdf.boxes import Box

NOTES = {C.FPDF_ANNOT_TEXT, C.FPDF_ANNOT_POPUP, C.FPDF_ANNOT_FILEATTACHMENT}
MOST_MARKS = 200  # that are looked at on a page


def note_places(page: pypdfium2.PdfPage) -> list[Box]:
    """In the page's own space."""
    return annotation_places(page, NOTES.__contains__, C.FPDFPage_GetAnnotCount(page))


def annotation_places(
    page: pypdfium2.PdfPage, is_meant: Callable[[int], bool], most: int = MOST_MARKS
) -> list[Box]:
    """Of those kinds of annotations, in the page's own space."""
    found, rectangle = [], C.FS_RECTF()
    for number in range(min(C.FPDFPage_GetAnnotCount(page), most)):
        annotation = C.FPDFPage_GetAnnot(page, number)
        kind = C.FPDFAnnot_GetSubtype(annotation)
        if is_meant(kind) and C.FPDFAnnot_GetRect(annotation, rectangle):
            found.append((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        C.FPDFPage_CloseAnnot(annotation)
    return found
