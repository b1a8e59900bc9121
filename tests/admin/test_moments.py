"""Days with a time, as people write them where the browser offers no calendar."""

import pytest
from django.core.exceptions import ValidationError

from reviews.admin.forms import HOW_TO_WRITE_A_MOMENT, MomentField


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-12-31T09:30", "2026-12-31T09:30:00+00:00"),
        ("2026-12-31 09:30:15", "2026-12-31T09:30:15+00:00"),
        ("31 December 2026 09:30", "2026-12-31T09:30:00+00:00"),
        ("Thursday 31 Dec 2026, at 9.30 am", "2026-12-31T09:30:00+00:00"),
        ("31/12/2026 9pm", "2026-12-31T21:00:00+00:00"),
        ("1.7.2027 12:05 AM", "2027-07-01T00:05:00+01:00"),
        ("1 July 2027 12pm", "2027-07-01T12:00:00+01:00"),
    ],
)
def test_a_moment_is_read_as_it_is_written(typed, moment):
    assert MomentField().clean(typed).isoformat() == moment


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        *((typed, HOW_TO_WRITE_A_MOMENT) for typed in ("noon", "31 December 2026", "x" * 300)),
        *(
            (typed, HOW_TO_WRITE_A_MOMENT)
            for typed in ("31/12/2026 25:00", "31/12/2026 09", "1/1/2027 13pm")
        ),
        ("31/02/2027 09:00", "There is no such day in the calendar."),
        ("December 2026 09:00", "Give the day too"),
        ("28 March 2027 1.30 am", "The clocks change in that hour"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_to_do(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        MomentField().clean(typed)
    assert refusal.value.messages[0].startswith(sentence)
