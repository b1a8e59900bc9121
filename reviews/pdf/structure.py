"""What a PDF says about itself, and whether its parts hold together (qpdf, through pikepdf)."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from reviews.pdf.plain_text import plain

MOST_PAGES = 2000
LONGEST_TITLE = 500  # characters
LONGEST_LANGUAGE = 35  # characters; the longest tag that RFC 5646 asks software to keep
# Words of qpdf's warnings that mean it had to guess what the file was meant to say. Other
# programs may guess otherwise, so nobody can know what such a file would show to a reader.
GUESSED = ("damaged", "reconstruct", "recover", "loop detected")


@dataclass(frozen=True)
class Structure:
    """A ``Facts`` without what only rendering shows."""

    pages: int
    title: str
    language: str
    tagged: bool


def read_structure(path: Path) -> Structure:
    """Raises Unreadable for a protected or damaged file and for too few or too many pages."""
    try:
        with pikepdf.open(path) as pdf:
            return _describe(pdf, path)
    except pikepdf.PasswordError:
        raise Unreadable(refusals.PROTECTED) from None
    except pikepdf.PdfError:
        raise Unreadable(refusals.DAMAGED) from None


def _describe(pdf: pikepdf.Pdf, path: Path) -> Structure:
    if pdf.is_encrypted:
        raise Unreadable(refusals.PROTECTED)
    pages = len(pdf.pages)
    if _guessed(pdf, path):
        raise Unreadable(refusals.DAMAGED)
    _check_count(pages)
    return Structure(pages, _title(pdf), _language(pdf), _tagged(pdf))


def _guessed(pdf: pikepdf.Pdf, path: Path) -> bool:
    # A warning begins with the file's own name, which may hold any of the words.
    warnings = [str(warning).replace(str(path), "") for warning in pdf.get_warnings()]
    return any(word in warning for warning in warnings for word in GUESSED)


def _check_count(pages: int) -> None:
    if not pages:
        raise Unreadable(refusals.NO_PAGES)
    if pages > MOST_PAGES:
        raise Unreadable(refusals.TOO_MANY_PAGES)


def _title(pdf: pikepdf.Pdf) -> str:
    stated = pdf.open_metadata().get("dc:title")
    title = stated if stated and isinstance(stated, str) else _string(pdf.docinfo, "/Title")
    return " ".join(plain(title).split())[:LONGEST_TITLE]


def _language(pdf: pikepdf.Pdf) -> str:
    return plain(_string(pdf.Root, "/Lang"))[:LONGEST_LANGUAGE]


def _string(entries: pikepdf.Object, key: str) -> str:
    """Damaged and hostile files keep other things than strings there."""
    value = entries.get(key)
    return str(value) if isinstance(value, pikepdf.String) else ""


def _tagged(pdf: pikepdf.Pdf) -> bool:
    mark = pdf.Root.get("/MarkInfo")
    marked = isinstance(mark, pikepdf.Dictionary) and mark.get("/Marked") is True
    return marked and isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
