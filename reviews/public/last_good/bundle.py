"""All copies of one page in one file: its answers by address, then their bytes."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Copy:
    """An answer as the site gave it at the moment ``made``, in seconds by this machine's clock.

    In the place of ``body`` a document has ``file``: where it lies in its storage, which has its bytes.
    """

    status: int
    headers: dict[str, str]
    body: bytes = b""
    file: dict | None = None
    made: float = field(default=0.0, compare=False)


def pack(copies: Mapping[str, Copy], *, made: float, until: float | None) -> bytes:
    """``until`` is the moment, if there is one, from which on none of them may be served."""
    bodies, answers, start = [], {}, 0
    for address, copy in copies.items():
        small = zlib.compress(copy.body, 9)
        places = {"start": start, "length": len(small)}
        answers[address] = {
            "status": copy.status,
            "headers": copy.headers,
            "file": copy.file,
        } | places
        bodies.append(small)
        start += len(small)
    first = json.dumps({"made": made, "until": until, "answers": answers})
    return b"".join([first.encode(), b"\n", *bodies])


def find(path: Path, address: str, now: float) -> Copy | None:
    """The copy of ``address`` in the file at ``path``, if it may still be served. Raises OSError."""
    with path.open("rb") as opened:
        first = json.loads(opened.readline())
        stated = first["answers"].get(address)
        is_over = first["until"] is not None and now >= first["until"]
        if stated is None or is_over:
            return None
        opened.seek(stated["start"], 1)
        body = zlib.decompress(opened.read(stated["length"]))
    return Copy(stated["status"], stated["headers"], body, stated["file"], first["made"])
