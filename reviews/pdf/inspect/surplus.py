"""Data behind what programs read of a stream, and comments in what they carry out."""

import re
import zlib
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Stream

from reviews.pdf.budget import MEGABYTE, unpacked
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.colour_profiles import is_profile
from reviews.pdf.objects import Entry, Objects

FLATE = "/FlateDecode"
MOST_UNPACKED = 512 * MEGABYTE
BLANK = b"\0\t\n\f\r \xff"
LONGEST_PADDING = 8  # bytes; some programs fill up to a round number
ROWS_FILTERED = 10  # from this predictor on each row begins with one byte more
COLOURS = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/Indexed", "/Separation", "/G", "/I"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/Lab", "/RGB"), 3),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), 4),
}
HEAD = 128  # bytes of a colour profile, as far as its list of parts
CODE = re.compile(rb"(\((?:[^()\\]|\\.)*\))|%[^\r\n]*", re.DOTALL)
# How a list of letters is called, which no program asks.
CALLED = re.compile(rb"(/CMapName\s*/|/(?:Registry|Ordering)\s*\()[^\s()/<>]+")
# A comment of words that does not say how a resource is laid out, as “%%EndComments” does.
REMARK = re.compile(
    rb"^[^%\r\n]*%(?!%[A-Z]\w*:|!)[^\r\n]*[A-Z][a-z]+[^A-Za-z\r\n]+[A-Z][a-z]+", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Raw:
    """A stream as it is kept."""

    content: bytes
    filter: Name | None
    parameters: Object | None = None


def surplus(objects: Objects) -> list[Finding]:
    found = any(_is_remarked(entry) or _cut(entry) for entry in objects.streams())
    return [Finding.of("surplus-data")] if found else []


def remove_surplus(entry: Entry) -> None:
    if not entry.is_stream:
        return
    if kept := _cut(entry):
        entry.value.write(kept.content, filter=kept.filter, decode_parms=kept.parameters)
    if _is_code(entry):
        content = unpacked(entry.value)
        bare = CODE.sub(lambda part: part[1] or b"", content)
        if entry.held_by == "/ToUnicode":
            bare = CALLED.sub(rb"\1Text", bare)
        if bare != content:
            entry.value.write(bare)


def _is_code(entry: Entry) -> bool:
    """A function, or a list of the letters that codes stand for."""
    is_list = entry.name("/Type") == "/CMap" or entry.held_by == "/ToUnicode"
    return is_list or "/FunctionType" in entry.keys and entry.value.get("/FunctionType") == 4


def _is_remarked(entry: Entry) -> bool:
    return _is_code(entry) and bool(REMARK.search(unpacked(entry.value)))


def _cut(entry: Entry) -> _Raw | None:
    """What to keep of a stream behind which there is more."""
    kind, parameters = (_only(entry.value.get(key)) for key in ("/Filter", "/DecodeParms"))
    if kind is not None and str(kind) != FLATE:
        return None
    raw = entry.value.read_raw_bytes()
    size = _size(entry, parameters) or _size_of_profile(entry, raw, kind is not None)
    if kind is None:
        return _Raw(raw[:size], None) if size and _is_more(raw[size:]) else None
    kept = _without_rest(raw, size)
    return _Raw(kept, kind, parameters) if kept else None


def _only(value: object) -> object:
    return value[0] if isinstance(value, Array) and len(value) == 1 else value


def _without_rest(raw: bytes, size: int) -> bytes | None:
    """What is packed, up to ``size`` if that is known; None if there is no more."""
    stream, ahead, met = zlib.decompressobj(), raw, 0
    try:
        while not stream.eof and met < MOST_UNPACKED:
            part = stream.decompress(ahead, MEGABYTE)
            ahead, met = stream.unconsumed_tail, met + len(part)
            if size and met > size and _is_more(part[size - met :]):
                return zlib.compress(zlib.decompressobj().decompress(raw, size))
            if not part and not ahead:
                return None
    except zlib.error:  # damaged, which others judge
        return None
    more = stream.unused_data
    return raw[: -len(more)] if _is_more(more) else None


def _size_of_profile(entry: Entry, raw: bytes, packed: bool) -> int:
    """It states its length."""
    if "/N" not in entry.keys or "/Type" in entry.keys:
        return 0
    try:
        head = zlib.decompressobj().decompress(raw, HEAD) if packed else raw
    except zlib.error:
        return 0
    return int.from_bytes(head[:4], "big") if is_profile(head) else 0


def _is_more(rest: bytes) -> bool:
    return len(rest.strip(BLANK)) > LONGEST_PADDING


def _size(entry: Entry, parameters: object) -> int:
    """How many bytes a picture has before they are packed; 0 if it is none, or of an unknown kind."""
    is_mask = entry.value.get("/ImageMask") is True
    colours = 1 if is_mask else _colours(entry.value.get("/ColorSpace"))
    deep = 1 if is_mask else entry.value.get("/BitsPerComponent")
    wide, high = (entry.value.get(key) for key in ("/Width", "/Height"))
    known = all(isinstance(each, int) and each > 0 for each in (wide, high, deep))
    if entry.name("/Subtype") != "/Image" or not known or not colours:
        return 0
    stated = parameters.get("/Predictor", 1) if isinstance(parameters, Dictionary) else 1
    is_filtered = isinstance(stated, int) and stated >= ROWS_FILTERED
    return high * ((wide * deep * colours + 7) // 8 + is_filtered)


def _colours(space: object) -> int:
    """How many numbers a dot has."""
    if isinstance(space, Name):
        return COLOURS.get(str(space), 0)
    if not isinstance(space, Array) or not len(space):
        return 0
    kind, rest = str(space[0]), space[1] if len(space) > 1 else None
    if kind == "/ICCBased" and isinstance(rest, Stream):
        stated = rest.get("/N")
        return stated if isinstance(stated, int) else 0
    return len(rest) if kind == "/DeviceN" and isinstance(rest, Array) else COLOURS.get(kind, 0)
