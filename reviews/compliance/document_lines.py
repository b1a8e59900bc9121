"""Each document of a page through all its names and files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from reviews.lib.dates import PartialDate
from reviews.models import Attachment, Lineage, ReviewEdition


@dataclass
class DocumentLine:
    """A document from when the page first showed it, and each file recorded to have succeeded it.

    ``since`` is when the page was first public here. ``attachments`` are what the editions show of
    it, in the order in which they went live; ``departures`` are the reasons for which it was
    withdrawn, by the moment.
    """

    since: datetime
    documents: set[int]
    attachments: list[Attachment] = field(default_factory=list)
    departures: dict[datetime, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Its latest name."""
        return self.attachments[-1].slug

    @property
    def editions(self) -> list[ReviewEdition]:
        """Those that show it, each once."""
        return list({row.edition_id: row.edition for row in self.attachments}.values())

    @property
    def first_published(self) -> PartialDate:
        """When it was first published: as last stated, else with the first edition that showed it."""
        return self._stated[-1] if self._stated else self._witnessed

    @property
    def first_dates(self) -> list[PartialDate]:
        """Every date from which its term may be counted: another date typed later ends no term."""
        is_stated_from_the_start = bool(self.attachments[0].first_published)
        return [*self._stated, *([] if is_stated_from_the_start else [self._witnessed])]

    @property
    def _stated(self) -> list[PartialDate]:
        return [row.first_published for row in self.attachments if row.first_published]

    @property
    def _witnessed(self) -> PartialDate:
        """Documents that came with the page have its date."""
        edition = self.attachments[0].edition
        came_with_the_page = edition.live_from == self.since or edition.carried_updated
        return edition.first_published if came_with_the_page else PartialDate.of(edition.live_from)


def document_lines(editions: list[ReviewEdition]) -> list[DocumentLine]:
    """The lines of a page with these ``editions``, in the order of their latest names."""
    lines: list[DocumentLine] = []
    for edition in editions:
        for row in edition.lineage.all():
            _continue(row, _lines_of(row.document_id, lines))
        for row in edition.attachments.all():
            if row.document_id and not _lines_of(row.document_id, lines):
                lines.append(DocumentLine(editions[0].live_from, {row.document_id}))
            for line in _lines_of(row.document_id, lines):
                line.attachments.append(row)
    return sorted(lines, key=lambda line: line.slug)


def _continue(row: Lineage, lines: Iterable[DocumentLine]) -> None:
    for line in lines:
        if row.is_withdrawn:
            line.departures[row.edition.live_from] = row.get_reason_display()
        else:
            line.documents.add(row.successor_id)


def _lines_of(document: int | None, lines: list[DocumentLine]) -> list[DocumentLine]:
    return [line for line in lines if document in line.documents]
