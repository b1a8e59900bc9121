"""Fonts in a copy have numbers for names, and say nothing of themselves.

What is inside a font keeps its length, so that all that points into it stays true.
"""

import re
import struct
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from reviews.pdf.inspect.given_names import is_no_typeface, names_of_letters
from reviews.pdf.inspect.words_of_names import is_of_words
from reviews.pdf.objects import Entry

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
SUBSET = re.compile(r"/[A-Z]{6}\+")
# By these names programs know the widths of letters.
STANDARD = re.compile(
    r"/(?:Courier|Helvetica|Times|Symbol|ZapfDingbats)(?:-?(?:Roman|Bold|Italic|Oblique))*$"
)
UNNEEDED = {b"name", b"meta", b"DSIG", b"FFTM", b"PfEd"}  # tables that draw nothing
OUTLINES = b"CFF "
# What a font of the kind Type 1 says before its letters.
SAID = re.compile(
    rb"(/FontName\s*/)([^\s/()<>{}]+)"
    rb"|(/(?:FullName|FamilyName|Notice|Copyright|version|Weight)\s*\()((?:[^()\\]|\\.|\([^()]*\))*)"
    rb"|(%(?:!(?:PS-AdobeFont|FontType1)-[0-9.]+)?)([^\r\n]*)",
    re.DOTALL,
)
ENCRYPTED = b"eexec"
# Operators of a CFF that state texts, and the one that leads to parts with names of their own.
TEXTS = {(0,), (1,), (2,), (3,), (4,), (12, 0), (12, 21), (12, 22), (12, 38)}
PARTS = (12, 36)
OWN_TEXTS = 391  # texts before this number are the standard’s


def rename_fonts(entries: list[Entry]) -> None:
    """Those that are in the file, or whose name may be a person’s: programs find any other by its name."""
    _rename_letters(entries)
    numbers: dict[object, int] = {}
    for entry in entries:
        for descriptor in _descriptors(entry):
            is_here = any(isinstance(descriptor.get(key), Stream) for key in FILES)
            if is_here or is_no_typeface(str(descriptor.get("/FontName"))):
                at = descriptor.objgen if descriptor.is_indirect else len(numbers)
                number = numbers.setdefault(at, len(numbers) + 1)
                _rename(entry.value, "/BaseFont", number)
                _rename(descriptor, "/FontName", number)
        _rename_odd(entry)
        if entry.is_stream and entry.held_by in FILES:
            _silence(entry.value)


def _rename_odd(font: Entry) -> None:
    """Names that are no typeface's."""
    if is_no_typeface(font.name("/BaseFont")):
        _rename(font.value, "/BaseFont", 0)
    if font.name("/Type") == "/Font" and is_no_typeface(font.name("/Name")):
        del font.value["/Name"]  # of no use since PDF 1.1


def _rename_letters(entries: list[Entry]) -> None:
    """Those that somebody named; what every program knows is called by one word."""
    found = {name for entry in entries for name in names_of_letters(entry) if is_of_words(name)}
    numbers = {name: f"Letter{number}" for number, name in enumerate(sorted(found), start=1)}
    for entry in entries if numbers else ():
        if numbers.keys() & set(names_of_letters(entry)):
            _rename_letters_of(entry, numbers)


def _rename_letters_of(entry: Entry, numbers: dict[str, str]) -> None:
    if "/CharSet" in entry.keys:
        del entry.value["/CharSet"]
    listed = entry.value.get("/Differences")
    if isinstance(listed, Array):
        entry.value["/Differences"] = Array([_numbered(each, numbers) for each in listed])
    drawn = entry.dictionary("/CharProcs")
    if drawn is not None:
        letters = {str(_numbered(Name(name), numbers)): drawn[name] for name in list(drawn.keys())}
        entry.value["/CharProcs"] = Dictionary(letters)


def _numbered(letter: object, numbers: dict[str, str]) -> object:
    name = str(letter)[1:] if isinstance(letter, Name) else ""
    return Name(f"/{numbers[name]}") if name in numbers else letter


