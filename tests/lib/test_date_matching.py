"""A date is found in whatever form it is written, and no other date is."""

import datetime

import pytest

from reviews.lib.date_matching import date_of
from reviews.lib.name_matching import Text


def found(wanted, text: str) -> bool:
    return wanted.is_in(Text(text))


DATES = [
    *("3/4/2012", "03/04/2012", "03.04.12", "3-4-2012", "3 April 2012", "3rd April 2012"),
    *(
        "3rd of April, 2012",
        "April 3, 2012",
        "April 3rd 2012",
        "2012-04-03",
        "20120403",
        "03042012",
    ),
    *("4/3/2012", "3 Apr 2012", "3 Apr. ’12", "3\nApril\n2012", "03 / 04 / 2012", "3 Ebrill 2012"),
    *(
        "third of April 2012",
        "3.iv.2012",
        "3rd day of April 2012",
        "2012 April 3",
        "03–04–2012",
        "3-APR-2012",
    ),
]
NEAR_MISSES = [
    "13/4/2012",
    "3/4/2013",
    "3 April 2021",
    "30/4/2012",
    "3 May 2012",
    "April 2012",
    "3/4/20123",
]


@pytest.mark.parametrize("text", DATES)
def test_each_form_of_a_date_is_found(text):
    assert found(date_of(datetime.date(2012, 4, 3)), f"born on {text}, in London")


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_another_date_is_not_found(text):
    assert not found(date_of(datetime.date(2012, 4, 3)), f"born on {text}, in London")


def test_days_in_words_are_found():
    assert found(date_of(datetime.date(2012, 9, 21)), "the twenty-first of September 2012")
    assert found(date_of(datetime.date(2012, 9, 30)), "the thirtieth of Sept 2012")
    assert not found(date_of(datetime.date(2012, 9, 21)), "the first of September 2012")


@pytest.mark.parametrize("year", [1980, 2012])
def test_a_month_with_its_year_is_no_day(year):
    days = [datetime.date(year, 5, day) for day in range(1, 32)]
    assert not any(
        found(date_of(day), f"In May {year}, and in {year} May, she moved") for day in days
    )
    for text in (f"May 20 {year}", f"May 20th{year}", f"May 20,{year}", f"May 20’{year % 100}"):
        assert found(date_of(datetime.date(year, 5, 20)), text)


@pytest.mark.parametrize(
    "text",
    [
        "first",
        "second",
        "ninth",
        "tenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "thirty first",
    ],
)
def test_a_day_in_words_is_one_day(text):
    said = f"the {text} of May 2012"
    days = [day for day in range(1, 32) if found(date_of(datetime.date(2012, 5, day)), said)]
    assert len(days) == 1
    assert found(date_of(datetime.date(2012, 5, days[0])), f"May the {text} 2012")
