"""How the child sends its answer to the parent: one JSON object."""

import base64
import json
from dataclasses import asdict

from reviews.pdf.facts import Facts, Unreadable

TYPES = {"pages": int, "title": str, "language": str, "tagged": bool, "text": list, "cover": str}


def pack(answer: Facts | Unreadable) -> bytes:
    if isinstance(answer, Unreadable):
        return _encode({"refused": answer.sentence})
    facts = asdict(answer) | {"cover": base64.b64encode(answer.cover).decode()}
    return _encode({"facts": facts})


def unpack(message: bytes) -> Facts | Unreadable:
    """Raises ValueError for anything that ``pack`` could not have written."""
    match json.loads(message):
        case {"refused": str(sentence)}:
            return Unreadable(sentence)
        case {"facts": dict(facts)} if {name: type(facts[name]) for name in facts} == TYPES:
            return _facts(facts)
    raise ValueError("Neither facts nor a refusal.")


def _facts(facts: dict) -> Facts:
    if not all(isinstance(page, str) for page in facts["text"]):
        raise ValueError("A page's text is not text.")
    cover = base64.b64decode(facts["cover"], validate=True)
    return Facts(**facts | {"text": tuple(facts["text"]), "cover": cover})


def _encode(message: dict) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
