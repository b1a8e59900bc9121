"""Every text in a PDF, wherever it stands, so that names can be looked for. It is never stored."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from reviews.pdf import budget, envelope
from reviews.pdf.facts import METADATA, EveryText, Unreadable
from reviews.pdf.objects import Entry, Objects, text_of
from reviews.pdf.pages import extracted_texts, open_pages
from reviews.pdf.plain_text import plain

# What a text is, by the key of the dictionary in which it stands.
PLACES = {
    "/Alt": "descriptions of pictures",
    "/ActualText": "descriptions of pictures",
    "/E": "descriptions of pictures",
    "/URI": "links",
    "/Contents": "comments",
    "/RC": "comments",
    "/V": "form",
    "/DV": "form",
    "/TU": "form",
    "/F": "names of files",
    "/UF": "names of files",
}
INFO = {"/Author", "/Subject", "/Keywords", "/Producer", "/Creator", "/Company", "/Manager"}
BOOKMARKS, LINKS, OTHER = "bookmarks", "links", "data of the file"
TAGS = re.compile(r"<[^>]*>")
DEEPEST = 20  # arrays in arrays
LONGEST_METADATA = 1_000_000  # bytes


def every_text(path: Path) -> EveryText:
    """Raises Unreadable: then nobody knows what is in the file."""
    envelope.check(path)
    budget.impose()
    content = path.read_bytes()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            objects = Objects.of(pdf)
            budget.check(objects)
            elsewhere = tuple(dict.fromkeys(_elsewhere(objects)))
        with open_pages(content) as document:
            return EveryText(tuple(map(plain, extracted_texts(document))), elsewhere)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, pypdfium2.PdfiumError) as error:
        raise Unreadable("This PDF cannot be searched.") from error


def _elsewhere(objects: Objects) -> Iterator[tuple[str, str]]:
    for entry in objects.entries:
        for key in entry.keys:
            place = _place(entry, key)
            for text in filter(None, map(plain, _strings(entry.value.get(key)))):
                yield place, text
        if entry.is_stream and entry.name("/Type") == "/Metadata":
            yield METADATA, plain(_without_tags(entry))


def _place(entry: Entry, key: str) -> str:
    if key == "/Title":
        return BOOKMARKS if {"/Parent", "/Dest", "/Next", "/Prev"} & entry.keys else METADATA
    return METADATA if key in INFO else PLACES.get(key, OTHER)


def _strings(value: object, depth: int = 0) -> Iterator[str]:
    """Texts and names that stand there, also in arrays."""
    if isinstance(value, pikepdf.Array) and depth < DEEPEST:
        for each in value:
            if not (isinstance(each, pikepdf.Object) and each.is_indirect and depth):
                yield from _strings(each, depth + 1)
    elif isinstance(value, pikepdf.Name):
        yield str(value)[1:]
    else:
        yield text_of(value)


def _without_tags(entry: Entry) -> str:
    """Attributes hold texts too, so only the signs of XML are taken out."""
    content = entry.value.read_bytes()[:LONGEST_METADATA].decode("utf-8", "replace")
    attributes = re.findall(r"=\s*[\"']([^\"']*)[\"']", content)
    return "\n".join([TAGS.sub(" ", content), *attributes])
