import calendar
import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.admin.forms import WrittenDateField
from reviews.lib.dates import (
    FOUR_DIGITS,
    HOW_TO_WRITE,
    LONDON,
    ONE_DATE,
    UNKNOWN,
    PartialDate,
    as_words,
    london_date,
)
from reviews.models import Edition
from reviews.models.partial_date import PartialDateFormField
from tests.support import factories as make

NO_SUCH_DAY = f"There is no such day in the calendar. {HOW_TO_WRITE}"
UTC = ZoneInfo("UTC")

days = st.dates().map(datetime.date.isoformat)
known = st.builds(lambda day, length: PartialDate(day[:length]), days, st.sampled_from([4, 7, 10]))
partial_dates = known | st.just(PartialDate(UNKNOWN))


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("14 June 2017", "2017-06-14"),
        ("4 Oct 2018", "2018-10-04"),
        (" 04  october\t2018 ", "2018-10-04"),
        ("29 February 2016", "2016-02-29"),
        ("June 2017", "2017-06"),
        ("june, 2017", "2017-06"),
        ("2017", "2017"),
        ("2017-06-14", "2017-06-14"),
        ("2017-06", "2017-06"),
        *((typed, "unknown") for typed in ("unknown", "UNKNOWN")),
        ("30/09/2027", "2027-09-30"),
        ("3/4/2018", "2018-04-03"),
        ("04.10.2018", "2018-10-04"),
        ("04-10-2018", "2018-10-04"),
        ("10/2018", "2018-10"),
        ("4th October 2018", "2018-10-04"),
        ("1st Jan. 2018", "2018-01-01"),
        ("the 2nd of March, 2018", "2018-03-02"),
        ("Thursday 4 October 2018", "2018-10-04"),
        ("Thursday, 4th October 2018", "2018-10-04"),
        ("thu 4 oct 2018", "2018-10-04"),
        ("Sept 2017", "2017-09"),
        ("14 Sept. 2017", "2017-09-14"),
        ("2015", "2015"),
        ("the 14 June 2017", "2017-06-14"),
        ("1st Sept. 2017", "2017-09-01"),
        ("4 October 2018.", "2018-10-04"),
        ("4-Oct-2018", "2018-10-04"),
        ("Oct-2018", "2018-10"),
        ("October 4, 2018", "2018-10-04"),
        ("Thursday, Oct 4th 2018", "2018-10-04"),
        ("2018/10/04", "2018-10-04"),
        ("5th day of October 2020", "2020-10-05"),
        *((typed, "2018-10-04") for typed in ("04–10–2018", "4 / 10 / 2018", "4 – 10 – 2018")),
        ("date not known", "unknown"),
        ("2009-10", "2009-10"),
    ],
)
def test_what_people_type_is_read(typed, iso):
    assert PartialDate.parse(typed) == PartialDate(iso)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", HOW_TO_WRITE),
        ("  ", HOW_TO_WRITE),
        (",", HOW_TO_WRITE),
        ("soon", HOW_TO_WRITE),
        ("14/06/17", FOUR_DIGITS),
        ("14 June 17", FOUR_DIGITS),
        ("June 17", FOUR_DIGITS),
        ("June ’17", FOUR_DIGITS),
        ("Friday October 2018", HOW_TO_WRITE),
        ("June '17", FOUR_DIGITS),
        ("4-Oct-18", FOUR_DIGITS),
        ("October 32, 2018", NO_SUCH_DAY),
        ("2015-16", ONE_DATE),
        ("2015–16", ONE_DATE),
        ("2009/10", ONE_DATE),
        ("2009–10", ONE_DATE),
        ("2015 - 2016", ONE_DATE),
        ("Q3 2015", HOW_TO_WRITE),
        ("31/02/2015", NO_SUCH_DAY),
        ("09/30/2027", NO_SUCH_DAY),
        ("13/2015", NO_SUCH_DAY),
        ("14/06/2017/1", HOW_TO_WRITE),
        ("17", HOW_TO_WRITE),
        ("June 2017-03", HOW_TO_WRITE),
        ("Juno 2017", HOW_TO_WRITE),
        ("early June 2017", HOW_TO_WRITE),
        ("014 June 2017", HOW_TO_WRITE),
        ("2017-6-4", HOW_TO_WRITE),
        ("2017-06-14-01", HOW_TO_WRITE),
        ("٢٠١٧", HOW_TO_WRITE),
        ("٤ June 2017", HOW_TO_WRITE),
        ("31 June 2017", NO_SUCH_DAY),
        ("29 February 2017", NO_SUCH_DAY),
        ("0 June 2017", NO_SUCH_DAY),
        ("2017-00", NO_SUCH_DAY),
        ("2017-13", ONE_DATE),
        ("2017-06-00", NO_SUCH_DAY),
        ("0000", NO_SUCH_DAY),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        PartialDate.parse(typed)


