"""How each review stands with its rule: what was published, for how long, and who was told in time."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model, QuerySet, prefetch_related_objects

from reviews.compliance import availability, rule_lookup, terms
from reviews.compliance.availability import Availability
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
    Withdrawal,
)

SHOWN = ("identifiers", "attachments", "actions", "response", "action_plan")
UNDONE = (Action.Status.NOT_STARTED, Action.Status.IN_PROGRESS)


class Timeliness(StrEnum):
    """Whether somebody who is to be told before publication was."""

    IN_TIME = "in time"
    LATE = "late"
    MISSING = "missing"
    OPEN = "not sent yet"
    NOT_WITNESSED = "published elsewhere before, not witnessed here"


class ComplianceState(StrEnum):
    """What an auditor looks for in a table of reviews."""

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
    """A duty to tell somebody, and how it was done. ``latest`` is the last day that is in time."""

    duty: NoticeDuty
    latest: datetime.date | None
    sent_on: datetime.date | None
    timeliness: Timeliness


@dataclass(frozen=True)
class Compliance:
    """One review. ``edition`` is the last that was public, else the one in work; None for an empty page."""

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
        """Of first publication; empty when that is not known."""
        first = self.availability.first_published
        return first.iso[:4] if first and first.is_known else ""

    @property
    def states(self) -> set[ComplianceState]:
        until = self.availability.minimum_until
        term = (
            ComplianceState.IN_TERM if until and until > self.today else ComplianceState.TERM_OVER
        )
        found = {
            ComplianceState.GAPS: self.availability.gaps,
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
    """How one review stands, counted to ``at``."""
    [found] = of_reviews(Page.objects.filter(pk=page.pk), at=at)
    return found


def of_reviews(pages: QuerySet, *, at: datetime.datetime) -> list[Compliance]:
    """How the reviews among ``pages`` stand, counted to ``at``; those that were erased are left out.

    Costs the same number of queries whatever their number.
    """
    reviews = pages.filter(kind=Page.Kind.REVIEW, erased_at=None).select_related("board")
    reviews = list(reviews.order_by("board__name", "path"))
    rows = _Rows(reviews, at=at)
    return [_compliance(page, rows) for page in reviews]


class _Rows:
    """Everything that is asked of many reviews, read at once."""

    def __init__(self, reviews: list[Page], *, at: datetime.datetime) -> None:
        self.at, self.today = at, london_date(at)
        self.editions = _by_page(
            ReviewEdition.objects.filter(page__in=reviews).defer("body").order_by("number"), reviews
        )
        self.current = {pk: self._current(editions) for pk, editions in self.editions.items()}
        prefetch_related_objects([row for row in self.current.values() if row], *SHOWN)
        self.holds = _by_page(Hold.objects.in_force().filter(page__in=reviews), reviews)
        self.notices = _by_page(Notice.objects.filter(page__in=reviews), reviews)
        self.unsigned = _by_page(unsigned(Edition.objects.filter(page__in=reviews)), reviews)
        withdrawals = Withdrawal.objects.filter(edition__page__in=reviews).select_related("edition")
        self.reasons: dict[int, dict] = defaultdict(dict)
        for row in withdrawals:
            self.reasons[row.edition.page_id][row.edition.live_until] = row.get_reason_display()
        rules = PublicationRule.objects.known(at=at)
        self.rules = list(rules.prefetch_related("notice_duties"))

    def begun(self, editions: Iterable[ReviewEdition]) -> list[ReviewEdition]:
        found = [row for row in editions if row.live_from and row.live_from <= self.at]
        return sorted(found, key=lambda row: row.live_from)

    def rule(self, edition: ReviewEdition | None) -> PublicationRule | None:
        """As ``availability.governing_rule``; for what is not dated yet, the rule of today."""
        if edition is None:
            return None
        day = rule_lookup.counted_from(edition) or (None if edition.live_from else self.today)
        return rule_lookup.governing_among(self.rules, edition, on=day) if day else None

    def _current(self, editions: list[ReviewEdition]) -> ReviewEdition | None:
        return next(reversed(self.begun(editions) or editions), None)


def _compliance(page: Page, rows: _Rows) -> Compliance:
    editions, current = rows.editions[page.pk], rows.current[page.pk]
    begun, rule = rows.begun(editions), rows.rule(current)
    return Compliance(
        page=page,
        edition=current,
        availability=availability.worked_out(
            begun,
            first=begun[0].first_published if begun else None,
            rule=rule,
            reasons=rows.reasons[page.pk],
            at=rows.at,
        ),
        response=_response(current) if current else "no",
        plan=_plan(current) if current else "no",
        notice_statuses=_notice_statuses(page, editions, rule, rows),
        overdue=[row for row in current.actions.all() if _is_overdue(row, rows.today)]
        if current
        else [],
        holds=rows.holds[page.pk],
        unsigned=[row.number for row in rows.unsigned[page.pk]],
        today=rows.today,
    )


def _notice_statuses(
    page: Page, editions: list[ReviewEdition], rule: PublicationRule | None, rows: _Rows
) -> list[NoticeStatus]:
    """Each duty of the rule, held against the first publication or the one that is scheduled."""
    dated = sorted((row for row in editions if row.live_from), key=lambda row: row.live_from)
    first = dated[0] if dated else None
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
    """“yes” where it can be read, in words or in a paper; else what the page says of it, or “no”."""
    attachments = [
        attachment
        for attachment in edition.attachments.all()
        if kind in (attachment.kind, *attachment.also_contains)
    ]
    if is_worded or any(attachment.is_readable for attachment in attachments):
        return "yes"
    return attachments[0].get_state_display() if attachments else "no"


def _is_overdue(action: Action, today: datetime.date) -> bool:
    day = terms.last_day(action.due) if action.due else None
    return action.status in UNDONE and day is not None and day < today


def _by_page(rows: Iterable[Model], reviews: list[Page]) -> dict[int, list]:
    """The rows by the key of their page, each with the page as it was read before."""
    pages = {page.pk: page for page in reviews}
    found: dict[int, list] = {pk: [] for pk in pages}
    for row in rows:
        row.page = pages[row.page_id]
        found[row.page_id].append(row)
    return found
