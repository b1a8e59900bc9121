"""Compares the storage of documents with the rows, for people and for cron."""

import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta

from django.core.management.base import BaseCommand

from reviews.documents.reconcile import Fault, Kind, faults
from reviews.documents.repairing import Done, Repair
from reviews.lib import clock

WHAT_TO_DO = {
    Kind.MISSING: "bring it back from a backup, or upload the same file again",
    Kind.LENGTH: "--repair puts it aside; then bring it back from a backup",
    Kind.BYTES: "--repair puts it aside; then bring it back from a backup",
    Kind.UNREADABLE: "look at the disk or the object store",
    Kind.NO_COVER: "--repair makes it again",
    Kind.COVER: "--repair makes it again",
    Kind.NOT_DRAWN: "run this again; if it stays so, look at the log",
    Kind.NO_READING_COPY: "--repair makes it again",
    Kind.STRAY: "--repair puts it aside",
    Kind.UNFINISHED: "--repair puts it aside",
    Kind.PARTS: "--repair has the object store delete its parts",
    Kind.NOT_LISTED: "look at the disk or the object store, and at what its key may do",
    Kind.ERASED: "run finish_erasures",
}
# After these somebody still has to bring the file back.
STILL_MISSING = {Kind.LENGTH, Kind.BYTES}


class Command(BaseCommand):
    help = (
        "Compare the stored files with their rows. Exits with 0 if they agree, with 1 if --repair has put "
        "right all that did not, and with 2 if somebody has to see to something."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="Put aside what no row has and what has other bytes, and make covers and reading copies again.",
        )
        parser.add_argument(
            "--minutes",
            type=int,
            default=60,
            help="How old a file without a row must be: a younger one may be of an upload that is "
            "going on. Default: 60.",
        )

    def handle(self, *args, repair: bool, minutes: int, **options) -> None:
        now = clock.now()
        self.repair = Repair(now) if repair else None
        found, left, done = Counter(), Counter(), Counter()
        try:
            with closing(faults(older_than=now - timedelta(minutes=minutes))) as all_faults:
                for fault in all_faults:
                    outcome = self._see_to(fault)
                    found[fault.kind] += 1
                    done[fault.kind, outcome] += 1
                    left[fault.kind] += outcome is Done.NOTHING or fault.kind in STILL_MISSING
        finally:
            if self.repair:
                self.repair.keep_record()
        self._table(found, done)
        if found:
            sys.exit(2 if left.total() else 1)

    def _see_to(self, fault: Fault) -> Done:
        outcome = self.repair.do(fault) if self.repair else Done.NOTHING
        advice = WHAT_TO_DO[fault.kind] if outcome is Done.NOTHING else outcome
        self.stdout.write(f"{fault.name} ({fault.kind}): {advice}.")
        return outcome

    def _table(self, found: Counter, done: Counter) -> None:
        width = max(map(len, Kind))
        self.stdout.write(f"{'':{width}}  found  put aside  made again  removed")
        for kind in Kind:
            aside, made, gone = (done[kind, way] for way in (Done.ASIDE, Done.MADE, Done.REMOVED))
            self.stdout.write(f"{kind:{width}}  {found[kind]:5}  {aside:9}  {made:10}  {gone:7}")
        if self.repair and self.repair.lines:
            self.stdout.write(f"What was done is in {self.repair.folder}/record.txt.")
        self.stdout.write(f"faults={found.total()}")
