"""What a PDF shows: the text of its pages, and its first page as a picture (PDFium)."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from reviews.pdf.plain_text import plain

LONGEST_PAGE = 50_000  # characters; ten times a page of dense print
LONGEST_TEXT = 10_000_000  # characters; 2,000 pages of dense print
SMALLEST_SIDE, LARGEST_SIDE = 1, 14_400  # points; the limits of the PDF standard, up to 5 metres
COVER_WIDTH, COVER_HEIGHT = 600, 1800  # pixels; the height is a bound, for absurd shapes
COVER_QUALITY = 80


@dataclass(frozen=True)
class Content:
    """A ``Facts`` without what the file only says about itself."""

    text: tuple[str, ...]
    cover: bytes


def read_content(path: Path) -> Content:
    """Raises Unreadable for what PDFium cannot open, and for pages of an impossible size."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            _check_sizes(document)
            return Content(_text(document), _cover(document[0]))
    except pypdfium2.PdfiumError:
        raise Unreadable(refusals.DAMAGED) from None


def _check_sizes(document: pypdfium2.PdfDocument) -> None:
    for index in range(len(document)):
        width, height = document.get_page_size(index)
        if min(width, height) < SMALLEST_SIDE or max(width, height) > LARGEST_SIDE:
            raise Unreadable(refusals.ODD_PAGE_SIZE)


def _text(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    pages, left = [], LONGEST_TEXT
    for page in document:
        pages.append(_page_text(page)[: min(LONGEST_PAGE, left)])
        left -= len(pages[-1])
        page.close()
    return tuple(pages)


def _page_text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    return plain(text_page.get_text_bounded())  # bounded: not what lies outside the page


def _cover(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(COVER_WIDTH / width, COVER_HEIGHT / height)
    bitmap = page.render(scale=scale * (1 - 1e-9))  # it rounds up: 600.0000001 would make 601
    file = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(file, "WEBP", quality=COVER_QUALITY)
    return file.getvalue()
