"""What a picture file holds beside the picture: words of a camera or program, a smaller picture."""

import re
import struct
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Name, Stream

from reviews.pdf.findings import Finding
from reviews.pdf.inspect.colour_profiles import without_words
from reviews.pdf.objects import Entry, Objects

JPEG, JPEG_2000 = "/DCTDecode", "/JPXDecode"
START, END, SCAN = 0xD8, 0xD9, 0xDA  # marks of a JPEG
ALONE = {1, *range(0xD0, 0xD8)}  # marks that stand by themselves
WORDS = {*range(0xE0, 0xF0), 0xFE}  # marks of what a program says, or a comment
# What decides how the picture looks: resolution, colours.
PROFILE = b"ICC_PROFILE\0"
NEEDED = (b"JFIF\0", b"Adobe", PROFILE)
WHOLE = b"\1\1"  # a profile that is not in parts
BOXES = {b"xml ", b"uuid", b"uinf", b"jp2i"}  # of a JPEG 2000
DOTS = b"jp2c"  # the box that holds what is drawn, which may also stand alone
BEGIN, COMMENT, TILE = 0xFF4F, 0xFF64, 0xFF90  # marks of it
# Comments of programs, in nearly all such files.
PROGRAM = re.compile(rb"(Created by OpenJPEG version |Kakadu-v?|JasPer Version )[\d.]+")


def picture_data(objects: Objects) -> list[Finding]:
    found = any(_encoded(entry) != _without_data(entry) for entry in objects.streams())
    return [Finding.of("picture-data")] if found else []


def remove_picture_data(entry: Entry) -> None:
    encoded, clean = _encoded(entry), _without_data(entry)
    if clean:
        clean = clean[0], _with_silent_profile(*clean)
    if clean != encoded:
        parameters = entry.value.get("/DecodeParms")
        own = parameters[-1] if isinstance(parameters, Array) else parameters
        entry.value.write(clean[1], filter=Name(clean[0]), decode_parms=own)


def _without_data(entry: Entry) -> tuple[str, bytes] | None:
    encoded = _encoded(entry)
    return (encoded[0], without_data(*encoded)) if encoded else None


def without_data(kind: str, content: bytes) -> bytes:
    """The same picture; ``content`` itself where it cannot be read."""
    try:
        parts = _jpeg(content) if kind == JPEG else _jpeg_2000(content)
        return b"".join(parts)
    except (struct.error, ValueError, IndexError):
        return content


def _encoded(entry: Entry) -> tuple[str, bytes] | None:
    """How a picture is kept, and its file. Others that it is wrapped in are taken off."""
    filters = entry.value.get("/Filter") if "/Filter" in entry.keys else None
    names = list(map(str, filters)) if isinstance(filters, Array) else [str(filters)]
    if not entry.is_stream or names[-1] not in {JPEG, JPEG_2000}:
        return None
    raw = entry.value.read_raw_bytes()
    if len(names) > 1:
        owner = pikepdf.new()  # without which the stream would be gone before it is read
        try:
            raw = Stream(owner, raw, Filter=Array(list(filters)[:-1])).read_bytes()
        except pikepdf.PdfError:
            return None
    return names[-1], raw


def _with_silent_profile(kind: str, content: bytes) -> bytes:
    at = content.find(PROFILE + WHOLE) if kind == JPEG else -1
    if at < 4:
        return content
    try:
        begin, end = at + len(PROFILE + WHOLE), _after(content, at - 4)
        return content[:begin] + without_words(content[begin:end]) + content[end:]
    except (struct.error, ValueError, IndexError):
        return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Its parts but for words, up to its end."""
    if content[:2] != bytes((0xFF, START)):
        raise ValueError
    yield content[:2]
    at = 2
    while at < len(content) and content[at + 1] != END:
        after = _after(content, at)
        part = content[at:after]
        if part[1] not in WORDS or part[4:].startswith(NEEDED):
            yield part
        at = after
    yield bytes((0xFF, END))


def _after(content: bytes, at: int) -> int:
    """Where the part ends that begins with a mark: of dots, only the next mark says."""
    if content[at] != 0xFF:
        raise ValueError
    mark = content[at + 1]
    if mark == 0xFF:  # filling
        return at + 1
    if mark in ALONE:
        return at + 2
    end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
    return _scan(content, end) if mark == SCAN else end


def _scan(content: bytes, at: int) -> int:
    """Where the dots of a JPEG end: at the next mark that does not stand among them."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            return len(content)
        mark = content[at + 1 : at + 2]
        if mark and mark[0] not in {0, *ALONE, 0xFF}:
            return at
        at += 1 if mark == b"\xff" else 2


def _jpeg_2000(content: bytes) -> Iterator[bytes]:
    """Its boxes but for words. What is no file of boxes is the picture alone."""
    if content[4:8] != b"jP  ":
        yield from _dots(content)
        return
    at = 0
    while at + 8 <= len(content):
        kind, end = content[at + 4 : at + 8], _end_of_box(content, at)
        if kind == DOTS:
            yield from _box_of_dots(content[at:end])
        elif kind not in BOXES:
            yield content[at:end]
        at = end


def _end_of_box(content: bytes, at: int) -> int:
    length = struct.unpack_from(">I", content, at)[0]
    if length == 1:
        length = struct.unpack_from(">Q", content, at + 8)[0]
    end = at + length if length else len(content)
    if end <= at:
        raise ValueError
    return end


def _box_of_dots(box: bytes) -> Iterator[bytes]:
    """With its new length; a length of 0 is “up to the end”."""
    length = struct.unpack_from(">I", box)[0]
    begin = 16 if length == 1 else 8
    bare = b"".join(_dots(box[begin:]))
    whole = len(bare) + begin
    stated = struct.pack(">I", length if length < 2 else whole)
    yield stated + DOTS + (struct.pack(">Q", whole) if length == 1 else b"") + bare


def _dots(content: bytes) -> Iterator[bytes]:
    """Its parts but for comments of words ahead of the first tile."""
    if struct.unpack_from(">H", content)[0] != BEGIN:
        raise ValueError
    yield content[:2]
    at = 2
    while (mark := struct.unpack_from(">H", content, at)[0]) != TILE:
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        # Behind the mark stand the length and the kind of the comment.
        if mark != COMMENT or PROGRAM.fullmatch(content[at + 6 : end].rstrip(b"\0")):
            yield content[at:end]
        at = end
    yield content[at:]
