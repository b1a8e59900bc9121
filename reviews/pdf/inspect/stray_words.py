"""Words in parts of a PDF that no page shows and no reader needs: only a list of keys is let pass."""

import re
from collections.abc import Iterator

import pikepdf

from reviews.pdf.findings import Finding
from reviews.pdf.inspect.active_content import ACTIONS
from reviews.pdf.inspect.catalogue import odd_wishes
from reviews.pdf.inspect.colour_names import colour_names
from reviews.pdf.inspect.content_names import content_names
from reviews.pdf.inspect.given_names import given_names
from reviews.pdf.inspect.listed import ATTRIBUTE_NAMES, NO_NAMES, is_attribute, unlisted
from reviews.pdf.inspect.marks import is_mark
from reviews.pdf.inspect.metadata import DATE, TWO_NAMES
from reviews.pdf.inspect.unseen_words import is_needed, says_more
from reviews.pdf.inspect.words_of_names import as_words, is_of_words
from reviews.pdf.named_places import NamedPlaces
from reviews.pdf.objects import Entry, Objects, names_in, text_of, texts_in
from reviews.pdf.structure import LANGUAGE

# Texts that are judged as words which no page shows, or that programs need to draw and to lead on.
KEPT = {
    *("/Alt", "/ActualText", "/E", "/Summary", "/Short", "/Order"),
    *("/Registry", "/Ordering", "/CharSet", "/FontFamily", "/Panose", "/Style"),
    *("/ID", "/Headers", "/Ref", "/NS", "/Names", "/Limits", "/Dest", "/D"),
}
# Long lists, mostly of numbers, and what every part has.
WITHOUT_TEXT = {
    *("/K", "/Kids", "/Parent", "/Pg", "/S", "/Type", "/Subtype", "/Length", "/Filter"),
    *("/W", "/W2", "/Widths", "/Differences", "/Nums", "/Annots", "/QuadPoints"),
    *("/Rect", "/MediaBox", "/BBox"),
}
SKIPPED = KEPT | WITHOUT_TEXT
JUDGED_ELSEWHERE = {"/Info", "/Encrypt", "/Params"}  # of the trailer, and of attachments
# What colours are printed by.
INTENT = {"/Info", "/OutputCondition", "/OutputConditionIdentifier", "/RegistryName"}
COLOURS = re.compile(
    r"rgb|cmyk|gr[ae]y|fogra|swop|gracol|iec|coated|profile|custom|colou?r|cgats|jc200|dot|gain|adobe|iso",
    re.IGNORECASE,
)


def stray_words(objects: Objects, seen: set[str]) -> list[Finding]:
    """One finding for all that cleaning takes out. ``seen`` are the words of the pages."""
    places = NamedPlaces(objects.pdf)
    texts = [
        *places.words(),
        *_dangling(objects, places),
        *given_names(objects),
        *content_names(objects),
        *colour_names(objects),
        *odd_wishes(objects.pdf),
    ]
    texts += [text for entry in objects.entries for each in stray(entry).values() for text in each]
    odd = dict.fromkeys(text for text in texts if says_more(text, seen))
    return [Finding.of("stray-words", recovered="\n".join(odd))] if odd else []


def stray(entry: Entry) -> dict[str, list[str]]:
    """The keys of an entry under which there are texts that nobody needs, and these."""
    if entry.held_by in JUDGED_ELSEWHERE or _is_judged(entry):
        return {}
    found: dict[str, list[str]] = {}
    for key, text in (*_texts(entry), *_names(entry)):
        found.setdefault(key, []).append(text)
    return found


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    for key in entry.keys - SKIPPED:
        texts = [text for text in texts_in(entry.value.get(key)) if not DATE.match(text)]
        if texts and not _is_needed(entry, key, texts[0]):
            yield from ((key, text) for text in texts)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """As words; of keys that nobody needs themselves too."""
    spare = unlisted(entry)
    of_font = {"/Name"} if entry.name("/Type") == "/Font" else set()
    attributes = entry.keys if is_attribute(entry) else set()
    for key in (spare | attributes) - of_font:
        names = set(names_in(entry.value.get(key))) - ATTRIBUTE_NAMES
        names |= {key[1:]} if key in spare - NO_NAMES - SKIPPED else set()
        yield from ((key, as_words(name)) for name in sorted(names) if is_of_words(name))


def _is_judged(entry: Entry) -> bool:
    """Comments and marks, fields, signatures, attachments, and actions that are no plain links."""
    own = {"/FT", "/TU", "/ByteRange", "/EF"} & entry.keys
    acts = entry.name("/S") in ACTIONS
    is_comment = "/Rect" in entry.keys and is_mark(entry.value)
    return acts or bool(own) or is_comment and entry.name("/Subtype") != "/Popup"


def _is_needed(entry: Entry, key: str, text: str) -> bool:
    if key == "/Lang":
        return bool(LANGUAGE.match(text)) or not text
    if key == "/URI":
        return entry.name("/S") == "/URI" and entry.held_by != "/PA"
    if key in INTENT:
        pairs = TWO_NAMES.findall(text)
        return bool(COLOURS.search(text)) and all(COLOURS.search(" ".join(pair)) for pair in pairs)
    return is_needed(entry, key)


def _dangling(objects: Objects, places: NamedPlaces) -> Iterator[str]:
    """Names of places that are nowhere."""
    for entry in objects.entries:
        for key in {"/Dest", "/D", "/OpenAction"} & entry.keys:
            name = entry.value.get(key)
            if isinstance(name, pikepdf.String | pikepdf.Name) and places.place(name) is None:
                yield text_of(name) or as_words(str(name))
