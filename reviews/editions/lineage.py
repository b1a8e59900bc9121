"""The documents that an edition takes away from the public, and what it states of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from reviews.editions.digest import EditionContent
from reviews.models import Attachment, Edition, Lineage


@dataclass(frozen=True)
class Departure:
    """A file that the edition before shows and this one does not.

    ``stated`` is what this edition says of it, None as long as nobody has. ``anchor`` is its place in
    the edition's form.
    """

    attachment: Attachment
    stated: Lineage | None
    anchor: str

    @property
    def name(self) -> str:
        """“Overview report” (overview-report.pdf)."""
        return f"“{self.attachment}” ({self.attachment.slug}.pdf)"


def superseded(edition: Edition, *, now: datetime) -> Edition | None:
    """The edition that is public until this one begins; of a draft, the one that is public now."""
    others = edition.page.editions.exclude(pk=edition.pk)
    if edition.is_draft:
        return others.public(at=now).first()
    return others.filter(live_until=edition.live_from).first()


def shown_before(edition: Edition, *, now: datetime) -> list[Attachment]:
    """What the edition that this one supersedes shows here: files and, as the text of its page, reports.

    Without files that were erased: nobody could show them again.
    """
    before = superseded(edition, now=now)
    kept = Q(document__isnull=False, document__erased_at=None)
    kept |= Q(state=Attachment.State.ON_PAGE)
    rows = Attachment.objects.filter(kept, edition=before and before.pk)
    return list(rows.order_by("position", "pk")) if before else []


def departures(content: EditionContent, before: Iterable[Attachment]) -> list[Departure]:
    """Which files of ``shown_before`` leave; in the order of the edition's form: those of which something
    is stated come first.
    """
    shown = {row.document_id for row in content.parts.get(Attachment, [])}
    gone = {
        row.document_id: row for row in before if row.document_id and row.document_id not in shown
    }
    stated = {row.document_id: row for row in content.parts.get(Lineage, [])}
    ordered = [*(key for key in stated if key in gone), *(key for key in gone if key not in stated)]
    return [
        Departure(gone[key], stated.get(key), f"lineage-{place}")
        for place, key in enumerate(ordered)
    ]


def leaving_text(content: EditionContent, before: Iterable[Attachment]) -> Attachment | None:
    """The report of ``shown_before`` that was the text of the page, if this edition shows none here."""
    kept = any(
        row.is_report and (row.is_on_page or row.document_id)
        for row in content.parts.get(Attachment, [])
    )
    texts = (row for row in before if row.is_on_page and row.is_report)
    return None if kept else next(texts, None)


def needless(content: EditionContent, found: Iterable[Departure]) -> list[Lineage]:
    """What the edition states of documents that do not leave with it."""
    leaving = {each.attachment.document_id for each in found}
    rows = content.parts.get(Lineage, [])
    return [row for row in rows if row.document_id not in leaving]
