"""What a colour profile says of itself: of a screen also whose it is."""

import struct

import pikepdf

from reviews.pdf.objects import Entry

MARK, MARK_AT = b"acsp", 36
TAGS_AT, NUMBER_AT, NUMBER = 128, 84, 16  # its list of parts; a sum over all of it
MOST_TAGS = 200
STANDARD = b"sRGB IEC61966-2.1"  # by which programs know the commonest one
SPACE = b"\0 "  # in two bytes


def remove_profile_words(entry: Entry) -> None:
    if not entry.is_stream or "/N" not in entry.keys:
        return
    try:
        profile = entry.value.read_bytes()
        silent = without_words(profile) if is_profile(profile) else profile
    except (pikepdf.PdfError, struct.error):
        return  # damaged: as it is
    if silent != profile:
        entry.value.write(silent)


def is_profile(content: bytes) -> bool:
    return content[MARK_AT : MARK_AT + len(MARK)] == MARK


def without_words(profile: bytes) -> bytes:
    """The same colours, in a profile of the same length. Raises struct.error."""
    made = bytearray(profile)
    for number in range(min(struct.unpack_from(">L", profile, TAGS_AT)[0], MOST_TAGS)):
        _, at, length = struct.unpack_from(">4sLL", profile, TAGS_AT + 4 + 12 * number)
        part = profile[at : at + length]
        made[at : at + length] = _silent(part)
    if made != profile:
        made[NUMBER_AT : NUMBER_AT + NUMBER] = bytes(NUMBER)
    return bytes(made)


def _silent(part: bytes) -> bytes:
    kind = part[:4]
    if kind == b"text" and len(part) > 8:
        return part[:8] + b" " * (len(part) - 9) + b"\0"
    if kind == b"desc" and len(part) > 12:
        end = 12 + struct.unpack_from(">L", part, 8)[0]
        text = part[12 : end - 1]
        kept = text if text == STANDARD else b" " * len(text)
        return (part[:12] + kept).ljust(len(part), b"\0")
    if kind in (b"mluc", b"dict") and len(part) > 16:
        count, size = struct.unpack_from(">LL", part, 8)
        texts = min(16 + count * size, len(part))
        return part[:texts] + (SPACE * len(part))[: len(part) - texts]
    return part
