"""Words that the content of a page states beside what it draws: descriptions, expansions, notes."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Stream

from reviews.pdf.budget import unpacked
from reviews.pdf.objects import Entry, Objects, content_streams, texts_in

MARKING = re.compile(
    rb"(<<(?:[^<>()]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)*>>)\s*(?:BDC|DP)\b", re.DOTALL
)
HOLDS_TEXT = re.compile(rb"\(|[^<]<[^<]")
# A language, and what is judged as text that takes the place of what is drawn.
KNOWN = {"/Lang", "/ActualText"}


def marked_words(objects: Objects) -> Iterator[str]:
    for entry in objects.entries:
        for stream in _contents(entry):
            for marking in MARKING.findall(unpacked(stream)):
                if HOLDS_TEXT.search(marking):
                    yield from _texts(marking)


def _contents(entry: Entry) -> Iterator[Stream]:
    if entry.name("/Subtype") == "/Form" or "/PatternType" in entry.keys:
        yield from [entry.value] if entry.is_stream else []
    elif entry.name("/Type") == "/Page":
        yield from content_streams(entry.value)


def _texts(marking: bytes) -> Iterator[str]:
    try:
        stated = pikepdf.Object.parse(marking)
    except pikepdf.PdfError:
        return
    for key, value in stated.items() if isinstance(stated, Dictionary) else ():
        yield from texts_in(value) if key not in KNOWN else ()
