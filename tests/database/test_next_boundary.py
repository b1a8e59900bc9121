"""Until when ready-made pages stay as they are: the next beginning or end of any period, or of the day."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection

from reviews import workflow
from reviews.lib import clock
from reviews.models import Banner
from tests.support import bypass
from tests.support import factories as make
from tests.support.append_only_rows import make_former_address

pytestmark = pytest.mark.django_db

MORNING = datetime.fromisoformat("2050-06-01T09:00Z")  # everything that is made here lies before it
MIDNIGHT = datetime.fromisoformat("2050-06-01T23:00Z")  # in London
LATER = MORNING + timedelta(hours=3)
FEW_ROWS = "reviews_banner"  # nobody shows thousands of them


def next_boundary(moment: datetime) -> datetime:
    return bypass.sql("SELECT reviews_next_boundary(%s)", moment)[0][0]


def edition_begins():
    make.make_live(make.open_plain(), at=LATER)


def edition_ends():
    bypass.update(make.make_live(make.open_plain()), live_until=LATER)


def banner_begins():
    workflow.announce(Banner(message="Later.", live_from=LATER), by=make.make_user())


def banner_ends():
    banner = workflow.announce(Banner(message="Now."), by=make.make_user())
    bypass.update(banner, live_until=LATER)


def address_begins():
    bypass.update(make_former_address(), live_from=LATER, agreed_by=make.make_user())


def address_ends():
    bypass.update(make.former_address(make.open_plain().page), live_until=LATER)


PERIODS = (edition_begins, edition_ends, banner_begins, banner_ends, address_begins, address_ends)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.__name__)
def test_any_period_that_begins_or_ends_is_a_boundary(period):
    assert next_boundary(MORNING) == MIDNIGHT
    period()
    assert next_boundary(MORNING) == LATER
    assert next_boundary(LATER) == MIDNIGHT  # it has come
    assert next_boundary(clock.now()) < MORNING  # the first of several: today's end


def test_the_next_boundary_is_found_in_indexes():
    """However many periods have been, of 100,000 reviews too."""
    ((asked,),) = bypass.sql("SELECT prosrc FROM pg_proc WHERE proname = 'reviews_next_boundary'")
    with connection.cursor() as cursor:
        # So that it does not matter how many rows other tests left, nor what PostgreSQL knows of them.
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute("EXPLAIN " + re.sub(r"\bmoment\b", "now()", asked))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert len(re.findall("Index (?:Only )?Scan", plan)) == 4
    assert set(re.findall(r"Seq Scan on (\w+)", plan)) == {FEW_ROWS}
    assert "Sort" not in plan
