"""How long something really was public, worked out from the periods and never typed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from reviews.compliance.rule_lookup import governing_rule, minimum_until
from reviews.lib.dates import PartialDate, london_date
from reviews.models import Attachment, Edition, Page, PublicationRule, Withdrawal

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A time without interruption; ``until`` is excluded and None while it goes on."""

    since: datetime.datetime
    until: datetime.datetime | None


@dataclass(frozen=True)
class Gap:
    """A time after a span, with the reason that was recorded; ``until`` is None while it goes on."""

    since: datetime.datetime
    until: datetime.datetime | None
    reason: str


@dataclass(frozen=True)
class Availability:
    """What is known of a document or a page at a moment."""

    first_published: PartialDate | None
    spans: list[Span]
    gaps: list[Gap]
    days_public: int
    rule: PublicationRule | None
    minimum_until: datetime.date | None

    @property
    def is_public(self) -> bool:
        return bool(self.spans) and self.spans[-1].until is None


def of_page(page: Page, *, at: datetime.datetime) -> Availability:
    """The availability of a review's page as a whole."""
    begun = list(page.editions.begun(by=at).order_by("live_from"))
    rule = (
        governing_rule(begun[-1].as_kind, at=at)
        if begun and page.kind == Page.Kind.REVIEW
        else None
    )
    first = begun[0].first_published if begun else None
    return worked_out(begun, first=first, rule=rule, reasons=_reasons(page), at=at)


def of_documents(page: Page, *, at: datetime.datetime) -> dict[str, Availability]:
    """The availability of each paper by the end of its address, whatever file stood there.

    The rule is the one that governs the review; its term runs from the paper's own first day.
    """
    shown = Attachment.objects.filter(
        edition__page=page, edition__live_from__lte=at, document__isnull=False
    )
    by_name: dict[str, list[Attachment]] = {}
    for attachment in shown.select_related("edition").order_by("edition__live_from"):
        by_name.setdefault(attachment.slug, []).append(attachment)
    whole, reasons = of_page(page, at=at), _reasons(page)
    return {
        slug: worked_out(
            [attachment.edition for attachment in attachments],
            first=_first_shown(attachments, since=whole.spans[0].since),
            rule=whole.rule,
            reasons=reasons,
            at=at,
        )
        for slug, attachments in sorted(by_name.items())
    }


def worked_out(
    begun: list[Edition],
    *,
    first: PartialDate | None,
    rule: PublicationRule | None,
    reasons: dict[datetime.datetime, str],
    at: datetime.datetime,
) -> Availability:
    """What follows from these editions, begun by ``at`` and in the order of their beginning.

    ``reasons`` are those of withdrawals, by the moment at which they ended a period.
    """
    spans = _spans(begun, at=at)
    return Availability(
        first_published=first,
        spans=spans,
        gaps=_gaps(spans, reasons),
        days_public=days(spans, at=at),
        rule=rule,
        minimum_until=minimum_until(rule, first),
    )


def days(spans: Iterable[Span], *, at: datetime.datetime) -> int:
    """On how many calendar days of the United Kingdom something was public, in whole or in part.

    ``spans`` are in the order of time, as an Availability has them.
    """
    number, counted = 0, datetime.date.min
    for span in spans:
        end = min(span.until or at, at) - timedelta(microseconds=1)
        first, last = max(london_date(span.since), counted + DAY), london_date(end)
        number += max((last - first).days + 1, 0)
        counted = max(last, counted)
    return number


def _first_shown(attachments: list[Attachment], *, since: datetime.datetime) -> PartialDate:
    """When a paper was first published: as it was last stated, else with the edition that brought it.

    ``since`` is when the page was first public here; what came with it bears the page's date.
    """
    stated = [
        attachment.first_published for attachment in attachments if attachment.first_published
    ]
    edition = attachments[0].edition
    if stated:
        return stated[-1]
    came_with_the_page = edition.live_from == since or edition.carried_updated
    return edition.first_published if came_with_the_page else PartialDate.of(edition.live_from)


def _spans(editions: Iterable[Edition], *, at: datetime.datetime) -> list[Span]:
    """Periods joined where one begins as the other ends; what lies after ``at`` is not known yet."""
    spans: list[Span] = []
    for edition in editions:
        until = edition.live_until if edition.has_ended(at=at) else None
        if spans and spans[-1].until == edition.live_from:
            spans[-1] = Span(spans[-1].since, until)
        else:
            spans.append(Span(edition.live_from, until))
    return spans


def _gaps(spans: list[Span], reasons: dict[datetime.datetime, str]) -> list[Gap]:
    """Between the spans, and after the last where nothing has followed yet."""
    ends = [span.until for span in spans if span.until]
    begins = [span.since for span in spans[1:]]
    return [
        Gap(since, until, reasons.get(since, "the document was not shown"))
        for since, until in zip_longest(ends, begins)
    ]


def _reasons(page: Page) -> dict[datetime.datetime, str]:
    withdrawals = Withdrawal.objects.filter(edition__page=page).select_related("edition")
    return {row.edition.live_until: row.get_reason_display() for row in withdrawals}


def minimum_term_ends(page: Page, *, at: datetime.datetime) -> datetime.date | None:
    """The first day after the minimum terms of the page and its papers, if one still runs at ``at``."""
    found = [of_page(page, at=at), *of_documents(page, at=at).values()]
    until = max((each.minimum_until for each in found if each.minimum_until), default=None)
    return until if until and london_date(at) < until else None
