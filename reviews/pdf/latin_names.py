"""Names that are in no Unicode, as older programs write them: of fonts, inks, fields and layers.

pikepdf can neither read such a name nor find it as a key. Each byte of it is taken for a letter of Latin-1, in
the same way wherever the name stands.
"""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def is_unreadable(value: str | Name) -> bool:
    """Of a key, as pikepdf gives it, or of a name."""
    try:
        str(value).encode()
    except UnicodeError:
        return True
    return False


def spelling(name: Name) -> str:
    return spelling_of(name.unparse()[1:]) if is_unreadable(name) else str(name)


def spelling_of(written: bytes) -> str:
    """Of a name as it is written after its stroke, with codes for some letters."""
    return f"/{_letters(written).decode('latin-1' if is_latin(written) else 'utf-8')}"


def is_latin(written: bytes) -> bool:
    """Whether a name that is written so is in no Unicode."""
    try:
        _letters(written).decode()
    except UnicodeError:
        return True
    return False


def _letters(written: bytes) -> bytes:
    return ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), written)


def respell(pdf: pikepdf.Pdf) -> None:
    """All of them, in memory, but for what names them within the content of pages."""
    ahead = [pdf.trailer, *pdf.objects]
    while ahead:
        value = ahead.pop()
        for place, each in _parts(value.stream_dict if isinstance(value, Stream) else value):
            if isinstance(each, Name) and is_unreadable(each):
                value[place] = Name(spelling(each))
            elif isinstance(each, Object) and not each.is_indirect:
                ahead.append(each)


def _parts(value: Object) -> list[tuple[str | int, Object]]:
    """Of a dictionary, whose keys are spelt otherwise first, or an array; none of anything else."""
    if isinstance(value, Array):
        return list(enumerate(value))
    if not isinstance(value, Dictionary):
        return []
    _respell_keys(value)
    return list(value.items())


def _respell_keys(held: Dictionary) -> None:
    for key, value in list(held.items()):
        if is_unreadable(key):
            letters = key[1:].encode(errors="surrogateescape")
            name = Object.parse(b"/" + b"".join(b"#%02x" % letter for letter in letters))
            del held[name]
            held[_free(spelling(name), held)] = value


def _free(key: str, held: Dictionary) -> str:
    """A key that is not there yet, so that nothing is lost that another program finds."""
    while key in held:
        key += "_"
    return key
