"""Marks, fields and borders of links on words, which other programs draw and PDFium does not."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as C

from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.active_content import THICK

# Kinds of marks that PDFium makes no look for.
WITHOUT_LOOK = {
    *(C.FPDF_ANNOT_LINE, C.FPDF_ANNOT_POLYGON, C.FPDF_ANNOT_POLYLINE, C.FPDF_ANNOT_FREETEXT),
    *(C.FPDF_ANNOT_STAMP, C.FPDF_ANNOT_CARET, C.FPDF_ANNOT_WATERMARK),
}
WITH_LOOK = {C.FPDF_ANNOT_POPUP}  # which it never draws, even if it has one
UNSEEN = C.FPDF_ANNOT_FLAG_HIDDEN | C.FPDF_ANNOT_FLAG_NOVIEW  # by any program
LEAST = 0.3  # of a letter's height, which a border must be thick to hide it
MOST_MARKS = 2000
BLOCKING = "undrawn-mark"
REDACTION = "unapplied-redaction"  # found by itself, on words or not


@dataclass(frozen=True)
class _Mark:
    kind: str
    box: Box
    border: float = 0

    def covers(self, char: Char) -> bool:
        left, bottom, right, top = self.box
        x, y = (char.box[0] + char.box[2]) / 2, (char.box[1] + char.box[3]) / 2
        is_within = left <= x <= right and bottom <= y <= top
        if self.kind != "thick-border" or not is_within:
            return is_within
        edge = min(x - left, right - x, y - bottom, top - y)
        return edge <= self.border and self.border >= LEAST * (char.box[3] - char.box[1])


def undrawn_marks(page: pypdfium2.PdfPage, chars: list[Char], number: int) -> list[Finding]:
    """At most one finding of each kind. Characters that some programs hide, or somebody meant to, are not seen."""
    marks = list(_marks(page))
    letters = [char for char in chars if char.owner and char.text.isalnum()] if marks else []
    covered = [(mark.kind, char) for mark in marks for char in filter(mark.covers, letters)]
    for kind, char in covered:
        if kind in {BLOCKING, REDACTION}:
            char.state = "hidden"
    kinds = {kind for kind, _ in covered} - {REDACTION}
    return [Finding.of(kind, page=number) for kind in sorted(kinds)]


def _marks(page: pypdfium2.PdfPage) -> Iterator[_Mark]:
    rectangle = C.FS_RECTF()
    for number in range(min(C.FPDFPage_GetAnnotCount(page), MOST_MARKS)):
        annotation = C.FPDFPage_GetAnnot(page, number)
        is_seen = not C.FPDFAnnot_GetFlags(annotation) & UNSEEN
        if is_seen and C.FPDFAnnot_GetRect(annotation, rectangle):
            box = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            yield from _as_mark(page, annotation, box)
        C.FPDFPage_CloseAnnot(annotation)


def _as_mark(page: pypdfium2.PdfPage, annotation, box: Box) -> Iterator[_Mark]:
    kind = C.FPDFAnnot_GetSubtype(annotation)
    if kind == C.FPDF_ANNOT_LINK:
        border = _border(annotation)
        yield from [_Mark("thick-border", box, border)] if 0 < border < THICK else []
    elif kind == C.FPDF_ANNOT_WIDGET:
        yield from [] if _is_of_form(page, annotation) else [_Mark(BLOCKING, box)]
    elif kind == C.FPDF_ANNOT_REDACT:
        yield _Mark(REDACTION, box)
    elif kind in WITHOUT_LOOK | WITH_LOOK:
        has_look = bool(C.FPDFAnnot_HasKey(annotation, b"AP"))
        yield from [_Mark(BLOCKING, box)] if has_look is (kind in WITH_LOOK) else []


def _is_of_form(page: pypdfium2.PdfPage, annotation) -> bool:
    return bool(page.formenv) and C.FPDFAnnot_GetFormFieldType(page.formenv, annotation) > 0


def _border(link) -> float:
    across, along, width = (ctypes.c_float() for _ in range(3))
    stated = C.FPDFAnnot_GetBorder(link, across, along, width)
    return width.value if stated and C.FPDFAnnot_HasKey(link, b"Border") else 0
