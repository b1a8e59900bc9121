"""How the child sends its answer to the parent: one JSON object, and a file after it."""

import base64
import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, fields

from reviews.pdf.facts import (
    Accessibility,
    Copy,
    EveryText,
    Facts,
    Label,
    Replacement,
    Unreadable,
)
from reviews.pdf.findings import KINDS, Finding, Severity
from reviews.pdf.plain_text import UNSTORABLE
from reviews.pdf.reading.html import is_safe

TYPES = {
    "pages": int,
    "title": str,
    "language": str,
    "tagged": bool,
    "text": list,
    "cover": str,
    "findings": list,
    "accessibility": dict,
    "reading_copy": str,
}
ACCESSIBILITY_TYPES = {field.name: int for field in fields(Accessibility)}
FINDING_TYPES = {
    "kind": str,
    "severity": str,
    "page": int,
    "box": list,
    "why": str,
    "recovered": str,
    "picture": str,
}
SIZE = struct.Struct(">I")  # before each of many files


def pack(answer: Facts | Unreadable) -> bytes:
    if isinstance(answer, Unreadable):
        return _encode({"refused": answer.sentence})
    return _encode({"facts": asdict(answer)})


def pack_copy(copy: Copy) -> bytes:
    """The facts on a line of their own, then the file as it is."""
    return pack(copy.facts) + b"\n" + copy.content


def pack_replacement(answer: Replacement | Unreadable) -> bytes:
    if isinstance(answer, Unreadable):
        return pack(answer)
    return pack(answer.original) + b"\n" + pack_copy(answer.copy)


def unpack_replacement(message: bytes) -> Replacement | Unreadable:
    """Raises ValueError for anything that ``pack_replacement`` could not have written."""
    line, _, rest = message.partition(b"\n")
    original, copy = unpack(line), unpack_copy(rest)
    if isinstance(original, Unreadable):
        return original
    if copy is None:
        raise ValueError("No copy.")
    return Replacement(original, copy)


def pack_order(title: str, known: Facts | None) -> str:
    """The other way: what the child is to call the copy, and what is known of the file."""
    return f"{json.dumps(title)}\n{pack(known).decode() if known else ''}"


def unpack_order(message: bytes) -> tuple[str, Facts | None]:
    title, _, known = message.partition(b"\n")
    facts = unpack(known) if known else None
    return str(json.loads(title)), facts if isinstance(facts, Facts) else None


def pack_label(label: Label | None) -> str:
    """The other way too: what the register wrote into the file, or is to be written."""
    return json.dumps(asdict(label)) if label else ""


def unpack_label(message: bytes) -> Label | None:
    return Label(**json.loads(message)) if message else None


def unpack_copy(message: bytes) -> Copy | None:
    """Raises ValueError for anything that ``pack_copy`` could not have written."""
    if not message:
        return None
    line, _, content = message.partition(b"\n")
    facts = unpack(line)
    if isinstance(facts, Unreadable) or not content.startswith(b"%PDF-"):
        raise ValueError("Not a copy.")
    return Copy(content, facts)


def unpack(message: bytes) -> Facts | Unreadable:
    """Raises ValueError for anything that ``pack`` could not have written."""
    match json.loads(message):
        case {"refused": str(sentence)}:
            return Unreadable(sentence)
        case {"facts": dict(facts)} if _has(facts, TYPES):
            return _facts(facts)
    raise ValueError("Neither facts nor a refusal.")


def pack_texts(texts: EveryText) -> bytes:
    return json.dumps(asdict(texts)).encode()


def unpack_texts(message: bytes) -> EveryText:
    """Raises ValueError for anything that ``pack_texts`` could not have written."""
    match json.loads(message or b"null"):
        case {"pages": list(pages), "elsewhere": list(elsewhere)}:
            pairs = [tuple(pair) for pair in elsewhere if isinstance(pair, list)]
            flat = [*pages, *(part for pair in pairs for part in pair)]
            if all(isinstance(part, str) for part in flat) and all(
                len(pair) == 2 for pair in pairs
            ):
                return EveryText(tuple(pages), tuple(pairs))
    raise ValueError("Not the texts of a file.")


def pack_languages(languages: Iterable[str]) -> str:
    """The other way once more: in which languages the pages are."""
    return json.dumps(list(languages))


def unpack_languages(message: bytes) -> list[str]:
    return [str(each) for each in json.loads(message)]


def pack_files(files: Iterable[bytes]) -> bytes:
    return b"".join(SIZE.pack(len(file)) + file for file in files)


def unpack_files(message: bytes) -> list[bytes]:
    """Raises ValueError for anything that ``pack_files`` could not have written."""
    files, place = [], 0
    while place < len(message):
        if place + SIZE.size > len(message):
            raise ValueError("A file breaks off.")
        (length,) = SIZE.unpack_from(message, place)
        place += SIZE.size + length
        files.append(message[place - length : place])
    if place != len(message):
        raise ValueError("A file breaks off.")
    return files


def _has(values: dict, types: dict[str, type]) -> bool:
    return {name: type(values[name]) for name in values} == types


def _facts(facts: dict) -> Facts:
    if not all(isinstance(page, str) for page in facts["text"]):
        raise ValueError("A page's text is not text.")
    if not is_safe(facts["reading_copy"]):
        raise ValueError("A reading copy is no HTML of ours.")
    if not _has(facts["accessibility"], ACCESSIBILITY_TYPES):
        raise ValueError("What decides who can read it is no number.")
    _require_storable(facts["title"], facts["language"], *facts["text"])
    parts = {
        "text": tuple(facts["text"]),
        "cover": _bytes(facts["cover"]),
        "findings": tuple(map(_finding, facts["findings"])),
        "accessibility": Accessibility(**facts["accessibility"]),
    }
    return Facts(**facts | parts)


def _finding(values: object) -> Finding:
    if not isinstance(values, dict) or not _has(values, FINDING_TYPES):
        raise ValueError("A finding is something else.")
    box = values["box"]
    if values["kind"] not in KINDS or not all(type(end) in {int, float} for end in box):
        raise ValueError("A finding of no kind, or nowhere.")
    _require_storable(values["recovered"])
    parts = {
        "severity": Severity(values["severity"]),
        "box": tuple(box),
        "picture": _bytes(values["picture"]),
    }
    return Finding(**values | parts)


def _require_storable(*texts: str) -> None:
    if any(map(UNSTORABLE.search, texts)):
        raise ValueError("A text that no database takes.")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _encode(message: dict) -> bytes:
    return json.dumps(message, ensure_ascii=False, default=_as_text).encode()


def _as_text(content: bytes) -> str:
    return base64.b64encode(content).decode()