def _descriptors(font: Entry) -> Iterator[Dictionary]:
    """Of a font, or of the one that it is made of."""
    below = font.value.get("/DescendantFonts") if "/DescendantFonts" in font.keys else None
    for each in [font.value, *(below if isinstance(below, Array) else ())]:
        descriptor = each.get("/FontDescriptor") if isinstance(each, Dictionary) else None
        if isinstance(descriptor, Dictionary):
            yield descriptor


def _rename(holder: Dictionary, key: str, number: int) -> None:
    stated = holder.get(key)
    if isinstance(stated, Name) and not STANDARD.match(str(stated)):
        subset = "AAAAAA+" if SUBSET.match(str(stated)) else ""
        holder[key] = Name(f"/{subset}Font{number}")


def _silence(file: Stream) -> None:
    try:
        content = file.read_bytes()
        silent = silenced(content)
    except (pikepdf.PdfError, struct.error, ValueError, IndexError):
        return  # damaged: as it is
    if silent != content:
        file.write(silent)


def silenced(font: bytes) -> bytes:
    """The same letters, without what the font says of itself."""
    made = bytearray(font)
    if font[:1] == b"%":
        head = font.partition(ENCRYPTED)[0]
        made[: len(head)] = SAID.sub(_blank, head)
    elif font[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
        _silence_tables(made)
    elif font[:1] == b"\1":
        _silence_outlines(made, 0)
    return bytes(made)


def _blank(said: re.Match) -> bytes:
    before, text = next((a, b) for a, b in zip(*[iter(said.groups())] * 2, strict=True) if a)
    return before + (b"A" if before.endswith(b"/") else b" ") * len(text)


def _silence_tables(font: bytearray) -> None:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        entry = 12 + 16 * number
        tag, _, at, length = struct.unpack_from(">4sLLL", font, entry)
        if tag in UNNEEDED and at + length <= len(font):
            font[at : at + length] = bytes(length)
            font[entry + 4 : entry + 8] = bytes(4)  # the sum of nothing
        elif tag == OUTLINES:
            _silence_outlines(font, at)


def _silence_outlines(font: bytearray, start: int) -> None:
    """Of a CFF: its names, and the texts that it states."""
    names, at = _index(font, start + font[start + 2])
    heads, at = _index(font, at)
    texts, _ = _index(font, at)
    stated = [each for head in heads for each in _operators(font, *head)]
    for offset in [value for operator, value in stated if operator == PARTS]:
        parts, _ = _index(font, start + offset)
        stated += [each for part in parts for each in _operators(font, *part)]
    own = {value - OWN_TEXTS for operator, value in stated if operator in TEXTS}
    for begin, end in [*names, *(texts[n] for n in sorted(own) if 0 <= n < len(texts))]:
        font[begin:end] = b"A" * (end - begin)


def _index(font: bytearray, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where each part of a list begins and ends, and where the list ends."""
    count = struct.unpack_from(">H", font, at)[0]
    if not count:
        return [], at + 2
    wide = font[at + 2]
    places = [
        int.from_bytes(font[place : place + wide], "big")
        for place in range(at + 3, at + 3 + wide * (count + 1), wide)
    ]
    data = at + 2 + wide * (count + 1)
    ends = [data + place for place in places]
    return list(zip(ends, ends[1:], strict=False)), ends[-1]


def _operators(font: bytearray, at: int, end: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each operator of a CFF’s list, with the last whole number before it."""
    value = 0
    while at < end:
        first = font[at]
        if first <= 21:
            size = 2 if first == 12 else 1
            yield tuple(font[at : at + size]), value
        elif first in (28, 29):
            size = 3 if first == 28 else 5
            value = int.from_bytes(font[at + 1 : at + size], "big", signed=True)
        elif first == 30:  # a fraction, up to half a byte of ones
            size = next((n for n in range(1, end - at) if 15 in divmod(font[at + n], 16)), end) + 1
        elif first <= 246:
            size, value = 1, first - 139
        else:
            high = first - 247 if first <= 250 else 251 - first
            size, value = 2, high * 256 + (108 + font[at + 1]) * (1 if first <= 250 else -1)
        at += size
