"""What a PDF shows: the seen text of its pages, what they hide, and its first page as a picture."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as C

from reviews.pdf import refusals
from reviews.pdf.characters import Char, parts
from reviews.pdf.facts import Unreadable
from reviews.pdf.findings import SCAN, Finding
from reviews.pdf.inspect.hidden_text import hidden_text
from reviews.pdf.inspect.mixed_colours import hidden_on_white
from reviews.pdf.inspect.redactions import covered_pictures
from reviews.pdf.inspect.undrawn_marks import undrawn_marks
from reviews.pdf.inspect.visibility import look
from reviews.pdf.picture import cover
from reviews.pdf.plain_text import plain
from reviews.pdf.reading.marked_text import READABLE, MarkedText, marked_text
from reviews.pdf.seen_before import SeenBefore

LONGEST_PAGE = 50_000  # characters; ten times a page of dense print
LONGEST_TEXT = 10_000_000  # characters; 2,000 pages of dense print
SMALLEST_SIDE, LARGEST_SIDE = 1, 14_400  # points; the limits of the PDF standard, up to 5 metres
NOTHING = SeenBefore()
DETAILED = 40  # findings that show their place


@dataclass(frozen=True)
class Content:
    """A ``Facts`` without what the file only says about itself. ``marked`` is of tagged files;
    ``recognised`` counts the pages whose text a machine recognised."""

    text: tuple[str, ...]
    cover: bytes
    findings: tuple[Finding, ...]
    marked: tuple[MarkedText, ...]
    recognised: int


def open_pages(source: Path | bytes) -> pypdfium2.PdfDocument:
    """Raises Unreadable for what PDFium cannot open, and for pages of an impossible size."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == C.FPDF_ERR_PASSWORD
        raise Unreadable(refusals.PROTECTED if locked else refusals.DAMAGED) from None
    if document.get_formtype() != C.FORMTYPE_NONE:
        document.init_forms()  # before the first page, or what fields hold is not drawn
    _check_sizes(document)
    return document


def read_pages(
    document: pypdfium2.PdfDocument, *, tagged: bool = False, before: SeenBefore = NOTHING
) -> Content:
    try:
        return _read(document, tagged, before)
    except pypdfium2.PdfiumError:
        raise Unreadable(refusals.DAMAGED) from None


def _read(document: pypdfium2.PdfDocument, tagged: bool, before: SeenBefore) -> Content:
    texts, marked, found, scanned, left = [], [], [], [], LONGEST_TEXT
    for number, page in enumerate(document, start=1):
        if number in before.text:
            found += covered_pictures(page, list(parts(page)), number)
            texts.append(before.text[number])
            continue
        looked = look(page)
        found += hidden_text(looked, number, detailed=len(found) < DETAILED)
        found += hidden_on_white(looked, number)
        found += covered_pictures(page, looked.parts, number)
        found += undrawn_marks(page, looked.chars, number)
        if any(char.state == "recognised" for char in looked.chars):
            scanned.append(number)
        texts.append(seen_text(looked.chars)[: min(LONGEST_PAGE, left)])
        left -= len(texts[-1])
        marked += [marked_text(looked)] if tagged else []
        page.close()
    found += _scan(scanned)
    return Content(tuple(texts), cover(document[0]), tuple(found), tuple(marked), len(scanned))


def first_page(source: Path) -> bytes:
    """The cover alone, as ``read_pages`` made it, of a file that was examined before."""
    with open_pages(source) as document:
        return cover(document[0])


def extracted_texts(document: pypdfium2.PdfDocument) -> list[str]:
    """All that a machine reads, seen or not, by page."""
    return [page.get_textpage().get_text_range() for page in document]


def seen_text(chars: list[Char]) -> str:
    """Only what a reader of the page can see; what PDFium made up only between."""
    kept, shown = [], False
    for char in chars:
        if char.owner:
            shown = char.state in READABLE
        if shown or (not char.owner and char.text.isspace()):
            kept.append(char.text)
    return plain("".join(kept))


def _scan(numbers: list[int]) -> list[Finding]:
    """One finding, however many pages there are."""
    return [Finding.of(SCAN, page=numbers[0])] if numbers else []


def _check_sizes(document: pypdfium2.PdfDocument) -> None:
    for index in range(len(document)):
        width, height = document.get_page_size(index)
        if min(width, height) < SMALLEST_SIDE or max(width, height) > LARGEST_SIDE:
            raise Unreadable(refusals.ODD_PAGE_SIZE)