@pytest.mark.parametrize("typed", ["0201", "4 October 1018", "06/1899", "0217-06-14", "2105"])
def test_a_year_of_which_no_review_speaks_is_taken_for_a_slip(typed):
    stored = PartialDate.parse(typed)
    with pytest.raises(ValueError, match=f"^{stored.iso[:4]} is not a likely year: check it."):
        PartialDate.typed(typed)
    for year in ("1900", "2099"):
        assert PartialDate.typed(year) == PartialDate(year)
    assert not PartialDate.typed("unknown").is_known


@pytest.mark.parametrize("field", [PartialDateFormField(), WrittenDateField()])
def test_every_field_for_a_date_says_so(field):
    with pytest.raises(ValidationError, match="0201 is not a likely year"):
        field.clean("4 October 0201")
    assert str(field.clean("4 October 2018")) == "2018-10-04"


def outcome(typed):
    try:
        return PartialDate.parse(typed)
    except ValueError as refusal:
        return str(refusal)


@given(st.text() | st.from_regex(r"[0-9]{1,3} ?[A-Za-z]{3,9}\.? [0-9]{2,5}", fullmatch=True))
def test_whatever_is_typed_is_a_date_or_a_sentence(typed):
    found = outcome(typed)
    assert isinstance(found, PartialDate) or found in {
        HOW_TO_WRITE,
        NO_SUCH_DAY,
        FOUR_DIGITS,
        ONE_DATE,
    }


@pytest.mark.parametrize(
    ("iso", "precision", "parts", "shown", "machine"),
    [
        ("2018-10-04", "day", (2018, 10, 4), "4 October 2018", "2018-10-04"),
        ("2015-08", "month", (2015, 8, None), "August 2015", "2015-08"),
        ("2015", "year", (2015, None, None), "2015", "2015"),
        ("unknown", "unknown", (None, None, None), "date not known", ""),
    ],
)
def test_a_date_says_no_more_than_is_known(iso, precision, parts, shown, machine):
    date = PartialDate(iso)
    assert (date.year, date.month, date.day) == parts
    assert (date.precision, as_words(date), date.machine) == (precision, shown, machine)
    assert date.is_known == (iso != UNKNOWN)


@given(st.dates())
def test_numbers_are_read_with_the_day_first(day):
    for sign in "/.-":
        typed = f"{day.day}{sign}{day.month}{sign}{day.year:04}"
        assert PartialDate.parse(typed) == PartialDate(day.isoformat())


@given(st.dates(), st.sampled_from(list(calendar.day_name)))
def test_a_day_of_the_week_is_passed_over(day, name):
    typed = f"{name} {day.day} {day:%B} {day.year:04}"
    assert PartialDate.parse(typed).iso == day.isoformat()


@given(known)
def test_what_is_shown_reads_as_the_same_date(date):
    assert PartialDate.parse(as_words(date)) == date


def test_a_date_is_written_in_the_language_in_use():
    dates = [PartialDate(iso) for iso in ("2018-10-04", "2018-10", "2018")]
    with translation.override("cy"):
        assert [as_words(date) for date in dates] == ["4 Hydref 2018", "Hydref 2018", "2018"]


