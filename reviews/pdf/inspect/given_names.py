"""Names that somebody gave to tags, their classes and places, where programs mostly number them."""

from collections.abc import Iterator

from pikepdf import Dictionary

from reviews.pdf.inspect.listed import STANDARD, is_tag
from reviews.pdf.inspect.metadata import NAMESPACES
from reviews.pdf.inspect.words_of_names import as_words, is_of_words
from reviews.pdf.objects import Entry, Objects, names_in, text_of


def given_names(objects: Objects) -> Iterator[str]:
    for entry in objects.entries:
        names = (name for name in _of(entry) if name not in STANDARD and is_of_words(name))
        yield from map(as_words, names)


def _of(entry: Entry) -> Iterator[str]:
    if is_tag(entry):
        yield text_of(entry.value.get("/ID"))
        yield from (name for key in ("/S", "/C") for name in names_in(entry.value.get(key)))
    elif "/NS" in entry.keys and not NAMESPACES.match(text_of(entry.value.get("/NS"))):
        yield text_of(entry.value.get("/NS"))
    if "/FontFamily" in entry.keys and not _is_family(entry):
        yield text_of(entry.value.get("/FontFamily"))
    for key in {"/RoleMap", "/ClassMap"} & entry.keys:
        held = entry.value.get(key)
        yield from (name[1:] for name in (held.keys() if isinstance(held, Dictionary) else ()))


def _is_family(entry: Entry) -> bool:
    """“Times New Roman” of the font TimesNewRomanPS-Bold."""
    family, font = text_of(entry.value.get("/FontFamily")), entry.name("/FontName")
    return _letters(family) in _letters(font.replace("#20", ""))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
