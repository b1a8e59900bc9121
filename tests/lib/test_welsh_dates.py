"""Dates as people write them in Welsh are read from a form and found in a text."""

import datetime
import re

import pytest

from reviews.lib.date_matching import date_of
from reviews.lib.dates import HOW_TO_WRITE, PartialDate
from reviews.lib.name_matching import Text


def found(wanted, text: str) -> bool:
    return wanted.is_in(Text(text))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("4 Hydref 2018", "2018-10-04"),
        ("Mehefin 2017", "2017-06"),
        ("4ydd o Hydref 2018", "2018-10-04"),
        ("1af Ionawr 2019", "2019-01-01"),
        ("Dydd Mawrth, 5ed o Fawrth 2019", "2019-03-05"),
        ("Mawrth 5 Mawrth 2019", "2019-03-05"),
        ("Mawrth 5, 2019", "2019-03-05"),
        ("yr 21ain o fis Orffennaf 2019", "2019-07-21"),
        ("Ragfyr 2018", "2018-12"),
    ],
)
def test_what_people_type_is_read(typed, iso):
    assert PartialDate.parse(typed) == PartialDate(iso)


@pytest.mark.parametrize("typed", ["dydd Mawrth 2019", "bai 2019"])
def test_other_words_are_no_months(typed):
    with pytest.raises(ValueError, match=f"^{re.escape(HOW_TO_WRITE)}$"):
        PartialDate.parse(typed)


@pytest.mark.parametrize(
    "text",
    [
        *("3ydd o Ebrill 2012", "3 o Ebrill 2012", "y 3ydd o fis Ebrill, 2012", "3YDD EBRILL 2012"),
        *("y trydydd o Ebrill 2012", "Ebrill 3ydd 2012", "3ydd o Ebrill ’12"),
    ],
)
def test_each_form_of_a_date_in_welsh_is_found(text):
    assert found(date_of(datetime.date(2012, 4, 3)), f"ganwyd {text}, yn Llanelli")
    assert not found(date_of(datetime.date(2012, 4, 23)), f"ganwyd {text}, yn Llanelli")


@pytest.mark.parametrize(
    ("month", "text"),
    [
        *((3, "o Fawrth"), (5, "o Fai"), (6, "o Fehefin"), (7, "o Orffennaf"), (9, "o Fedi")),
        *((11, "o Dachwedd"), (12, "o Ragfyr"), (2, "o Chwefror")),
    ],
)
def test_welsh_months_are_found_with_their_first_letter_changed(month, text):
    assert found(date_of(datetime.date(2012, month, 5)), f"y 5ed {text} 2012")
    assert not found(date_of(datetime.date(2012, 10, 5)), f"y 5ed {text} 2012")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        *(
            (1, "y cyntaf"),
            (2, "yr ail"),
            (5, "y pumed"),
            (6, "6ed"),
            (10, "y degfed"),
            (15, "y pymthegfed"),
        ),
        *(
            (17, "yr ail ar bymtheg"),
            (21, "yr unfed ar hugain"),
            (25, "y pumed ar\nhugain"),
            (20, "20fed"),
        ),
        *(
            (30, "y degfed ar hugain"),
            (31, "yr unfed ar ddeg ar hugain"),
            (11, "11eg"),
            (22, "22ain"),
        ),
    ],
)
def test_days_in_welsh_words_are_found_and_no_others(day, text):
    said = f"ganwyd {text} o Fai 2012"
    days = [
        number for number in range(1, 32) if found(date_of(datetime.date(2012, 5, number)), said)
    ]
    assert days == [day]
