"""Words that stand in a PDF but on no page: descriptions of pictures, bookmarks, names of tags."""

import re
from collections.abc import Iterable

from reviews.pdf.findings import LONGEST_RECOVERED, Finding
from reviews.pdf.objects import Entry, Objects, text_of
from reviews.pdf.plain_text import plain

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Descriptions, replacements, expansions and titles of tags; what bookmarks and fields hold.
TAGGED = ("/Alt", "/ActualText", "/E", "/T")
SHORTEST = 2  # characters of a word
LONGEST_ENTRY = 300  # characters


def unseen_words(objects: Objects, pages: Iterable[str]) -> list[Finding]:
    """One finding with every entry that has a name-like word which no page shows: all are read
    once and settled with one tick."""
    seen = words_of(pages)
    entries = dict.fromkeys(filter(None, map(plain, _entries(objects))))
    unseen = [entry[:LONGEST_ENTRY] for entry in entries if says_more(entry, seen)]
    recovered = "\n".join(unseen)[:LONGEST_RECOVERED]
    return [Finding.of("unseen-words", recovered=recovered)] if recovered else []


def words_of(pages: Iterable[str]) -> set[str]:
    return {word.casefold() for page in pages for word in WORD.findall(page)}


def says_more(entry: str, seen: set[str]) -> bool:
    """A word with a capital or a digit that is on no page."""
    return any(
        len(word) >= SHORTEST
        and word != word.lower()
        and word.casefold() not in seen
        or any(sign.isdigit() for sign in word)
        and word.casefold() not in seen
        for word in WORD.findall(entry)
    )


def _entries(objects: Objects) -> Iterable[str]:
    for entry in objects.entries:
        yield from _of(entry)


def _of(entry: Entry) -> list[str]:
    keys = set(TAGGED[:3]) & entry.keys
    if entry.name("/Type") == "/StructElem" or "/K" in entry.keys:
        keys |= {"/T"} & entry.keys
    if _is_bookmark(entry):
        keys.add("/Title")
    if _is_field(entry):
        keys |= {"/TU", "/V", "/DV"} & entry.keys
    if entry.name("/Type") == "/OCG":
        keys |= {"/Name"} & entry.keys
    return [text_of(entry.value.get(key)) for key in keys]


def _is_bookmark(entry: Entry) -> bool:
    return "/Title" in entry.keys and bool({"/Parent", "/Next", "/Prev", "/Dest"} & entry.keys)


def _is_field(entry: Entry) -> bool:
    return bool({"/FT", "/TU"} & entry.keys) and "/Subtype" in entry.keys or "/FT" in entry.keys
