"""Words in what is no text: palettes of pictures, tables of functions and meshes, lists of the letters of a font,
small pictures within the content of a page."""

import re
from collections.abc import Iterator

from pikepdf import Array, Name, Stream, String

from reviews.pdf.budget import unpacked
from reviews.pdf.inspect.colour_names import spaces
from reviews.pdf.inspect.given_names import is_no_typeface
from reviews.pdf.inspect.replaced_text import holders
from reviews.pdf.objects import Entry, Objects, content_streams

# Two words with capitals: data of another kind look like that once in a hundred megabytes.
WORDS = re.compile(rb"[A-Z][a-z]{2,15}[ _.-][A-Z][a-z]{2,15}(?![A-Za-z])")
TABLES = {"/FunctionType", "/ShadingType"}
OF_FONTS = {"/ToUnicode", "/Encoding", "/UseCMap", "/CIDToGIDMap", "/CIDSet"}
INLINE = re.compile(rb"\bID\s(.*?)\sEI\b", re.DOTALL)


def words_in_data(objects: Objects) -> Iterator[str]:
    for data in _data(objects):
        names = (found.decode("ascii") for found in WORDS.findall(data))
        yield from (" ".join(re.split(r"[ _.-]", name)) for name in names if is_no_typeface(name))


def _data(objects: Objects) -> Iterator[bytes]:
    yield from map(_palette, spaces(objects.entries))
    yield from (unpacked(entry.value) for entry in objects.streams() if _is_table(entry))
    for holder in holders(objects):
        for stream in content_streams(holder):
            yield from INLINE.findall(unpacked(stream))


def _palette(space: Array) -> bytes:
    if space[0] != Name.Indexed or len(space) < 4:
        return b""
    colours = space[3]
    if isinstance(colours, Stream):
        return unpacked(colours)
    return bytes(colours) if isinstance(colours, String) else b""


def _is_table(entry: Entry) -> bool:
    return bool(TABLES & entry.keys) or entry.held_by in OF_FONTS
