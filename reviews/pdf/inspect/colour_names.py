"""Names of inks, which are a program’s own or somebody’s."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object

from reviews.pdf.inspect.words_of_names import PART
from reviews.pdf.objects import Entry, Objects

# Inks that every program knows, and words for others.
STANDARD = {f"/{ink}" for ink in ("All", "None", "Cyan", "Magenta", "Yellow", "Black")}
STANDARD |= {f"/{ink}" for ink in ("Gray", "Red", "Green", "Blue")}
USUAL = re.compile(
    r"cyan|magenta|yellow|black|white|gr[ae]y|red|green|blue|orange|purple|violet|pink|brown|gold|silver|teal"
    r"|navy|lime|cream|beige|cool|warm|dark|light|mid|pale|deep|bright|reflex|rhodamine|rubine|process|pantone"
    r"|hks|toyo|spot|colou?r|swatch|ink|varnish|gloss|matt|foil|cut|die|fold|crease|guides?|registration|tint"
    r"|brand|primary|secondary|accent|background|text|corporate|solid|coated|uncoated|separation",
    re.IGNORECASE,
)
SPACES = ("/ColorSpace", "/CS")
INKS = {"/Separation": Name, "/DeviceN": Array}  # one ink, or several
DEEPEST = 4  # spaces in spaces


def colour_names(objects: Objects) -> Iterator[str]:
    """As words, those that may be of a person."""
    for space in _of_inks(objects.entries):
        for ink in _inks(space):
            words = PART.findall(str(ink))
            if len([word for word in words if not USUAL.fullmatch(word)]) > 1:
                yield " ".join(words)


def rename_colours(entries: list[Entry]) -> None:
    """Inks that not every program knows have numbers."""
    numbers: dict[str, Name] = {}
    for space in list(_of_inks(entries)):
        for ink in map(str, _inks(space)):
            if ink not in STANDARD:
                numbers.setdefault(ink, Name(f"/Ink{len(numbers) + 1}"))
        _rename(space, numbers)


def _rename(space: Array, numbers: dict[str, Name]) -> None:
    if str(space[0]) == "/Separation":
        space[1] = numbers.get(str(space[1]), space[1])
        return
    space[1] = Array([numbers.get(str(ink), ink) for ink in space[1]])
    about = space[4] if len(space) > 4 else None
    if isinstance(about, Dictionary):
        for key in {"/MixingHints", "/Process", "/Subtype"} & set(about.keys()):
            del about[key]  # hints, which name inks too
        own = about.get("/Colorants")
        if isinstance(own, Dictionary):
            about.Colorants = Dictionary(
                {str(numbers.get(ink, ink)): value for ink, value in own.items()}
            )


def _inks(space: Array) -> list[Name]:
    stated = space[1]
    inks = list(stated) if isinstance(stated, Array) else [stated]
    return [ink for ink in inks if isinstance(ink, Name)]


def _of_inks(entries: list[Entry]) -> Iterator[Array]:
    for space in spaces(entries):
        kind = INKS.get(str(space[0]))
        if kind and len(space) > 3 and isinstance(space[1], kind):
            yield space


def spaces(entries: list[Entry]) -> Iterator[Array]:
    """All that are stated as arrays, and those that they are made of."""
    for entry in entries:
        is_list = entry.held_by in {"/ColorSpace", "/Colorants"}
        for key in sorted(entry.keys if is_list else entry.keys & set(SPACES)):
            yield from _within(entry.value.get(key))


def _within(value: Object, depth: int = 0) -> Iterator[Array]:
    if not isinstance(value, Array) or not len(value) or depth > DEEPEST:
        return
    yield value
    for each in value:
        yield from _within(each, depth + 1)
