"""Pictures and parts of pages that a PDF keeps and never draws."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from pikepdf import Array, Dictionary, Stream

from reviews.pdf.budget import DRAWN, unpacked
from reviews.pdf.findings import Finding
from reviews.pdf.objects import Entry, Objects

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
OTHER_PICTURES = "/Alternates"


def undrawn(objects: Objects) -> list[Finding]:
    return [Finding.of("undrawn-content")] if next(_undrawn(objects), None) else []


def remove_undrawn(objects: Objects) -> None:
    for holder, key in list(_undrawn(objects)):
        if key in holder:
            del holder[key]


def _undrawn(objects: Objects) -> Iterator[tuple[Dictionary, str]]:
    """What holds each of them, and by which name."""
    for entry in objects.entries:
        if OTHER_PICTURES in entry.keys:
            yield entry.value, OTHER_PICTURES
    for kept in _kept(objects):
        for name in set(kept.held.keys()) - kept.drawn:
            if isinstance(kept.held.get(name), Stream):
                yield kept.held, name


@dataclass
class _Kept:
    """What may be drawn by name, and the names of those that are."""

    held: Dictionary
    drawn: set[str] = field(default_factory=set)


def _kept(objects: Objects) -> list[_Kept]:
    """What draws without resources of its own has those of the page or branch that it is in: it counts
    for all."""
    kept: dict[object, _Kept] = {}
    everywhere: set[str] = set()
    for number, entry in enumerate(objects.entries):
        resources = entry.dictionary("/Resources") or entry.dictionary("/DR")
        held = resources.get("/XObject") if resources is not None else None
        if isinstance(held, Dictionary):
            at = held.objgen if held.is_indirect else resources.objgen
            known = kept.setdefault(at if any(at) else number, _Kept(held))
            known.drawn |= _drawn(entry)
        elif resources is None:
            everywhere |= _drawn(entry)
    for each in kept.values():
        each.drawn |= everywhere
    return list(kept.values())


def _drawn(entry: Entry) -> set[str]:
    found = (DRAWN.findall(unpacked(stream)) for stream in _contents(entry))
    return {_name(name) for name in chain.from_iterable(found)}


def _name(written: bytes) -> str:
    return "/" + ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), written).decode("latin-1")


def _contents(entry: Entry) -> Iterator[Stream]:
    """What a page, a form, a pattern or a font with drawn letters draws."""
    if entry.is_stream:
        if entry.name("/Subtype") == "/Form" or "/PatternType" in entry.keys:
            yield entry.value
        return
    letters = entry.dictionary("/CharProcs")
    contents = entry.value.get("/Contents") if "/Contents" in entry.keys else None
    candidates = list(contents) if isinstance(contents, Array) else [contents]
    candidates += list(letters.values()) if letters is not None else []
    yield from (each for each in candidates if isinstance(each, Stream))
