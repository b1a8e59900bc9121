"""How long a page or a document was public, computed from the periods of editions and never typed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.lib.dates import PartialDate, london_date
from reviews.models import (
    Attachment,
    Edition,
    Page,
    PublicationRule,
    ReviewEdition,
    Withdrawal,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A time of uninterrupted publication; ``until`` is excluded, and None while it lasts."""

    since: datetime.datetime
    until: datetime.datetime | None


@dataclass(frozen=True)
class Gap:
    """The time after a span, with the recorded reason; ``until`` is None while it lasts."""

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
    """The availability of a page as a whole. See ``of_pages``."""
    return of_pages([page], at=at)[page.pk]


def of_pages(pages: Iterable[Page], *, at: datetime.datetime) -> dict[int, Availability]:
    """The availability of each page as a whole, by its key. Costs the same for one page and for many.

    Only a review that has been public has a rule.
    """
    begun: dict[int, list[Edition]] = {page.pk: [] for page in pages}
    for edition in Edition.objects.begun(by=at).filter(page__in=begun).order_by("live_from"):
        begun[edition.page_id].append(edition)
    rules, reasons = _rules(begun.values(), at=at), _withdrawal_reasons(begun)
    return {
        pk: _computed(
            editions,
            first=editions[0].first_published if editions else None,
            rule=rules.get(editions[-1].pk) if editions else None,
            reasons=reasons[pk],
            at=at,
        )
        for pk, editions in begun.items()
    }


def of_documents(page: Page, *, at: datetime.datetime) -> dict[str, Availability]:
    """The availability of each document by the last part of its address, whichever file was there.

    The rule is the one that governs the review; its term runs from the document's own first day.
    """
    shown = Attachment.objects.filter(
        edition__page=page, edition__live_from__lte=at, document__isnull=False
    )
    by_slug: dict[str, list[Attachment]] = {}
    for attachment in shown.select_related("edition").order_by("edition__live_from"):
        by_slug.setdefault(attachment.slug, []).append(attachment)
    whole, reasons = of_page(page, at=at), _withdrawal_reasons([page.pk])[page.pk]
    return {
        slug: _computed(
            [attachment.edition for attachment in attachments],
            first=_first_shown(attachments, since=whole.spans[0].since),
            rule=whole.rule,
            reasons=reasons,
            at=at,
        )
        for slug, attachments in sorted(by_slug.items())
    }


def minimum_term_ends(page: Page, *, at: datetime.datetime) -> datetime.date | None:
    """The first day after the minimum terms of the page and its documents, if one still runs at ``at``."""
    found = [of_page(page, at=at), *of_documents(page, at=at).values()]
    until = max((each.minimum_until for each in found if each.minimum_until), default=None)
    return until if until and london_date(at) < until else None


def _rules(
    begun: Iterable[list[Edition]], *, at: datetime.datetime
) -> dict[int, PublicationRule | None]:
    """The rule of each review, by the key of the last of its editions."""
    latest = [editions[-1].pk for editions in begun if editions]
    reviews = ReviewEdition.objects.filter(pk__in=latest).select_related("page__board")
    return governing_rules(reviews, at=at)


def _withdrawal_reasons(pages: Iterable[int]) -> dict[int, dict[datetime.datetime, str]]:
    """By the key of the page, the reasons of its withdrawals by the moment at which they ended a period."""
    reasons: dict[int, dict[datetime.datetime, str]] = {pk: {} for pk in pages}
    withdrawals = Withdrawal.objects.filter(edition__page__in=reasons)
    for row in withdrawals.select_related("edition"):
        reasons[row.edition.page_id][row.edition.live_until] = row.get_reason_display()
    return reasons


def _computed(
    begun: list[Edition],
    *,
    first: PartialDate | None,
    rule: PublicationRule | None,
    reasons: dict[datetime.datetime, str],
    at: datetime.datetime,
) -> Availability:
    """What follows from these editions, begun by ``at`` and in the order of their beginning."""
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


def _first_shown(attachments: list[Attachment], *, since: datetime.datetime) -> PartialDate:
    """When a document was first published: as last stated, else with the first edition that showed it.

    ``since`` is when the page was first public here; documents that came with it have its date.
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
