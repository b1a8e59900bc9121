"""Verifying the whole register: chain, checkpoints, periods, signatures, rows, files."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial

from django.db import connection, transaction

from reviews.ledger.verification import rows
from reviews.ledger.verification.chain import chain, checkpoints_agree
from reviews.ledger.verification.editions import (
    falsely_discarded,
    falsely_erased,
    periods,
    returned,
    unapproved,
)
from reviews.ledger.verification.files import (
    UNREADABLE,
    destroyed_documents,
    stored_bytes,
    stored_originals,
)
from reviews.lib.clock import snapshot
from reviews.models import Checkpoint, Document, Event


@dataclass
class Report:
    """What was verified, and every disagreement found, in the order of the checks."""

    events: int = 0
    checkpoints: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return (
            f"events={self.events} checkpoints={self.checkpoints} "
            f"files={self.files} problems={len(self.problems)}"
        )


def verify(*, outside: list[str], progress: Callable[[int], None] = lambda files: None) -> Report:
    """Check chain, checkpoints, periods, signatures, rows and files. Changes nothing.

    ``outside`` are checkpoint notes kept elsewhere. ``progress`` is called with the number of files
    checked so far.
    """
    report = Report()
    with snapshot():
        report.events = Event.objects.count()
        report.checkpoints = Checkpoint.objects.count() + len(outside)
        report.problems += _readable("The chain of events", chain)
        report.problems += _readable("The checkpoints", partial(checkpoints_agree, outside))
        report.problems += _readable("The editions", periods)
        report.problems += _readable("The signatures", unapproved)
        report.problems += _readable("The returns of withdrawn pages", returned)
        report.problems += _readable("The erasures", falsely_erased)
        report.problems += _readable("The discarded pages", falsely_discarded)
        report.problems += _readable("The rows outside editions", rows.disagreements)
        erased = destroyed_documents()
    for document in Document.objects.order_by("pk").iterator():
        report.files += 1
        for check in (stored_bytes, stored_originals):
            problems = _readable(f"Document {document.sha256}", partial(check, document, erased))
            report.problems += problems
        progress(report.files)
    return report


def _readable(name: str, check: Callable[[], Iterable[str]]) -> list[str]:
    """The findings of ``check``, or one that it could not read what it checks.

    Where nothing else is read with it there is no transaction: it would be ended while a large file is read.
    """
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return list(check())
    except UNREADABLE as fault:
        return [f"{name} cannot be read ({type(fault).__name__}): it is not as it was written."]
