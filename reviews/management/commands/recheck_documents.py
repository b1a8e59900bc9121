"""Looks through stored files again after the checks have got better, for people and for cron."""

import math
import sys
from collections.abc import Mapping
from datetime import datetime

from django.core.management.base import BaseCommand

from reviews import pdf
from reviews.documents.rechecking import NotLookedAt, SecondLook, compare, look_again
from reviews.editions.found_again import found_in_public, to_look_through
from reviews.editions.protected_names import search_page
from reviews.lib import clock
from reviews.models import Document, Page
from reviews.workflow import recheck, stop_unsettled

FAILED = "could not be looked through by these checks"
AS_BEFORE = "as before"


class Command(BaseCommand):
    help = (
        "Look again through stored files that were looked through by older checks: those that readers can "
        "find, and those of drafts and of what waits to go live. Run it after each upgrade, and every "
        "night. It goes on where it was stopped. Exits with 0 if all is in order, with 1 if something in a "
        "public document has to be settled or must not be published, and with 2 if a file could not be "
        "looked through. Names that must never appear are looked for in files that were not searched yet."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            dest="everything",
            help="Every stored file, also those that no page shows any more.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Look through the files and say what would change, and keep nothing.",
        )

    def handle(self, *args, everything: bool, dry_run: bool, **options) -> None:
        now = clock.now()
        documents = list(to_look_through(at=now, everything=everything))
        self.failed = self.found = 0
        for document in documents:
            self._see_to(document, dry_run=dry_run)
        if not dry_run:
            self._stop(now)
            self._search_names()
            self.found = len(found_in_public(Page.objects.in_use(), at=clock.now()))
        self.stdout.write(
            f"version={pdf.CHECKS} files={len(documents)} failed={self.failed} "
            f"public documents with something to settle={self.found}"
        )
        if self.failed or self.found:
            sys.exit(2 if self.failed else 1)

    def _see_to(self, document: Document, *, dry_run: bool) -> None:
        try:
            look = compare(document, look_again(document)) if dry_run else recheck(document)
        except NotLookedAt as fault:
            self.failed += 1
            self._say(document, str(fault))
            return
        if look is None:  # somebody else was faster, or it was erased
            return
        self.failed += not look.is_checked
        self.found += bool(document.is_public and look.unsettled)
        self._say(document, _outcome(look))

    def _say(self, document: Document, words: str) -> None:
        """At once: whoever stops this should see how far it came."""
        where = "public" if document.is_public else "not public"
        self.stdout.write(f"document {document.pk} ({where}): {words}")
        self.stdout.flush()

    def _search_names(self) -> None:
        """In files for which nobody’s request had the time, or that were searched by an older search."""
        for page in Page.objects.in_use().filter(protected_names__isnull=False).distinct():
            if not search_page(page, patience=math.inf):
                self.stdout.write(f"page {page.pk}: not everything could be searched for names")

    def _stop(self, now: datetime) -> None:
        for edition in stop_unsettled(now=now):
            self.stdout.write(
                f"page {edition.page_id}, edition {edition.number}: its schedule is taken back, "
                "because something in its files has to be settled"
            )


def _outcome(look: SecondLook) -> str:
    """Kinds and numbers, and none of the words that were found."""
    parts = [
        *([] if look.is_checked else [FAILED]),
        *_counted("new", look.new),
        *_counted("no more", look.gone),
        *_counted("to be settled or replaced", look.unsettled),
    ]
    return "; ".join(parts) or AS_BEFORE


def _counted(what: str, kinds: Mapping[str, int]) -> list[str]:
    counts = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
    return [f"{what}: {counts}"] if kinds else []
