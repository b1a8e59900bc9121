"""Pictures and parts of pages that a PDF keeps and never draws."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Dictionary, Stream

from reviews.pdf.budget import DRAWN, WRITTEN, unpacked
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.listed import JUDGED_ELSEWHERE, unlisted
from reviews.pdf.latin_names import spelling_of
from reviews.pdf.objects import Entry, Objects, content_streams, names_in

OTHER_PICTURES = "/Alternates"
ON_TAGS = {"/Obj", "/Stm", "/Nums"}
OTHER_LOOKS = {"/R", "/D"}  # of a link, under a pointer or pressed
PAINTED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+(?:scn|SCN)\b")
WRITTEN_IN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+[-+.0-9]+\s+Tf\b")
# How content names what it draws, by where that is kept.
NAMED = {"/XObject": DRAWN, "/Pattern": PAINTED, "/Font": WRITTEN_IN}


def undrawn(objects: Objects) -> list[Finding]:
    found = next(_undrawn(objects), None) or _taken_out(objects) or _hanging(objects)
    return [Finding.of("undrawn-content")] if found else []


def remove_undrawn(objects: Objects) -> None:
    for holder, key in list(_undrawn(objects)):
        if key in holder:
            del holder[key]
    for page in _taken_out(objects):
        for key in set(page.keys()):
            del page[key]
    for stream in _hanging(objects):
        stream.write(b"")


def _taken_out(objects: Objects) -> list[Dictionary]:
    """Pages that somebody took out of the document, and to which a tag, a link or a bookmark still leads; those
    that a script could put in."""
    shown = {page.objgen for page in objects.pdf.pages}
    return [
        entry.value
        for entry in objects.entries
        if entry.value.objgen not in shown
        and (
            entry.name("/Type") in {"/Page", "/Template"}
            or {"/Contents", "/MediaBox"} <= entry.keys
        )
    ]


def _undrawn(objects: Objects) -> Iterator[tuple[Dictionary, str]]:
    """What holds each of them, and by which name."""
    for entry in objects.entries:
        yield from _beside(entry)
        yield from _letters(entry)
    for kept in _kept(objects):
        for name in set(kept.held.keys()):
            value = kept.held.get(name)
            if _draws(value) and (name not in kept.drawn or _is_for_printers(value)):
                yield kept.held, name


def _letters(font: Entry) -> Iterator[tuple[Dictionary, str]]:
    """Of a font that draws its letters, those that write something and for which there is no code."""
    drawn, codes = font.dictionary("/CharProcs"), font.dictionary("/Encoding")
    if drawn is None or codes is None or "/BaseEncoding" in codes:
        return
    listed = {f"/{name}" for name in names_in(codes.get("/Differences"))}
    for name in set(drawn.keys()) - listed:
        letter = drawn.get(name)
        if isinstance(letter, Stream) and WRITTEN.search(unpacked(letter)):
            yield drawn, name


def _hanging(objects: Objects) -> list[Stream]:
    """What a tag leads to and no page draws."""
    held = (entry.dictionary("/XObject") for entry in objects.entries)
    forms = (each for named in held if named is not None for each in named.values())
    drawn = {each.objgen for each in forms if isinstance(each, Stream)}
    ends = (entry.value for entry in objects.streams() if entry.held_by in ON_TAGS)
    return [each for each in ends if each.objgen not in drawn and unpacked(each)]


def _beside(entry: Entry) -> Iterator[tuple[Dictionary, str]]:
    """Pictures for printers, looks of links under a pointer, whatever else is kept beside."""
    streams = (key for key in unlisted(entry) - JUDGED_ELSEWHERE if _draws(entry.value.get(key)))
    yield from ((entry.value, key) for key in {OTHER_PICTURES} & entry.keys | {*streams})
    looks = entry.dictionary("/AP") if entry.name("/Subtype") == "/Link" else None
    yield from ((looks, key) for key in OTHER_LOOKS if looks is not None and key in looks)


def _draws(value: object) -> bool:
    """A form, a picture, a pattern, or a font whose letters are drawings."""
    return isinstance(value, Stream) or isinstance(value, Dictionary) and "/CharProcs" in value


def _is_for_printers(value: object) -> bool:
    """A program in PostScript, which nothing on a screen carries out."""
    return isinstance(value, Stream) and value.get("/Subtype") == "/PS"


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
        if resources is None:
            everywhere |= _drawn(entry)
            continue
        for kind in NAMED:
            held = resources.get(kind)
            if isinstance(held, Dictionary) and any(map(_draws, held.values())):
                at = held.objgen if held.is_indirect else (*resources.objgen, kind)
                known = kept.setdefault(at if any(at[:2]) else (number, kind), _Kept(held))
                known.drawn |= _drawn(entry)
    for each in kept.values():
        each.drawn |= everywhere
    return list(kept.values())


def _drawn(entry: Entry) -> set[str]:
    """Names of which content draws something: of whatever kind, as few names stand for two."""
    contents = [unpacked(stream) for stream in _contents(entry)]
    return {
        spelling_of(name)
        for content in contents
        for pattern in NAMED.values()
        for name in pattern.findall(content)
    }


def _contents(entry: Entry) -> Iterator[Stream]:
    """What a page, a form, a pattern or a font with drawn letters draws."""
    if entry.is_stream:
        if entry.name("/Subtype") == "/Form" or "/PatternType" in entry.keys:
            yield entry.value
        return
    letters = entry.dictionary("/CharProcs")
    yield from content_streams(entry.value)
    for letter in letters.values() if letters is not None else ():
        if isinstance(letter, Stream):
            yield letter
