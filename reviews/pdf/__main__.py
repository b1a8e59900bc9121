"""The child process: ``python -m reviews.pdf PATH MEMORY ANSWER CPU WALL [read|clean]``."""

import sys
from pathlib import Path

from pikepdf import PdfError

from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.examine import examine
from reviews.pdf.facts import Facts, Unreadable
from reviews.pdf.limits import Limits, impose
from reviews.pdf.message import pack, pack_copy


def answer(path: Path) -> Facts | Unreadable:
    try:
        return examine(path)
    except Unreadable as refusal:
        return refusal


def copy(path: Path) -> bytes:
    """Titled as standard input says; nothing if there is no copy that shows the same."""
    try:
        made = cleaned_copy(path, sys.stdin.buffer.read().decode())
    except (Unreadable, PdfError):
        return b""
    return pack_copy(made) if made else b""


if __name__ == "__main__":
    path, memory, length, cpu, wall, *task = sys.argv[1:]
    impose(Limits(*map(int, (memory, length, cpu, wall))))
    sys.stdout.buffer.write(copy(Path(path)) if task == ["clean"] else pack(answer(Path(path))))
