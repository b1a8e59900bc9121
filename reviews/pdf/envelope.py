"""The first and last bytes of a file: is this one PDF and nothing else?"""

import os
from pathlib import Path

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable

HEADER = b"%PDF-"
END = b"%%EOF"
EDGE = 1024  # bytes; as far from either end as readers search for the header and the end
WHITE_SPACE = b"\0\t\n\f\r "
OFFICE_HEADERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


def check(path: Path) -> None:
    """Refuse a file that is not a PDF from its first byte to its last.

    Readers forgive bytes before the header and after the end, which is how one file can be a
    PDF to one program and a web page to another.
    """
    first, last = _edges(path)
    _check_beginning(first)
    _check_end(last)


def _edges(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        first = file.read(EDGE)
        file.seek(-min(EDGE, path.stat().st_size), os.SEEK_END)
        return first, file.read(EDGE)


def _check_beginning(first: bytes) -> None:
    if not first:
        raise Unreadable(refusals.EMPTY)
    if first.startswith(HEADER):
        return
    if first.startswith(OFFICE_HEADERS):
        raise Unreadable(refusals.OFFICE)
    raise Unreadable(refusals.PRECEDED if HEADER in first else refusals.NOT_A_PDF)


def _check_end(last: bytes) -> None:
    _, end, rest = last.rpartition(END)
    if not end:
        raise Unreadable(refusals.TRUNCATED)
    if rest.strip(WHITE_SPACE):
        raise Unreadable(refusals.FOLLOWED)
