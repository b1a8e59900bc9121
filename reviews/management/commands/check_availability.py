"""Checks whether the public can read what is published, for people and for cron."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.models import AvailabilityCheck
from reviews.monitoring import probe


class Command(BaseCommand):
    help = (
        "Fetch every live page and file over HTTP as the public does, and record what was answered. "
        "Run it daily: a day without a check never counts as available."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--site", default=settings.SITE_URL, metavar="URL", help="Default: SITE_URL."
        )

    def handle(self, *args, site: str, **options) -> None:
        if not site.startswith(("http://", "https://")):
            raise CommandError(
                "Give the site as an address, for example https://www.example.gov.uk"
            )
        targets = probe.targets()
        done: list[AvailabilityCheck] = []
        for number, target in enumerate(targets, 1):
            checked = probe.check(target, site=site.rstrip("/"))
            done += [checked] if checked else []
            self._show(number, len(targets))
        self._report(done)

    def _report(self, done: list[AvailabilityCheck]) -> None:
        failed = [row for row in done if not row.was_available]
        for row in failed:
            self.stdout.write(self.style.ERROR(f"Not available: {row.address} ({_why(row)})"))
        files = sum(row.document_id is not None for row in done)
        self.stdout.write(f"pages={len(done) - files} files={files} unavailable={len(failed)}")
        if failed:
            sys.exit(1)

    def _show(self, number: int, total: int) -> None:
        """Draw a progress bar on a terminal, and nothing into a log."""
        if self.stderr.isatty():
            filled = 40 * number // total
            self.stderr.write(f"\raddresses [{'#' * filled:40}] {number}/{total}", ending="")


def _why(row: AvailabilityCheck) -> str:
    if row.status == 0:
        return "no answer"
    return "other bytes than were approved" if row.status == 200 else f"status {row.status}"
