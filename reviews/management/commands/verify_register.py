"""Checks the register against its ledger, for people and for cron."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reviews.ledger import verification
from reviews.models import Document


class Command(BaseCommand):
    help = (
        "Check the ledger's chain, its checkpoints, the periods of editions and every stored file."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--checkpoint",
            nargs="*",
            type=Path,
            default=[],
            metavar="FILE",
            help="Checkpoints kept outside the database: they show a cut or rewritten ledger.",
        )

    def handle(self, *args, checkpoint: list[Path], **options) -> None:
        report = verification.verify(
            outside=list(map(_note, checkpoint)),
            progress=self._bar(Document.objects.count()),
        )
        for problem in report.problems:
            self.stdout.write(self.style.ERROR(problem))
        self.stdout.write(report.summary)
        if report.problems:
            sys.exit(1)

    def _bar(self, total: int):
        """A function that draws a progress bar on a terminal, and nothing into a log."""

        def show(done: int) -> None:
            if self.stderr.isatty():
                filled = 40 * done // total
                self.stderr.write(f"\rfiles [{'#' * filled:40}] {done}/{total}", ending="")

        return show


def _note(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as fault:
        raise CommandError(f"{path} cannot be read as a checkpoint: {fault}") from fault
