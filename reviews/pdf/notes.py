"""The icons that open a note on a page: they are no part of the document, and cleaning removes them."""

import pypdfium2
import pypdfium2.raw as C

from reviews.pdf.boxes import Box

NOTES = {C.FPDF_ANNOT_TEXT, C.FPDF_ANNOT_POPUP, C.FPDF_ANNOT_FILEATTACHMENT}


def note_places(page: pypdfium2.PdfPage) -> list[Box]:
    """In the page's own space."""
    found, rectangle = [], C.FS_RECTF()
    for number in range(C.FPDFPage_GetAnnotCount(page)):
        annotation = C.FPDFPage_GetAnnot(page, number)
        is_note = C.FPDFAnnot_GetSubtype(annotation) in NOTES
        if is_note and C.FPDFAnnot_GetRect(annotation, rectangle):
            found.append((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
        C.FPDFPage_CloseAnnot(annotation)
    return found
