import datetime

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from reviews.compliance import terms
from reviews.lib.dates import PartialDate

KNOWN = BankHolidays(use_cached_holidays=True)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2015-08-31", 12, "2016-08-31"),
        ("2016-02-29", 12, "2017-03-01"),
        ("2016-02-29", 48, "2020-02-29"),
        ("2015-01-31", 1, "2015-03-01"),
        ("2015-12-31", 2, "2016-03-01"),
        ("2015-12-15", 1, "2016-01-15"),
    ],
)
def test_a_term_of_months_never_ends_early(day, months, then):
    found = terms.add_months(datetime.date.fromisoformat(day), months)
    assert found == datetime.date.fromisoformat(then)


@given(DAYS, st.integers(0, 240))
def test_the_end_is_that_day_or_the_first_of_the_month_after(day, months):
    found = terms.add_months(day, months)
    whole = found.year * 12 + found.month - day.year * 12 - day.month
    assert (whole, found.day) in {(months, day.day), (months + 1, 1)}


@given(DAYS, st.integers(0, 60))
def test_working_days_before_are_so_many_working_days(day, number):
    found = terms.working_days_before(day, number, jurisdiction="england")
    between = (found + datetime.timedelta(days=n) for n in range((day - found).days))
    assert sum(KNOWN.is_work_day(each, "england-and-wales") for each in between) == number


def test_bank_holidays_are_those_of_the_nation():
    after = datetime.date(2025, 1, 3)
    assert terms.working_days_before(after, 1, jurisdiction="england") == datetime.date(2025, 1, 2)
    assert terms.working_days_before(after, 1, jurisdiction="scotland") == datetime.date(
        2024, 12, 31
    )


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2015-08", "2015-08-31"),
        ("2016-02", "2016-02-29"),
        ("2015", "2015-12-31"),
        ("2015-08-04", "2015-08-04"),
    ],
)
def test_a_partly_known_date_counts_from_its_last_day(date, day):
    assert terms.last_day(PartialDate(date)) == datetime.date.fromisoformat(day)


def test_an_unknown_date_counts_from_nowhere():
    assert terms.last_day(PartialDate("unknown")) is None


@pytest.mark.parametrize(
    ("day", "months"), [("9999-12-31", 12), ("9999-01-31", 11 * 12), ("9999-12-30", 1)]
)
def test_a_term_never_ends_beyond_the_calendar(day, months):
    begun = datetime.date.fromisoformat(day)
    assert terms.add_months(begun, months) == datetime.date.max
    assert terms.add_weeks(begun, 12 * months) == datetime.date.max


def test_weeks_are_of_seven_days():
    assert terms.add_weeks(datetime.date(2016, 2, 27), 12) == datetime.date(2016, 5, 21)
