"""What a PDF says about itself, and whether its parts hold together (qpdf, through pikepdf)."""

import re
from dataclasses import dataclass

import pikepdf

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from reviews.pdf.plain_text import plain

MOST_PAGES = 2000
NO_TITLE = {"untitled", "untitled document", "anonymous"}  # what programs write for none
LONGEST_TITLE = 500  # characters
# A language tag of at most 35 characters, which is what RFC 5646 asks software to keep.
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$")


@dataclass(frozen=True)
class Structure:
    """A ``Facts`` without what only rendering shows."""

    pages: int
    title: str
    language: str
    tagged: bool


def describe(pdf: pikepdf.Pdf) -> Structure:
    """Raises Unreadable for too few or too many pages, or as many as nobody can agree on."""
    pages = len(pdf.pages)
    _check_count(pages)
    if pdf.Root.Pages.get("/Count") != pages:
        raise Unreadable(refusals.DAMAGED)
    return Structure(pages, _title(pdf), _language(pdf), _tagged(pdf))


def _check_count(pages: int) -> None:
    if not pages:
        raise Unreadable(refusals.NO_PAGES)
    if pages > MOST_PAGES:
        raise Unreadable(refusals.TOO_MANY_PAGES)


def _title(pdf: pikepdf.Pdf) -> str:
    stated = _stated_title(pdf)
    return as_title(
        stated if stated and isinstance(stated, str) else _string(pdf.docinfo, "/Title")
    )


def as_title(title: str) -> str:
    title = " ".join(plain(title).split())[:LONGEST_TITLE]
    return "" if title.lower() in NO_TITLE else title


def _stated_title(pdf: pikepdf.Pdf) -> object:
    """Of metadata that nobody can read there is none."""
    try:
        return pdf.open_metadata().get("dc:title")
    except (ValueError, NotImplementedError, SyntaxError):
        return None


def _language(pdf: pikepdf.Pdf) -> str:
    """Anything else that stands there is no language, and may be a name."""
    stated = plain(_string(pdf.Root, "/Lang"))
    return stated if LANGUAGE.match(stated) else ""


def _string(entries: pikepdf.Object, key: str) -> str:
    """Damaged and hostile files keep other things than strings there."""
    value = entries.get(key)
    return str(value) if isinstance(value, pikepdf.String) else ""


def _tagged(pdf: pikepdf.Pdf) -> bool:
    mark = pdf.Root.get("/MarkInfo")
    marked = isinstance(mark, pikepdf.Dictionary) and mark.get("/Marked") is True
    return marked and isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
