"""Whether qpdf had to guess what a file was meant to be, and whether others would guess the same."""

import re

import pikepdf
import pypdfium2
from PIL import ImageChops

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from reviews.pdf.view import whole_page

# Warnings of what every program takes for the same.
HARMLESS = re.compile(
    "a common error handled correctly|input stream is complete but output may still be valid"
    "|Resources is missing or invalid; repairing"
)
TWICE = re.compile(r"duplicated key (/\S+?)[;, ]")
# Keys on which it depends what a program shows or does.
STRUCTURAL = {
    "/A",
    "/AA",
    "/AP",
    "/AS",
    "/AcroForm",
    "/Annots",
    "/BaseFont",
    "/BBox",
    "/CharProcs",
    "/Columns",
    "/Contents",
    "/Count",
    "/CropBox",
    "/D",
    "/DecodeParms",
    "/Differences",
    "/EF",
    "/Encoding",
    "/Encrypt",
    "/ExtGState",
    "/F",
    "/FFilter",
    "/Fields",
    "/Filter",
    "/First",
    "/Font",
    "/FontFile",
    "/FontFile2",
    "/FontFile3",
    "/Height",
    "/ID",
    "/Index",
    "/Info",
    "/JS",
    "/Kids",
    "/Length",
    "/Matrix",
    "/MediaBox",
    "/N",
    "/Names",
    "/Next",
    "/OC",
    "/OCGs",
    "/OCProperties",
    "/OFF",
    "/ON",
    "/OpenAction",
    "/Outlines",
    "/Pages",
    "/Parent",
    "/Pattern",
    "/Predictor",
    "/Prev",
    "/Properties",
    "/Rect",
    "/Resources",
    "/Root",
    "/Rotate",
    "/S",
    "/SMask",
    "/Size",
    "/Subtype",
    "/ToUnicode",
    "/Type",
    "/UF",
    "/URI",
    "/V",
    "/W",
    "/Width",
    "/XFA",
    "/XObject",
    "/XRefStm",
}
SCALE = 1.0


def is_damaged(pdf: pikepdf.Pdf) -> bool:
    """Whether qpdf warned of anything but trifles. Raises Unreadable for what is sure to be read in
    two ways."""
    warnings = list(map(str, pdf.get_warnings()))
    if any(set(TWICE.findall(warning)) & STRUCTURAL for warning in warnings):
        raise Unreadable(refusals.DAMAGED)
    return any(not HARMLESS.search(w) and not TWICE.search(w) for w in warnings)


def check_one_reading(one: pypdfium2.PdfDocument, other: pypdfium2.PdfDocument) -> None:
    """Raises Unreadable unless both show the same pages with the same text."""
    if len(one) != len(other):
        raise Unreadable(refusals.DAMAGED)
    for number in range(len(one)):
        if not same_page(one[number], other[number]):
            raise Unreadable(refusals.DAMAGED)


def same_page(one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> bool:
    """In picture and in text."""
    first, second = whole_page(one, SCALE).draw(), whole_page(other, SCALE).draw()
    if first.size != second.size or ImageChops.difference(first, second).getbbox():
        return False
    return _text(one) == _text(other)


def _text(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range()
