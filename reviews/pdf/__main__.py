"""The child process: ``python -m reviews.pdf PATH MEMORY ANSWER CPU WALL``."""

import sys
from pathlib import Path

from reviews.pdf.examine import examine
from reviews.pdf.facts import Facts, Unreadable
from reviews.pdf.limits import Limits, impose
from reviews.pdf.message import pack


def answer(path: Path) -> Facts | Unreadable:
    try:
        return examine(path)
    except Unreadable as refusal:
        return refusal


if __name__ == "__main__":
    path, *limits = sys.argv[1:]
    impose(Limits(*map(int, limits)))
    sys.stdout.buffer.write(pack(answer(Path(path))))
