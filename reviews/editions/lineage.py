"""The documents that an edition takes away from the public, and what it states of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


def departures(content: EditionContent, *, now: datetime) -> list[Departure]:
    """In the order of the edition's form: those of which something is stated come first."""
    shown = {row.document_id for row in content.parts.get(Attachment, [])}
    gone = {
        row.document_id: row
        for row in _files(superseded(content.row, now=now))
        if row.document_id not in shown
    }
    stated = {row.document_id: row for row in content.parts.get(Lineage, [])}
    ordered = [*(key for key in stated if key in gone), *(key for key in gone if key not in stated)]
    return [
        Departure(gone[key], stated.get(key), f"lineage-{place}")
        for place, key in enumerate(ordered)
    ]


def needless(content: EditionContent, found: Iterable[Departure]) -> list[Lineage]:
    """What the edition states of documents that do not leave with it."""
    leaving = {each.attachment.document_id for each in found}
    rows = content.parts.get(Lineage, [])
    return [row for row in rows if row.document_id not in leaving]


def _files(edition: Edition | None) -> Iterable[Attachment]:
    """The edition's files, without those that were erased: nobody could show them again."""
    kept = Attachment.objects.filter(document__isnull=False, document__erased_at=None)
    return kept.filter(edition=edition.pk).order_by("position", "pk") if edition else []
