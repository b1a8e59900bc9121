"""Fonts that say of their letters that they are others: what is copied is then not what is shown."""

import re
import struct
import unicodedata
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Stream

from reviews.pdf.budget import unpacked
from reviews.pdf.objects import Entry, Objects

FEWEST = 3  # letters; a font may be mistaken in one
SYMBOLIC = 4  # a flag of fonts whose codes are their own
ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding"}
SIMPLE = {"/Type1", "/TrueType", "/MMType1"}
SINGLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4})>")
LONGEST = 256  # codes of a range
MOST = 40  # tables of a font, and lists in them
LETTERS = range(ord("A"), ord("z") + 1)

Known = dict[int, set[str]]  # what letters the font shows, by code


def remove_other_letters(objects: Objects) -> bool:
    """Have such a font say nothing of its letters. Whether there was one."""
    found = [entry for entry in objects.entries if _says_otherwise(entry)]
    for entry in found:
        del entry.value["/ToUnicode"]
    return bool(found)


def _says_otherwise(font: Entry) -> bool:
    stated = font.value.get("/ToUnicode") if "/ToUnicode" in font.keys else None
    if not isinstance(stated, Stream):
        return False
    known = _of_codes(font) if font.name("/Subtype") in SIMPLE else _of_glyphs(font)
    said = _stated(unpacked(stated)) if known else ()
    other = {code for code, letter in said if _is_other(letter, known.get(code, set()))}
    return len(other) >= FEWEST


def _is_other(letter: str, shown: set[str]) -> bool:
    return bool(shown) and _is_latin(letter) and _plain(letter) not in map(_plain, shown)


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


def _plain(letter: str) -> str:
    """Without its accent, and small."""
    return unicodedata.normalize("NFKD", letter)[0].casefold()


def _stated(listed: bytes) -> Iterator[tuple[int, str]]:
    for part in SINGLE.findall(listed):
        yield from ((int(code, 16), chr(int(letter, 16))) for code, letter in PAIR.findall(part))
    for part in RANGES.findall(listed):
        for first, last, letter in RANGE.findall(part):
            start, end = int(first, 16), min(int(last, 16), int(first, 16) + LONGEST)
            yield from (
                (code, chr(int(letter, 16) + code - start)) for code in range(start, end + 1)
            )


def _of_codes(font: Entry) -> Known:
    """By the names of letters: those of the standard are the letters themselves."""
    descriptor, encoding = font.dictionary("/FontDescriptor"), font.value.get("/Encoding")
    flags = descriptor.get("/Flags", 0) if descriptor is not None else 0
    if isinstance(flags, int) and flags & SYMBOLIC:
        return {}
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    known = {code: {chr(code)} for code in LETTERS} if str(base) in ENCODINGS else {}
    listed = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    code = 0
    for each in listed if isinstance(listed, Array) else ():
        if isinstance(each, Name):
            name = str(each)[1:]
            known[code] = {name} if len(name) == 1 else set()
            code += 1
        elif isinstance(each, int):
            code = each
    return known


def _of_glyphs(font: Entry) -> Known:
    """By the list of letters within a font in the file."""
    below = font.value.get("/DescendantFonts") if "/DescendantFonts" in font.keys else None
    inner = below[0] if isinstance(below, Array) and len(below) else None
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    file = descriptor.get("/FontFile2") if isinstance(descriptor, Dictionary) else None
    if not isinstance(file, Stream) or font.name("/Encoding") != "/Identity-H":
        return {}
    try:
        letters = letters_within(unpacked(file))
    except (struct.error, IndexError):
        return {}
    numbers = inner.get("/CIDToGIDMap")
    if not isinstance(numbers, Stream):
        return letters
    held = unpacked(numbers)
    glyphs = struct.unpack(f">{len(held) // 2}H", held[: len(held) // 2 * 2])
    return {code: letters.get(glyph, set()) for code, glyph in enumerate(glyphs)}


def letters_within(font: bytes) -> Known:
    """Of a TrueType font, by the number of the glyph. Raises struct.error and IndexError."""
    found: Known = {}
    for number in range(min(struct.unpack_from(">H", font, 4)[0], MOST)):
        tag, _, at, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        lists = struct.unpack_from(">H", font, at + 2)[0] if tag == b"cmap" else 0
        for part in range(min(lists, MOST)):
            platform, kind, offset = struct.unpack_from(">HHL", font, at + 4 + 8 * part)
            if (platform, kind) in {(0, 3), (3, 1)}:
                for glyph, letter in _segments(font, at + offset):
                    found.setdefault(glyph, set()).add(letter)
    return found


def _segments(font: bytes, at: int) -> Iterator[tuple[int, str]]:
    """Of a list of the usual kind, those of the alphabet."""
    kind, _, _, twice = struct.unpack_from(">4H", font, at)
    for place in range(at + 14, at + 14 + twice if kind == 4 else 0, 2):
        end, start, step, jump = (
            struct.unpack_from(">H", font, place + skip)[0]
            for skip in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)
        )
        for code in (code for code in LETTERS if start <= code <= end):
            where = place + 3 * twice + 2 + jump + 2 * (code - start)
            glyph = struct.unpack_from(">H", font, where)[0] if jump else code
            yield (glyph + step if glyph or not jump else 0) & 0xFFFF, chr(code)
