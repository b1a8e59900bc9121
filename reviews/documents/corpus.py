"""A folder of test files with a list of what is expected of each, run through the intake."""

import json
import logging
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from reviews.documents.findings import Outcome, outcome
from reviews.documents.intake import checked, cleaned_copy
from reviews.lib.exceptions import Refused
from reviews.pdf import Facts, most_memory

LONGEST, LARGEST = 30.0, 512  # seconds, megabytes
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Result:
    """``got`` is None when the check itself failed. ``memory`` is the most, in megabytes, that a process
    of its own used."""

    case: dict
    got: Outcome | None
    kinds: tuple[str, ...]
    seconds: float
    memory: int
    leaks: bool

    @property
    def verdict(self) -> str:
        failed = self.got is None or self.leaks
        if failed or self.seconds > LONGEST or self.memory > LARGEST:
            return "critical"
        if self.got == self.case["expected"]:
            return "exact"
        if self.got in self.case["also_ok"]:
            return "tolerated"
        return "critical" if self.got in self.case["must_not"] else "wrong"


def results(folder: Path) -> list[Result]:
    """Of every file that the list in ``folder`` names."""
    cases = json.loads((folder / MANIFEST).read_text())["cases"]
    return [_result(folder, case) for case in cases]


def by_category(found: list[Result]) -> dict[str, Counter]:
    table: dict[str, Counter] = {}
    for result in found:
        table.setdefault(result.case["category"], Counter())[result.verdict] += 1
    return dict(sorted(table.items()))


def _result(folder: Path, case: dict) -> Result:
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    most_memory()  # of others
    began = time.monotonic()
    try:
        got, kinds, public = _check(folder / case["file"])
    except Exception as fault:  # whatever it is, the person who uploads would see a broken page
        got, kinds, public = None, (type(fault).__name__,), str(fault)
    finally:
        logging.getLogger().removeHandler(heard)
    seconds, memory = time.monotonic() - began, most_memory()
    leaks = any(secret in public + heard.text for secret in case["secrets"])
    return Result(case, got, kinds, seconds, memory, leaks)


def _check(path: Path) -> tuple[Outcome, tuple[str, ...], str]:
    """The outcome, why, and everything that anybody could see of the file."""
    try:
        with path.open("rb") as content, checked(File(content, name=path.name)) as (file, facts):
            kinds = tuple(dict.fromkeys(finding.kind for finding in facts.findings))
            copy = cleaned_copy(file, facts)
            public = _public(facts) + (_public(copy.facts) if copy else "")
            return outcome(facts.findings), kinds, public
    except Refused as refusal:
        return Outcome.REJECT, tuple(refusal.reasons), str(refusal)


def _public(facts: Facts) -> str:
    shown = [f"{finding.sentence} {finding.why}" for finding in facts.findings]
    return "\n".join([facts.title, facts.language, *facts.text, *shown])


class _Heard(logging.Handler):
    """Everything that is logged meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"
