"""Run a folder of test files through the code of the upload form and compare with what is expected."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.documents import corpus

VERDICTS = ("exact", "tolerated", "wrong", "critical")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="Holds the files and a manifest.json.")

    def handle(self, *args, folder: Path, **options) -> None:
        if not (folder / corpus.MANIFEST).is_file():
            raise CommandError(f"There is no {corpus.MANIFEST} in {folder}.")
        found = corpus.results(folder)
        for result in found:
            if (
                result.verdict != "exact"
                and options["verbosity"] > 1
                or result.verdict in VERDICTS[2:]
            ):
                self._line(result)
        self._table(corpus.by_category(found))
        self._most(found)
        total = Counter(result.verdict for result in found)
        self.stdout.write(" ".join(f"{verdict}={total[verdict]}" for verdict in VERDICTS))
        if total["critical"]:
            raise SystemExit(1)

    def _line(self, result: corpus.Result) -> None:
        case, got = result.case, result.got or "failed"
        why = ", ".join(result.kinds) or "nothing found"
        leak = " LEAKS" if result.leaks else ""
        self.stdout.write(
            f"{result.verdict}: {case['file']}: {got}, expected {case['expected']} ({why}){leak}"
        )

    def _table(self, table: dict[str, Counter]) -> None:
        width = max(map(len, table), default=0)
        self.stdout.write(f"{'':{width}} " + " ".join(f"{verdict:>9}" for verdict in VERDICTS))
        for category, counts in table.items():
            numbers = " ".join(f"{counts[verdict]:>9}" for verdict in VERDICTS)
            self.stdout.write(f"{category:{width}} {numbers}")

    def _most(self, found: list[corpus.Result]) -> None:
        if found:
            slowest = max(found, key=lambda result: result.seconds)
            slow = f"slowest: {slowest.case['file']} in {slowest.seconds:.1f} s"
            self.stdout.write(f"{slow}; peak memory: {max(result.memory for result in found)} MB")
