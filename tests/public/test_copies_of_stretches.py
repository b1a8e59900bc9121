"""What no date divides is copied as far as it goes, and answered at addresses with a query."""

import pytest
from django.test import RequestFactory

from reviews.lib import public_changes
from reviews.public.last_good.answer import last_good
from reviews.public.last_good.copying import copies
from reviews.public.last_good.shelf import Stamp, shelf
from tests.public.test_stretches import crowded, of_2015, of_name  # noqa: F401
from tests.public.test_turned_listings import listing, shown_in  # noqa: F401
from tests.support.html import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def copied(crowded, listing, settings, tmp_path):  # noqa: F811
    """The copies of a list of seven reviews of a month, eight of a year and four without a date, three a page."""
    for number in range(4):
        of_name(listing, f"Child U{number}", "unknown")
    settings.DATA_DIR, settings.LAST_GOOD_MINUTES = tmp_path, 60
    shelf().put("list", copies("list"), until=None)
    shelf().put_stamp(Stamp(public_changes.counter(tmp_path).value().hex(), "", 0, ""))


def answered(address):
    return last_good(RequestFactory().get(address))


def walked(address):
    names = []
    while address:
        main = main_of(answered(address))
        names += shown_in(main)
        way = main.xpath(".//p[contains(@class, 'paging')]//a[@rel='next']/@href")
        address = way[0] if way else ""
    return names


def test_every_part_of_a_list_is_answered_from_the_copies(copied):
    of_year = [f"Child M{n}" for n in range(7)] + [f"Child Y{n}" for n in range(8)]
    undated = [f"Child U{n}" for n in range(4)]
    assert walked("/list/2015/") == of_year
    assert walked("/cy/list/2015/") == of_year
    assert walked("/list/?year=undated") == undated
    assert answered("/list/2015/?from=reviews%2Fchild-m3")["Warning"].startswith("110")
    for narrowed in ("?type=scr", "?from=reviews%2Fchild-m1", "?from=nothing", "?q=a", "?%00"):
        assert answered(f"/list/2015/{narrowed}") is None, narrowed
