"""The first and last bytes of a file: is this one PDF and nothing else?"""

import os
from pathlib import Path

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable

HEADER = b"%PDF-"
END = b"%%EOF"
EDGE = 1024  # bytes; as far from either end as readers search for the header and the end
WHITE_SPACE = b"\0\t\n\f\r "
OFFICE_HEADERS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
ZIP_HEADERS = (b"PK\x03\x04", b"PK\x05\x06")
IN_OFFICE = (b"[Content_Types].xml", b"_rels/", b"mimetype", b"word/", b"xl/", b"ppt/")
ARCHIVE_HEADERS = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PICTURE_HEADERS = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM", b"\0\0\x01\0"),
    *(b"\x00\x00\x00\x18ftyphei", b"\x00\x00\x00\x1cftyphei", b"8BPS"),
)
WEB_HEADERS = (b"<!doctype html", b"<html", b"<?xml", b"<svg", b"<head", b"<body")


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
    raise Unreadable(refusals.PRECEDED if HEADER in first else _what_else(first))


def _what_else(first: bytes) -> str:
    """What it is in the place of a PDF, with what to do."""
    is_webp = first.startswith(b"RIFF") and first[8:12] == b"WEBP"
    if first.startswith(PICTURE_HEADERS) or is_webp:
        return refusals.PICTURE
    if first.startswith(ZIP_HEADERS):
        return refusals.OFFICE if any(name in first for name in IN_OFFICE) else refusals.ARCHIVE
    if first.startswith(OFFICE_HEADERS):
        return refusals.OFFICE
    if first.startswith(ARCHIVE_HEADERS):
        return refusals.ARCHIVE
    is_web = first.lstrip(WHITE_SPACE + b"\xef\xbb\xbf").lower().startswith(WEB_HEADERS)
    return refusals.WEB_PAGE if is_web else refusals.NOT_A_PDF


def _check_end(last: bytes) -> None:
    _, end, rest = last.rpartition(END)
    if not end:
        raise Unreadable(refusals.TRUNCATED)
    if rest.strip(WHITE_SPACE):
        raise Unreadable(refusals.FOLLOWED)
