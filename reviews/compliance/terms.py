"""Arithmetic of terms: calendar months, working days, bank holidays. Dates in, dates out."""

import calendar
import datetime
import json
from functools import cache, lru_cache
from importlib.resources import files

from reviews.lib.dates import PartialDate

DIVISIONS = {
    "england": "england-and-wales",
    "wales": "england-and-wales",
    "scotland": "scotland",
    "northern_ireland": "northern-ireland",
}
SATURDAY = 5


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; if that month has no such day, the first of the next month.

    The later day is the safer one for a minimum term: 29 February and 12 months is 1 March.
    A day beyond Python's calendar becomes its last day: a page can be withdrawn whatever date it states.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if year > datetime.MAXYEAR:
        return datetime.date.max
    if day.day <= calendar.monthrange(year, month)[1]:
        return day.replace(year=year, month=month)
    return add_months(datetime.date(year, month, 1), 1)


def add_weeks(day: datetime.date, weeks: int) -> datetime.date:
    """The day some weeks later; like ``add_months``, never beyond the calendar."""
    return day + min(datetime.timedelta(weeks=weeks), datetime.date.max - day)


def last_day(date: PartialDate) -> datetime.date | None:
    """The latest day that a partly known date can mean: the safe one to count a term from."""
    return date.last_day


@lru_cache(maxsize=4096)
def working_days_before(day: datetime.date, number: int, *, jurisdiction: str) -> datetime.date:
    """The last day on which something counts as ``number`` working days before ``day``.

    Bank holidays are the nation's own, from the list bundled with the library. In years that the
    list does not cover, only weekends are not working days.
    """
    holidays = _bank_holidays()[DIVISIONS[jurisdiction]]
    found = day
    while number:
        found -= datetime.timedelta(days=1)
        number -= found.weekday() < SATURDAY and found not in holidays
    return found


@cache
def _bank_holidays() -> dict[str, set[datetime.date]]:
    """By division. The library’s own reader would load an HTTP client, 4 MB of each process."""
    listed = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_bytes())
    return {
        division: {datetime.date.fromisoformat(each["date"]) for each in found["events"]}
        for division, found in listed.items()
    }
