"""The seen text of a page by the numbers of its marked content."""

import ctypes
from dataclasses import dataclass, field

import pypdfium2.raw as C

from reviews.pdf.characters import Char, Part
from reviews.pdf.inspect.visibility import Looked
from reviews.pdf.plain_text import LINE_END_HYPHEN, UNSTORABLE

READABLE = {"seen", "recognised"}
ARTIFACT = "Artifact"
NOWHERE, LEFT_OUT = -1, -2  # in no marked content; in such as is no part of the document


@dataclass(frozen=True)
class MarkedText:
    """``outside`` counts the letters that belong to the document and have no number."""

    words: dict[int, str] = field(default_factory=dict)
    outside: int = 0


def marked_text(looked: Looked) -> MarkedText:
    """After every character of the page knows whether it is seen."""
    numbers = _Numbers(looked)
    found: dict[int, list[str]] = {}
    place = NOWHERE
    for char in looked.chars:
        if char.owner:
            place = numbers.of(char) if char.state in READABLE else LEFT_OUT
        if place != LEFT_OUT:
            found.setdefault(place, []).append(char.text)
    texts = {number: _plain("".join(parts)) for number, parts in found.items()}
    return MarkedText(texts, sum(map(str.isalnum, texts.pop(NOWHERE, ""))))


def _plain(text: str) -> str:
    joined = LINE_END_HYPHEN.sub("-", text.replace("\r", "\n"))
    return UNSTORABLE.sub("", joined)


class _Numbers:
    """The number of the marked content of each text object, or of the form that holds it."""

    def __init__(self, looked: Looked) -> None:
        self.texts = looked.texts
        self.known: dict[int, int] = {}

    def of(self, char: Char) -> int:
        if char.owner not in self.known:
            part = self.texts.get(char.owner)
            self.known[char.owner] = _number(part) if part else NOWHERE
        return self.known[char.owner]


def _number(part: Part) -> int:
    for raw in filter(None, (part.raw, part.form)):
        number = C.FPDFPageObj_GetMarkedContentID(raw)
        if number >= 0:
            return number
        if _is_artifact(raw):
            return LEFT_OUT
    return NOWHERE


def _is_artifact(raw) -> bool:
    for index in range(C.FPDFPageObj_CountMarks(raw)):
        if _name(C.FPDFPageObj_GetMark(raw, index)) == ARTIFACT:
            return True
    return False


def _name(mark) -> str:
    length, buffer = ctypes.c_ulong(), ctypes.create_string_buffer(64)
    short = ctypes.cast(buffer, ctypes.POINTER(C.FPDF_WCHAR))
    if not C.FPDFPageObjMark_GetName(mark, short, 64, ctypes.byref(length)) or length.value > 64:
        return ""
    return buffer.raw[: max(length.value - 2, 0)].decode("utf-16-le", "replace")
