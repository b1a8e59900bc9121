"""Dates that are only partly known, as reports and old web pages state them."""

import calendar
import datetime
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from reviews.lib import welsh_dates

LONDON = ZoneInfo("Europe/London")
UNKNOWN = "unknown"
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number}
MONTHS |= {"sept": 9}
MONTHS |= {name: number for number in range(1, 13) for name in welsh_dates.month_forms(number)}
WEEKDAYS = [name.lower() for name in (*calendar.day_name, *calendar.day_abbr)]
WEEKDAYS += ["tues", "weds", "thur", "thurs", *welsh_dates.WEEKDAYS]
ENDINGS = ("st", "nd", "rd", "th", *welsh_dates.ENDINGS)
gettext_noop("July")  # which Django misspells in Welsh
FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}
_DASH = "‐‑‒–—−-"  # word processors make each of them of a hyphen
_WEEKDAY = rf"(?:(?:dd?ydd )?(?:{'|'.join(WEEKDAYS)}) )?(?:the |yr? )?"
_DAY = rf"(?P<day>[0-9]{{1,2}})(?:{'|'.join(ENDINGS)})?"
_YEAR = r"(?P<year>[0-9]{4}|’?[0-9]{2})"  # two digits only to be refused
# “Friday, the 4th of October 2018”, “4-Oct-2018”, “Sept 2017”, “dydd Iau 4ydd o Hydref 2018”.
IN_WORDS = re.compile(
    rf"(?:{_WEEKDAY}{_DAY}[ {_DASH}](?:(?:day )?of |o (?:fis )?)?)?(?P<month>[a-z]+)[ {_DASH}]{_YEAR}"
)
# “October 4th, 2018”: with its name the month is known, wherever it stands.
MONTH_FIRST = re.compile(rf"{_WEEKDAY}(?P<month>[a-z]+) {_DAY} {_YEAR}")
# “04.10.2018”, “4/10/2018”, “10/2018”: the day comes first, always.
IN_NUMBERS = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}}) ?[/.{_DASH}] ?)?(?P<month>[0-9]{{1,2}}) ?[/.{_DASH}] ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
# “2018/10/04”: nobody puts the year first and then the day.
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[/.](?P<month>[0-9]{1,2})[/.](?P<day>[0-9]{1,2})")
# “2015-16”, “2009/10”, “2015 – 2016”. “2009-10” is the stored form of October 2009.
TWO_YEARS = re.compile(
    r"[0-9]{4}(?:(?: ?[/–] ?| - )(?:[0-9]{4}|[0-9]{2})|-(?:[0-9]{4}|1[3-9]|[2-9][0-9]))"
)
NOT_KNOWN = {"not known", "date not known"}
HOW_TO_WRITE = (
    "Write the date as 14 June 2017 or 14/06/2017 (the day first), as June 2017 if only the month is "
    "known, as 2017 if only the year is, or as “unknown”."
)
HOW_TO_WRITE_A_DAY = "Write the date as 14 June 2017 or 14/06/2017 (the day first)."
ONE_DATE = f"These look like two years, and one date belongs here. {HOW_TO_WRITE}"
FOUR_DIGITS = "Write the year with four digits, as in 14 June 2017."
LIKELY_YEARS = range(1900, 2100)


def london_date(moment: datetime.datetime) -> datetime.date:
    """The calendar day in the United Kingdom at ``moment``."""
    return moment.astimezone(LONDON).date()


def _iso(*, year: str, month: str, day: str | None) -> str:
    """The stored form of what was typed. Raises ValueError with a sentence."""
    number = MONTHS.get(month, month)
    if not str(number).isdecimal():
        raise ValueError(HOW_TO_WRITE)
    if len(year) != len("2017"):
        raise ValueError(FOUR_DIGITS)
    return f"{year}-{int(number):02}" + (f"-{int(day):02}" if day else "")


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year, or known only to exist.

    ``iso`` is its stored form (``2017-06-14``, ``2017-06``, ``2017`` or ``unknown``). Known dates sort
    as text in the order of time; as text, ``unknown`` comes after them.
    """

    iso: str

    def __post_init__(self) -> None:
        if self.iso == UNKNOWN:
            return
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", self.iso):
            raise ValueError(HOW_TO_WRITE)
        self._check_calendar()

    def _check_calendar(self) -> None:
        try:
            datetime.date(*[*map(int, self.iso.split("-")), 1, 1][:3])
        except ValueError:
            raise ValueError(f"There is no such day in the calendar. {HOW_TO_WRITE}") from None

    @classmethod
    def of(cls, moment: datetime.datetime) -> "PartialDate":
        return cls(london_date(moment).isoformat())

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read what a person typed. Raises ValueError with a sentence that says how to write it.

        A day of the week may stand before the date. It is not compared with it: the pages that
        dates are copied from get it wrong often, and the date is what counts.
        """
        words = " ".join(re.sub(r"[,\s]+|(?<=[a-z])\.", " ", text.lower().rstrip(". ")).split())
        words = UNKNOWN if words in NOT_KNOWN else re.sub("['‘]", "’", words)
        forms = (IN_WORDS, MONTH_FIRST, IN_NUMBERS, YEAR_FIRST)
        typed = next(filter(None, (form.fullmatch(words) for form in forms)), None)
        if typed is None and TWO_YEARS.fullmatch(words):
            raise ValueError(ONE_DATE)
        return cls(_iso(**typed.groupdict()) if typed else words)

    @classmethod
    def typed(cls, text: str) -> "PartialDate":
        """Like ``parse``; a year that no review speaks of is a slip of the keys: 0201, 1017, 2105."""
        date = cls.parse(text)
        if date.is_known and date.year not in LIKELY_YEARS:
            years = f"{LIKELY_YEARS[0]} to {LIKELY_YEARS[-1]}"
            raise ValueError(
                f"{date.iso[:4]} is not a likely year: check it. A date here is in {years}."
            )
        return date

    @property
    def is_known(self) -> bool:
        return self.iso != UNKNOWN

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year`` or ``unknown``."""
        return (["year", "month", "day"][self.iso.count("-")]) if self.is_known else UNKNOWN

    def _part(self, index: int) -> int | None:
        parts = self.iso.split("-") if self.is_known else []
        return int(parts[index]) if len(parts) > index else None

    @property
    def year(self) -> int | None:
        return self._part(0)

    @property
    def month(self) -> int | None:
        return self._part(1)

    @property
    def day(self) -> int | None:
        return self._part(2)

    @property
    def last_day(self) -> datetime.date | None:
        """The latest day that it can mean: a month is over at its end. None when it is unknown."""
        if not self.is_known:
            return None
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def machine(self) -> str:
        """The value of an HTML ``datetime`` attribute; empty when the date is unknown."""
        return self.iso if self.is_known else ""

    def __str__(self) -> str:
        """The stored form; as_words() is for readers."""
        return self.iso

    def __lt__(self, other: "PartialDate") -> bool:
        """Earlier than; what is unknown comes before everything known."""
        return (self.is_known, self.iso) < (other.is_known, other.iso)

    def is_after(self, other: "PartialDate") -> bool:
        """Later for certain: of 2015 and June 2015 nobody can say which is, nor of what is unknown."""
        both = self.is_known and other.is_known
        return both and other < self and not self.iso.startswith(other.iso)


def as_words(date: PartialDate) -> str:
    """“4 October 2018”, “October 2018”, “2018” or “date not known”, by the formats of the language in use."""
    if not date.is_known:
        return gettext("date not known")
    first_day = datetime.date(date.year, date.month or 1, date.day or 1)
    return date_format(first_day, FORMATS[date.precision])