@given(partial_dates)
def test_the_text_of_a_date_is_its_stored_form(date):
    assert str(date) == date.iso


@given(partial_dates)
def test_the_stored_form_reads_as_the_same_date(date):
    assert PartialDate.parse(date.iso) == PartialDate(date.iso) == date


@given(known, known)
def test_known_dates_are_ordered_as_their_days_are(one, other):
    if len(one.iso) == len(other.iso):
        assert (one < other) == (
            (one.year, one.month or 0, one.day or 0)
            < (other.year, other.month or 0, other.day or 0)
        )
    assert (one < other) + (other < one) + (one == other) == 1


@given(known)
def test_a_longer_form_comes_after_the_shorter_one_it_begins_with(date):
    for length in (4, 7):
        if length < len(date.iso):
            assert PartialDate(date.iso[:length]) < date


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *(("2015-07", "2015-06", True), ("2016", "2015-12-31", True)),
        *(("2015-06", "2015-06", False), ("2014", "2015", False)),
        *(("2015", "2015-06", False), ("2015", UNKNOWN, False), (UNKNOWN, "2015", False)),
    ],
)
def test_a_date_is_after_another_only_if_that_is_certain(one, other, expected):
    assert PartialDate(one).is_after(PartialDate(other)) is expected


@given(known)
def test_the_unknown_comes_before_everything_known(date):
    unknown = PartialDate(UNKNOWN)
    assert unknown < date
    assert not date < unknown
    assert max(unknown, date) == date


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # Winter: London keeps UTC.
        ("2018-01-14T23:59:59.999999+00:00", "2018-01-14"),
        ("2018-01-15T00:00:00+00:00", "2018-01-15"),
        # Summer: London is an hour ahead of it.
        ("2018-07-14T22:59:59.999999+00:00", "2018-07-14"),
        ("2018-07-14T23:00:00+00:00", "2018-07-15"),
        # The nights on which the clocks change.
        ("2018-03-24T23:59:59+00:00", "2018-03-24"),
        ("2018-03-25T22:59:59+00:00", "2018-03-25"),
        ("2018-03-25T23:00:00+00:00", "2018-03-26"),
        ("2018-10-27T22:59:59+00:00", "2018-10-27"),
        ("2018-10-27T23:00:00+00:00", "2018-10-28"),
        ("2018-10-28T23:59:59+00:00", "2018-10-28"),
        # Written in another zone.
        ("2018-07-15T08:00:00+09:00", "2018-07-15"),
        ("2018-07-15T07:59:59+09:00", "2018-07-14"),
    ],
)
def test_the_day_is_londons(moment, day):
    moment = datetime.datetime.fromisoformat(moment)
    assert london_date(moment) == datetime.date.fromisoformat(day)
    assert PartialDate.of(moment) == PartialDate(day)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_the_same_day(fold):
    half_past_one = datetime.datetime(2018, 10, 28, 1, 30, tzinfo=LONDON, fold=fold)
    assert half_past_one.astimezone(UTC).hour == fold
    assert london_date(half_past_one) == datetime.date(2018, 10, 28)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(partial_dates | st.none())
def test_the_database_gives_back_the_date_that_it_was_given(date):
    draft = make.open_plain()
    Edition.objects.filter(pk=draft.pk).update(first_published=date)
    draft.refresh_from_db()
    assert draft.first_published == date


@pytest.mark.django_db
def test_text_order_in_the_database_is_the_order_of_time():
    isos = ["unknown", "2015", "2015-08", "2015-08-31", "2015-09", "2016-01-01", "2018-10-04"]
    for iso in reversed(isos):
        make.change(make.open_plain(), first_published=PartialDate(iso))
    rows = Edition.objects.order_by("first_published")
    assert [row.first_published.iso for row in rows] == [*isos[1:], UNKNOWN]
