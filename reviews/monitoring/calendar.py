"""What is known of each day since a page was first public here: available, not available, not checked."""

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
    """Of a day. Only what was seen counts as available."""

    AVAILABLE = "available"
    NOT_AVAILABLE = "not available"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Day:
    date: datetime.date
    state: DayState


@dataclass(frozen=True)
class Wanted:
    """An edition: the first and last day of its period, and how many addresses it had to answer at."""

    since: datetime.date
    until: datetime.date
    addresses: int


@dataclass(frozen=True)
class Month:
    """The days of a calendar month of which something can be known."""

    name: PartialDate
    days: list[Day]

    @property
    def weeks(self) -> list[list[Day | None]]:
        """Rows of seven from Monday to Sunday; None for a day that is not told of."""
        known = {day.date: day for day in self.days}
        first = self.days[0].date
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        return [[known.get(date) for date in week] for week in weeks if known.keys() & set(week)]

    @property
    def counts(self) -> list[tuple[DayState, int]]:
        return [(state, sum(day.state == state for day in self.days)) for state in DayState]


def months(page: Page, *, at: datetime.datetime) -> list[Month]:
    """Every month since the page was first public here, the latest first; none if it never was."""
    found = availability.of_page(page, at=at)
    if not found.spans:
        return []
    checks, wanted = _checks(page, at=at), _wanted(page, at=at)
    by_month: dict[str, list[Day]] = {}
    for date in _dates(london_date(found.spans[0].since), london_date(at)):
        is_whole, failed = _seen(date, checks, wanted)
        is_gone = failed or any(_reaches(gap, date) for gap in found.gaps)
        known = DayState.AVAILABLE if is_whole else DayState.NOT_CHECKED
        day = Day(date, DayState.NOT_AVAILABLE if is_gone else known)
        by_month.setdefault(date.isoformat()[:7], []).append(day)
    return [Month(PartialDate(name), days) for name, days in reversed(by_month.items())]


def _seen(
    date: datetime.date, checks: dict[datetime.date, tuple[int, int]], wanted: list[Wanted]
) -> tuple[bool, int]:
    """Whether every address was asked for that day, of an edition that was live then; how often in vain."""
    asked, failed = checks.get(date, (0, 0))
    live = [each.addresses for each in wanted if each.since <= date <= each.until]
    return bool(live) and asked >= min(live), failed


def _reaches(gap: Gap, date: datetime.date) -> bool:
    """Part of a day without the page is enough: what was public in the morning was not all day."""
    last = _last_day(gap.until) if gap.until else date
    return london_date(gap.since) <= date <= last


def _checks(page: Page, *, at: datetime.datetime) -> dict[datetime.date, tuple[int, int]]:
    """By day in the United Kingdom, how many addresses of the page were asked for, and how often in vain."""
    rows = AvailabilityCheck.objects.filter(page=page, at__lte=at).order_by()
    days = rows.values(day=TruncDate("at", tzinfo=LONDON)).annotate(
        asked=Count("address", distinct=True), failed=Count("pk", filter=Q(was_available=False))
    )
    return {row["day"]: (row["asked"], row["failed"]) for row in days}


def _wanted(page: Page, *, at: datetime.datetime) -> list[Wanted]:
    files = Q(reviewedition__attachments__document__isnull=False)
    editions = page.editions.begun(by=at).annotate(
        files=Count("reviewedition__attachments", filter=files)
    )
    return [
        Wanted(
            london_date(row.live_from),
            _last_day(row.live_until) if row.has_ended(at=at) else london_date(at),
            1 + row.files,
        )
        for row in editions
    ]


def _last_day(until: datetime.datetime) -> datetime.date:
    """The last day of a time whose end is excluded: what ends at midnight reaches no further."""
    return london_date(until - datetime.timedelta(microseconds=1))


def _dates(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return (first + DAY * number for number in range((last - first).days + 1))
