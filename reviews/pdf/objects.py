"""Everything that a PDF's trailer leads to, once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Stream

from reviews.pdf.latin_names import is_unreadable, respell

# The commonest values that hold nothing further.
CONTAINERS = (
    pikepdf.ObjectType.dictionary,
    pikepdf.ObjectType.array,
    pikepdf.ObjectType.stream,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A dictionary, or a stream with its dictionary, and the key of whatever holds it."""

    value: pikepdf.Object
    keys: set[str]
    held_by: str

    @property
    def is_stream(self) -> bool:
        return isinstance(self.value, Stream)

    def name(self, key: str) -> str:
        """The name that stands there, as in “/Link”; empty if it is something else."""
        if key not in self.keys:
            return ""
        value = self.value.get(key)
        return str(value) if isinstance(value, pikepdf.Name) else ""

    def dictionary(self, key: str) -> Dictionary | None:
        value = self.value.get(key) if key in self.keys else None
        return value if isinstance(value, Dictionary) else None


@dataclass
class Objects:
    """What one walk from the trailer meets."""

    pdf: pikepdf.Pdf
    entries: list[Entry] = field(default_factory=list)
    reached: set[tuple[int, int]] = field(default_factory=set)
    has_unreadable_names: bool = False

    @classmethod
    def of(cls, pdf: pikepdf.Pdf) -> "Objects":
        """With names as Unicode: those in ``pdf`` that are not are spelt otherwise first."""
        objects = cls(pdf)
        objects._walk(pdf.trailer)
        if objects.has_unreadable_names:
            respell(pdf)
            objects = cls(pdf)
            objects._walk(pdf.trailer)
        return objects

    def streams(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.is_stream)

    def _walk(self, start: pikepdf.Object) -> None:
        ahead = [("", start)]
        while ahead:
            key, value = ahead.pop()
            if value.is_indirect:
                if value.objgen in self.reached:
                    continue
                self.reached.add(value.objgen)
            if isinstance(value, Array):
                ahead += [(key, each) for each in value if self._leads_on(each)]
            else:
                ahead += self._enter(key, value)

    def _enter(self, held_by: str, value: pikepdf.Object) -> list[tuple[str, pikepdf.Object]]:
        own = value.stream_dict if isinstance(value, Stream) else value
        items = list(own.items())
        self.has_unreadable_names = self.has_unreadable_names or any(
            is_unreadable(key) for key, _ in items
        )
        self.entries.append(Entry(value, {key for key, _ in items}, held_by))
        return [(key, each) for key, each in items if self._leads_on(each)]

    def _leads_on(self, value: object) -> bool:
        """Whether it holds anything further. A string of its own is reached, and that is all."""
        if not isinstance(value, pikepdf.Object):
            return False
        if value._type_code in CONTAINERS:
            return True
        if value._type_code == pikepdf.ObjectType.name_ and is_unreadable(value):
            self.has_unreadable_names = True
        if value.is_indirect:
            self.reached.add(value.objgen)
        return False


def content_streams(holder: Dictionary | Stream) -> list[Stream]:
    """What draws it: a form or a pattern is that itself, a page has one or several."""
    contents = holder if isinstance(holder, Stream) else holder.get("/Contents")
    parts = contents if isinstance(contents, Array) else [contents]
    return [each for each in parts if isinstance(each, Stream)]


def text_of(value: object) -> str:
    """A text string as text; empty for anything else. Damaged files keep other things there."""
    return str(value) if isinstance(value, pikepdf.String) else ""


def texts_in(value: object) -> list[str]:
    """A text, or those in an array and in arrays that only it holds; an array of colours holds none."""
    if isinstance(value, Array):
        if len(value) and value[0] == pikepdf.Name.Indexed:
            return []
        own = (each for each in value if not (isinstance(each, Array) and each.is_indirect))
        return [text for each in own for text in texts_in(each)]
    return [str(value)] if isinstance(value, pikepdf.String) else []


def names_in(value: object) -> list[str]:
    """A name without its stroke, or those in an array."""
    each_value = list(value) if isinstance(value, Array) else [value]
    return [str(each)[1:] for each in each_value if isinstance(each, pikepdf.Name)]
