"""Words that stand in a PDF but on no page: descriptions of pictures, bookmarks, names of tags."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

import pikepdf
from pikepdf import Array

from reviews.pdf.findings import Finding
from reviews.pdf.inspect.marked_words import marked_words
from reviews.pdf.inspect.words_in_data import words_in_data
from reviews.pdf.inspect.words_of_drawings import words_of_drawings
from reviews.pdf.inspect.words_of_names import USUAL
from reviews.pdf.objects import Entry, Objects, text_of
from reviews.pdf.plain_text import plain

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PARTS = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])|[0-9]+")
NUMBER = re.compile(r"[0-9]{1,3}")
TWO_NAMES = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+[-_.+ ][A-Z][a-z]+(?![A-Za-z])")
# What stands for a person in an address, also in small letters: a mailbox, a folder of one’s own.
PERSON = re.compile(r"mailto:([^@?]*)|/(?:personal|users?|~)/?([^/?#]*)", re.IGNORECASE)
# What layouts call their layers; numbers too.
LAYERS = re.compile(
    r"(?:layers?|ebene|calque|background|foreground|artwork|guides?|grid|watermark|logo|print|screen|master"
    r"|english|welsh|cymraeg|shapes?|lines?|photos?|pictures?|borders?|copy|and|[0-9]+)",
    re.IGNORECASE,
)
MOST_LAYERS = 1000
# What programs call a place that nobody named.
PLACES = re.compile(
    r"(?:slide|page|sheet|section|chapter|appendix|figure|table) ?[0-9]{1,4}", re.IGNORECASE
)
SHORTEST = 2  # characters of a word
LONGEST_ENTRY = 300  # characters


def unseen_words(objects: Objects, seen: set[str], also: list[str]) -> list[Finding]:
    """One finding with every entry that has a name-like word which no page shows: all are read
    once and settled with one tick. ``seen`` are the words of the pages, ``also`` further entries."""
    entries = dict.fromkeys(filter(None, map(plain, [*_entries(objects), *also])))
    own = (entry for entry in entries if not PLACES.fullmatch(entry))
    unseen = [entry[:LONGEST_ENTRY] for entry in own if says_more(entry, seen)]
    recovered = "\n".join(unseen)
    return [Finding.of("unseen-words", recovered=recovered)] if recovered else []


def words_of(pages: Iterable[str]) -> set[str]:
    return {word.casefold() for page in pages for word in WORD.findall(page)}


def says_more(entry: str, seen: set[str]) -> bool:
    """A word with a capital or a digit that is on no page; more than the number of a note."""
    new = [word for word in WORD.findall(entry) if _is_new(word, seen)]
    return len(new) > 1 or any(not NUMBER.fullmatch(word) for word in new)


def _is_new(word: str, seen: set[str]) -> bool:
    is_name_like = word != word.lower() and len(word) >= SHORTEST
    if not is_name_like and not any(sign.isdigit() for sign in word):
        return False
    if word.casefold() in seen:
        return False
    parts = PARTS.findall(word)  # “PracticeReview”, as programs join the lines of a heading
    return (
        len(parts) == 1 or "".join(parts) != word or not seen.issuperset(map(str.casefold, parts))
    )


def _entries(objects: Objects) -> Iterable[str]:
    for entry in objects.entries:
        yield from _of(entry)
    yield from marked_words(objects)
    yield from words_in_data(objects)
    yield from words_of_drawings(objects)


def _of(entry: Entry) -> list[str]:
    keys = {key for key, is_read in READ.items() if key in entry.keys and is_read(entry)}
    texts = [text_of(entry.value.get(key)) for key in keys - {"/Name"}]
    layers = [*(text_of(entry.value.get(key)) for key in keys & {"/Name"}), *_of_order(entry)]
    named = [layer for layer in layers if not _is_usual(layer)]
    action = entry.dictionary("/A")
    address = text_of(action.get("/URI")) if action is not None else None  # judged by itself
    return [*(text for text in texts if text != address), *named, *_of_address(entry)]


def is_needed(entry: Entry, key: str) -> bool:
    """Programs show it, or read it aloud."""
    return key in READ and READ[key](entry)


def _is_usual(layer: str) -> bool:
    words = WORD.findall(layer)
    return all(LAYERS.fullmatch(word) or USUAL.fullmatch(word) for word in words)


def _of_order(entry: Entry) -> Iterable[str]:
    """Headings in the list of layers."""
    ahead, met = [entry.value.get("/Order")] if "/Order" in entry.keys else [], 0
    while ahead and met < MOST_LAYERS:
        each, met = ahead.pop(), met + 1
        if isinstance(each, Array):
            ahead += list(each)
        elif isinstance(each, pikepdf.String):
            yield text_of(each)


def _of_address(entry: Entry) -> list[str]:
    """Of links only what looks like a person: two names beside each other, in a mailbox also small ones."""
    address = text_of(entry.value.get("/URI")) if entry.name("/S") == "/URI" else ""
    own = (part.title() for found in PERSON.findall(address) for part in found)
    return [name for text in (unquote(address), *own) for name in TWO_NAMES.findall(text)]


def _is_tag(entry: Entry) -> bool:
    return entry.name("/Type") == "/StructElem" or "/K" in entry.keys


def _is_bookmark(entry: Entry) -> bool:
    return bool({"/Parent", "/Next", "/Prev", "/Dest"} & entry.keys)


def _is_field(entry: Entry) -> bool:
    return bool({"/FT", "/TU"} & entry.keys) and "/Subtype" in entry.keys or "/FT" in entry.keys


def _is_layer(entry: Entry) -> bool:
    """One, or a list of them."""
    return entry.name("/Type") == "/OCG" or entry.held_by in {"/D", "/Configs"}


# What has words of its own, by key: descriptions, replacements and expansions; titles of tags and of
# bookmarks; what fields hold; names of layers; descriptions of links; what stands before page numbers.
READ = {
    **dict.fromkeys(("/Alt", "/ActualText", "/E", "/Summary", "/Short"), lambda entry: True),
    "/T": _is_tag,
    "/Title": _is_bookmark,
    **dict.fromkeys(("/TU", "/V", "/DV"), _is_field),
    "/Name": _is_layer,
    "/Contents": lambda entry: entry.name("/Subtype") == "/Link",
    "/P": lambda entry: entry.held_by == "/Nums",
}
