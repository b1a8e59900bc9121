"""The child process: ``python -m reviews.pdf PATH MEMORY ANSWER CPU WALL``."""

import sys
from dataclasses import asdict
from pathlib import Path

from reviews.pdf import envelope, refusals
from reviews.pdf.content import read_content
from reviews.pdf.facts import Facts, Unreadable
from reviews.pdf.limits import Limits, impose
from reviews.pdf.message import pack
from reviews.pdf.structure import read_structure


def examine(path: Path) -> Facts:
    """Everything there is to know about the file; raises Unreadable."""
    envelope.check(path)
    structure = read_structure(path)
    content = read_content(path)
    if len(content.text) != structure.pages:
        raise Unreadable(refusals.DAMAGED)  # two programs would show two different documents
    return Facts(**asdict(structure), **asdict(content))


def answer(path: Path) -> Facts | Unreadable:
    try:
        return examine(path)
    except Unreadable as refusal:
        return refusal


if __name__ == "__main__":
    path, *limits = sys.argv[1:]
    impose(Limits(*map(int, limits)))
    sys.stdout.buffer.write(pack(answer(Path(path))))
