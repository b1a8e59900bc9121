"""The files that are attached inside a PDF, so that each can be scanned by itself."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Stream

from reviews.pdf import budget
from reviews.pdf.facts import Unreadable
from reviews.pdf.objects import Objects

MOST = 1000  # files
LARGEST = 50_000_000  # bytes of all of them together


def attached_files(path: Path) -> Iterator[bytes]:
    """Every stream that a file specification names. Raises Unreadable if they are too much."""
    budget.impose()
    try:
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            yield from _within_limits(_streams(Objects.of(pdf)))
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        raise Unreadable("The files attached in this PDF cannot be read.") from error


def _streams(objects: Objects) -> Iterator[Stream]:
    for entry in objects.entries:
        held = entry.dictionary("/EF")
        for value in held.values() if isinstance(held, Dictionary) else ():
            if isinstance(value, Stream):
                yield value
        if entry.is_stream and entry.name("/Type") == "/EmbeddedFile":
            yield entry.value


def _within_limits(streams: Iterator[Stream]) -> Iterator[bytes]:
    total, seen = 0, set()
    for stream in streams:
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        content = stream.read_bytes()
        total += len(content)
        if len(seen) > MOST or total > LARGEST:
            raise Unreadable("There are too many files attached in this PDF.")
        yield content
