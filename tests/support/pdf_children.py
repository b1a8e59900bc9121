"""The processes that read PDFs, seen from outside."""

from pathlib import Path

import pytest

from reviews.pdf import LIMITS, Facts, Finding, Limits, Unreadable, read

FOUND = Finding.of(
    "hidden-text", page=1, box=(1, 2.5, 3, 4), why="covered", recovered="Ä", picture=b"\0\xff"
)
FACTS = Facts(
    pages=1,
    title="t",
    language="en",
    tagged=True,
    text=("Ä\n😀",),
    cover=b"\0\xff",
    findings=(FOUND, Finding.of("metadata")),
)


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(Unreadable) as caught:
        read(path, limits)
    return caught.value.sentence


def children(of: int | str = "self") -> set[int]:
    """Processes that this one has started and that are still there, zombies included."""
    tasks = Path(f"/proc/{of}/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def is_there(pid: int) -> bool:
    """And no zombie, which has no program any longer."""
    return Path(f"/proc/{pid}/exe").exists()
