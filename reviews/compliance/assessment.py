"""Each review measured against its rule: what was published, for how long, and which notices were sent in time."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Model, QuerySet, prefetch_related_objects

from reviews.compliance import availability, terms
from reviews.compliance.availability import Availability
from reviews.compliance.rule_lookup import governing_rules
from reviews.editions.approval import unsigned
from reviews.lib.dates import london_date
from reviews.models import (
    Action,
    Attachment,
    Edition,
    Hold,
    Notice,
    NoticeDuty,
    Page,
    PublicationRule,
    ReviewEdition,
)

SHOWN = ("identifiers", "subjects", "attachments", "actions", "response", "action_plan")


class Timeliness(StrEnum):
    """Whether a notice that the rule requires before publication was sent in time."""

    IN_TIME = "in time"
    LATE = "late"
    MISSING = "missing"
    OPEN = "not sent yet"
    NOT_WITNESSED = "published elsewhere before, not witnessed here"


class ComplianceState(StrEnum):
    """What the table of reviews can be filtered by."""

    IN_TERM = "in term"
    TERM_OVER = "term over"
    NO_TERM = "no term known"
    GAPS = "with gaps"
    OVERDUE = "overdue actions"
    NOTICES = "notices late or missing"
    UNSIGNED = "awaiting signature"
    HELD = "on hold"


@dataclass(frozen=True)
class NoticeStatus:
    """A duty to send a notice, and how it was met. ``latest`` is the last day that is in time."""

    duty: NoticeDuty
    latest: datetime.date | None
    sent_on: datetime.date | None
    timeliness: Timeliness


@dataclass(frozen=True)
class Compliance:
    """One review. ``edition`` is the last that was public, else the draft; None for a page without any.

    The rule of a review that was never public is the one that would govern it today.
    """

    page: Page
    edition: ReviewEdition | None
    availability: Availability
    response: str
    plan: str
    notice_statuses: list[NoticeStatus]
    overdue: list[Action]
    holds: list[Hold]
    unsigned: list[int]
    today: datetime.date

    @property
    def name(self) -> str:
        return (self.edition and self.edition.heading) or str(self.page)

    @property
    def year(self) -> str:
        """The year of first publication; empty when it is not known."""
        first = self.availability.first_published
        return first.iso[:4] if first and first.is_known else ""

    @property
    def states(self) -> set[ComplianceState]:
        until = self.availability.minimum_until
        term = (
            ComplianceState.IN_TERM if until and until > self.today else ComplianceState.TERM_OVER
        )
        found = {
            ComplianceState.GAPS: self.availability.all_gaps,
            ComplianceState.OVERDUE: self.overdue,
            ComplianceState.NOTICES: any(
                status.timeliness in (Timeliness.LATE, Timeliness.MISSING)
                for status in self.notice_statuses
            ),
            ComplianceState.UNSIGNED: self.unsigned,
            ComplianceState.HELD: self.holds,
        }
        return {term if until else ComplianceState.NO_TERM} | {
            state for state, rows in found.items() if rows
        }


def of_review(page: Page, *, at: datetime.datetime) -> Compliance:
    """The compliance of one review at ``at``."""
    [found] = of_reviews(Page.objects.filter(pk=page.pk), at=at)
    return found


def of_reviews(pages: QuerySet, *, at: datetime.datetime) -> list[Compliance]:
    """The compliance at ``at`` of the reviews among ``pages``, without those that were erased.

    Costs the same number of queries for one review and for many.
    """
    reviews = pages.in_use().filter(kind=Page.Kind.REVIEW).select_related("board")
    reviews = list(reviews.order_by("board__name", "path"))
    rows = _Rows(reviews, at=at)
    return [_compliance(page, rows) for page in reviews]


class _Rows:
    """All rows that the assessment of many reviews needs, each kind read in one query."""

    def __init__(self, reviews: list[Page], *, at: datetime.datetime) -> None:
        self.today = london_date(at)
        self.availability = availability.of_pages(reviews, at=at)
        self.editions = _by_page(
            ReviewEdition.objects.filter(page__in=reviews).defer("body").order_by("number"), reviews
        )
        current = {pk: _current(editions, at=at) for pk, editions in self.editions.items()}
        self.current = {pk: edition for pk, edition in current.items() if edition}
        prefetch_related_objects(list(self.current.values()), *SHOWN)
        self.rules = self._rules(at=at)
        self.holds = _by_page(Hold.objects.in_force().filter(page__in=reviews), reviews)
        self.notices = _by_page(Notice.objects.filter(page__in=reviews), reviews)
        self.unsigned = _by_page(unsigned(Edition.objects.filter(page__in=reviews)), reviews)

    def _rules(self, *, at: datetime.datetime) -> dict[int, PublicationRule | None]:
        """By the key of the page, with the duties of each rule."""
        coming = [row for pk, row in self.current.items() if not self.availability[pk].spans]
        of_coming = governing_rules(coming, at=at)
        rules = {
            pk: self.availability[pk].rule or of_coming.get(edition.pk)
            for pk, edition in self.current.items()
        }
        prefetch_related_objects([rule for rule in rules.values() if rule], "notice_duties")
        return rules


def _current(editions: list[ReviewEdition], *, at: datetime.datetime) -> ReviewEdition | None:
    """The last edition that has begun by ``at``, else the last that there is."""
    begun = [row for row in editions if row.live_from and row.live_from <= at]
    return max(begun, key=lambda row: row.live_from) if begun else next(reversed(editions), None)


def _compliance(page: Page, rows: _Rows) -> Compliance:
    current, rule = rows.current.get(page.pk), rows.rules.get(page.pk)
    return Compliance(
        page=page,
        edition=current,
        availability=replace(rows.availability[page.pk], rule=rule),
        response=_response(current) if current else "no",
        plan=_plan(current) if current else "no",
        notice_statuses=_notice_statuses(page, rule, rows),
        overdue=_overdue(current, rows.today) if current else [],
        holds=rows.holds[page.pk],
        unsigned=[row.number for row in rows.unsigned[page.pk]],
        today=rows.today,
    )


def _notice_statuses(page: Page, rule: PublicationRule | None, rows: _Rows) -> list[NoticeStatus]:
    """Each duty of the rule, measured against the first publication, past or scheduled."""
    dated = [row for row in rows.editions[page.pk] if row.live_from]
    first = min(dated, key=lambda row: row.live_from, default=None)
    sent: dict[str, datetime.date] = {}
    for notice in sorted(rows.notices[page.pk], key=lambda row: row.sent_on, reverse=True):
        sent[notice.recipient.casefold()] = notice.sent_on
    return [
        _notice_status(duty, first, sent.get(duty.recipient.casefold()), page, rows.today)
        for duty in (rule.notice_duties.all() if rule else [])
    ]


def _notice_status(
    duty: NoticeDuty,
    first: ReviewEdition | None,
    sent_on: datetime.date | None,
    page: Page,
    today: datetime.date,
) -> NoticeStatus:
    if first is None:
        return NoticeStatus(duty, None, sent_on, Timeliness.OPEN)
    if first.carried_from:
        return NoticeStatus(duty, None, sent_on, Timeliness.NOT_WITNESSED)
    day = london_date(first.live_from)
    latest = terms.working_days_before(day, duty.working_days, jurisdiction=page.board.jurisdiction)
    if sent_on:
        timeliness = Timeliness.IN_TIME if sent_on <= latest else Timeliness.LATE
    else:
        timeliness = Timeliness.MISSING if today > latest or today >= day else Timeliness.OPEN
    return NoticeStatus(duty, latest, sent_on, timeliness)


def _response(edition: ReviewEdition) -> str:
    return _presence(
        edition, Attachment.Kind.BOARD_RESPONSE, is_worded=hasattr(edition, "response")
    )


def _plan(edition: ReviewEdition) -> str:
    """Actions are a plan, with or without an introduction to them."""
    is_worded = hasattr(edition, "action_plan") or bool(edition.actions.all())
    return _presence(edition, Attachment.Kind.ACTION_PLAN, is_worded=is_worded)


def _presence(edition: ReviewEdition, kind: str, *, is_worded: bool) -> str:
    """“yes” if it can be read, as text or as a document; else the state that the page gives, or “no”."""
    attachments = [
        attachment
        for attachment in edition.attachments.all()
        if kind in (attachment.kind, *attachment.also_contains)
    ]
    if is_worded or any(attachment.is_readable for attachment in attachments):
        return "yes"
    return attachments[0].get_state_display() if attachments else "no"


def _overdue(edition: ReviewEdition, today: datetime.date) -> list[Action]:
    return [row for row in edition.actions.all() if row.is_overdue(on=today)]


def _by_page(rows: Iterable[Model], reviews: list[Page]) -> dict[int, list]:
    """The rows by the key of their page, each with the page object that has been read already."""
    pages = {page.pk: page for page in reviews}
    found: dict[int, list] = {pk: [] for pk in pages}
    for row in rows:
        row.page = pages[row.page_id]
        found[row.page_id].append(row)
    return found
