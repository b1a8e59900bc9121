"""How long a page or a document was public, computed from the periods of editions and never typed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import zip_longest

from reviews.compliance import minimum_terms
from reviews.compliance.document_lines import DocumentLine
from reviews.compliance.minimum_terms import PageTerms, Term
from reviews.lib.dates import PartialDate, london_date
from reviews.models import Edition, Page, PublicationRule, Withdrawal

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A time of uninterrupted publication; ``until`` is excluded, and None while it lasts."""

    since: datetime.datetime
    until: datetime.datetime | None


@dataclass(frozen=True)
class Gap:
    """The time after a span, with the recorded reason; ``until`` is None while it lasts.

    ``file`` names the document, among gaps of a page and its documents.
    """

    since: datetime.datetime
    until: datetime.datetime | None
    reason: str
    file: str = ""


@dataclass(frozen=True)
class Availability:
    """What is known of a document or a page at a moment; of a page with its ``documents``, by their names."""

    first_published: PartialDate | None
    spans: list[Span]
    gaps: list[Gap]
    days_public: int
    rule: PublicationRule | None
    minimum_until: datetime.date | None
    documents: list[tuple[str, "Availability"]] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        return bool(self.spans) and self.spans[-1].until is None

    @property
    def all_gaps(self) -> list[Gap]:
        """Of the page, and of its documents those that are not simply the page's."""
        own = {(gap.since, gap.until) for gap in self.gaps}
        return self.gaps + [
            Gap(gap.since, gap.until, gap.reason, f"{name}.pdf")
            for name, found in self.documents
            for gap in found.gaps
            if (gap.since, gap.until) not in own
        ]


def of_page(page: Page, *, at: datetime.datetime) -> Availability:
    """The availability of a page as a whole, and of each of its documents. See ``of_pages``."""
    return of_pages([page], at=at)[page.pk]


def of_pages(pages: Iterable[Page], *, at: datetime.datetime) -> dict[int, Availability]:
    """The availability of each page, by its key. Costs the same for one page and for many.

    Only a review that has been public has a rule.
    """
    begun: dict[int, list[Edition]] = {page.pk: [] for page in pages}
    for edition in Edition.objects.begun(by=at).filter(page__in=begun).order_by("live_from"):
        begun[edition.page_id].append(edition)
    found, reasons = minimum_terms.of_pages(begun, at=at), _withdrawal_reasons(begun)
    return {
        pk: _of_page(editions, found.get(pk, PageTerms(Term(), [])), reasons[pk], at=at)
        for pk, editions in begun.items()
    }


def _of_page(
    editions: list[Edition],
    found: PageTerms,
    reasons: dict[datetime.datetime, str],
    *,
    at: datetime.datetime,
) -> Availability:
    first = editions[0].first_published if editions else None
    documents = [(line.slug, _of_line(line, term, reasons, at=at)) for line, term in found.lines]
    return _computed(editions, first, found.page, reasons, at=at, documents=documents)


def _of_line(
    line: DocumentLine, term: Term, reasons: dict[datetime.datetime, str], *, at: datetime.datetime
) -> Availability:
    """Of one document, whatever it was called and whichever files have succeeded it."""
    reasons = reasons | line.departures
    return _computed(line.editions, line.first_published, term, reasons, at=at, documents=[])


def _withdrawal_reasons(pages: Iterable[int]) -> dict[int, dict[datetime.datetime, str]]:
    """By the key of the page, the reasons of its withdrawals by the moment at which they ended a period."""
    reasons: dict[int, dict[datetime.datetime, str]] = {pk: {} for pk in pages}
    withdrawals = Withdrawal.objects.filter(edition__page__in=reasons)
    for row in withdrawals.select_related("edition"):
        reasons[row.edition.page_id][row.edition.live_until] = row.get_reason_display()
    return reasons


def _computed(
    begun: list[Edition],
    first: PartialDate | None,
    term: Term,
    reasons: dict[datetime.datetime, str],
    *,
    at: datetime.datetime,
    documents: list[tuple[str, Availability]],
) -> Availability:
    """What follows from these editions, begun by ``at`` and in the order of their beginning."""
    spans = _spans(begun, at=at)
    return Availability(
        first_published=first,
        spans=spans,
        gaps=_gaps(spans, reasons),
        days_public=days(spans, at=at),
        rule=term.rule,
        minimum_until=term.until,
        documents=documents,
    )


def days(spans: Iterable[Span], *, at: datetime.datetime) -> int:
    """The number of calendar days in UK time on which something was public, for all or part of the day.

    ``spans`` are in chronological order, as an Availability has them.
    """
    number, counted = 0, datetime.date.min
    for span in spans:
        end = min(span.until or at, at) - timedelta(microseconds=1)
        first, last = max(london_date(span.since), counted + DAY), london_date(end)
        number += max((last - first).days + 1, 0)
        counted = max(last, counted)
    return number


def _spans(editions: Iterable[Edition], *, at: datetime.datetime) -> list[Span]:
    """Periods joined where one begins as the other ends; an end after ``at`` is not known yet."""
    spans: list[Span] = []
    for edition in editions:
        until = edition.live_until if edition.has_ended(at=at) else None
        if spans and spans[-1].until == edition.live_from:
            spans[-1] = Span(spans[-1].since, until)
        else:
            spans.append(Span(edition.live_from, until))
    return spans


def _gaps(spans: list[Span], reasons: dict[datetime.datetime, str]) -> list[Gap]:
    """The gaps between the spans, and after the last one if it has ended."""
    ends = [span.until for span in spans if span.until]
    begins = [span.since for span in spans[1:]]
    return [
        Gap(since, until, reasons.get(since, "the document was not shown"))
        for since, until in zip_longest(ends, begins)
    ]
