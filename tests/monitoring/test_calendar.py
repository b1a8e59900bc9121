"""The state of a day on which one edition follows another."""

import datetime

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import LONDON, london_date
from reviews.models import AvailabilityCheck
from reviews.monitoring import calendar
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("files", "state"), [(0, "not checked"), (1, "available")])
def test_an_edition_that_ended_at_midnight_is_not_asked_for_the_next_day(files, state):
    first = make.make_live(make.open_bare_review())
    day = london_date(clock.now()) + datetime.timedelta(days=2)
    midnight = datetime.datetime.combine(day, datetime.time(), tzinfo=LONDON)
    draft = workflow.open_edition(first.page, by=make.make_user()).as_kind
    make.attach(draft, make.make_document_row())
    make.make_live(draft, at=midnight)
    at = midnight + datetime.timedelta(hours=12)
    for address in ["", "overview-report.pdf"][: 1 + files]:
        AvailabilityCheck.objects.create(
            page=first.page,
            address=f"/{first.page.path}/{address}",
            at=at,
            status=200,
            size=1,
            was_available=True,
        )
    latest = calendar.months(first.page, at=at)[0].days[-1]
    assert (latest.date, latest.state) == (day, state)
