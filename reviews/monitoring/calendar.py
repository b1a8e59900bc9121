"""Each day since a page was first public here: available, not available, or not checked."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from reviews.compliance import availability
from reviews.compliance.availability import DAY, Gap
from reviews.lib.dates import LONDON, PartialDate, london_date
from reviews.models import AvailabilityCheck, Page


class DayState(StrEnum):
    """A day is available only if a check found it so."""

    AVAILABLE = "available"
    NOT_AVAILABLE = "not available"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Day:
    date: datetime.date
    state: DayState


@dataclass(frozen=True)
class Checks:
    """The checks of one day: how many addresses were asked for, and how many answers were wrong."""

    addresses: int
    failed: int


@dataclass(frozen=True)
class EditionDays:
    """The first and last day of an edition's period, and at how many addresses it had to be available."""

    first: datetime.date
    last: datetime.date
    addresses: int


@dataclass(frozen=True)
class Month:
    """The days of a calendar month since the page was first public, up to today."""

    name: PartialDate
    days: list[Day]

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Rows of seven from Monday to Sunday; None for a day outside ``days``."""
        by_date = {day.date: day for day in self.days}
        first = self.days[0].date
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        return [
            [by_date.get(date) for date in week] for week in weeks if by_date.keys() & set(week)
        ]

    @property
    def counts(self) -> list[tuple[DayState, int]]:
        return [(state, sum(day.state == state for day in self.days)) for state in DayState]


NO_CHECKS = Checks(addresses=0, failed=0)


def months(page: Page, *, at: datetime.datetime) -> list[Month]:
    """Every month since the page was first public here, the latest first; none if it never was."""
    found = availability.of_page(page, at=at)
    if not found.spans:
        return []
    checks, editions = _checks(page, at=at), _edition_days(page, at=at)
    by_month: dict[str, list[Day]] = {}
    for date in _dates(london_date(found.spans[0].since), london_date(at)):
        if any(_includes(gap, date) for gap in found.gaps):
            state = DayState.NOT_AVAILABLE
        else:
            state = _checked_state(date, checks.get(date, NO_CHECKS), editions)
        by_month.setdefault(date.isoformat()[:7], []).append(Day(date, state))
    return [Month(PartialDate(name), days) for name, days in reversed(by_month.items())]


def _checked_state(date: datetime.date, checks: Checks, editions: list[EditionDays]) -> DayState:
    """Available if every address was checked of an edition that was live that day, and none failed."""
    if checks.failed:
        return DayState.NOT_AVAILABLE
    live = [edition.addresses for edition in editions if edition.first <= date <= edition.last]
    is_complete = live and checks.addresses >= min(live)
    return DayState.AVAILABLE if is_complete else DayState.NOT_CHECKED


def _includes(gap: Gap, date: datetime.date) -> bool:
    """Whether the page was missing for any part of the day."""
    last = _last_day(gap.until) if gap.until else date
    return london_date(gap.since) <= date <= last


def _checks(page: Page, *, at: datetime.datetime) -> dict[datetime.date, Checks]:
    """The checks of the page's addresses by day in UK time."""
    rows = AvailabilityCheck.objects.filter(page=page, at__lte=at).order_by()
    days = rows.values(day=TruncDate("at", tzinfo=LONDON)).annotate(
        addresses=Count("address", distinct=True),
        failed=Count("pk", filter=Q(was_available=False)),
    )
    return {row["day"]: Checks(row["addresses"], row["failed"]) for row in days}


def _edition_days(page: Page, *, at: datetime.datetime) -> list[EditionDays]:
    files = Q(reviewedition__attachments__document__isnull=False)
    editions = page.editions.begun(by=at).annotate(
        files=Count("reviewedition__attachments", filter=files)
    )
    return [
        EditionDays(
            london_date(row.live_from),
            _last_day(row.live_until) if row.has_ended(at=at) else london_date(at),
            1 + row.files,
        )
        for row in editions
    ]


def _last_day(until: datetime.datetime) -> datetime.date:
    """The last day of a period whose end is excluded: one that ends at midnight ends the day before."""
    return london_date(until - datetime.timedelta(microseconds=1))


def _dates(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return (first + DAY * number for number in range((last - first).days + 1))
