"""What no date divides is copied as far as it goes, and answered at addresses with a query."""

import pytest
from django.test import RequestFactory

from reviews.lib import clock, public_changes
from reviews.public import history_parts
from reviews.public import listing as public_listing
from reviews.public.last_good import contents
from reviews.public.last_good.answer import last_good
from reviews.public.last_good.copying import copies
from reviews.public.last_good.shelf import Stamp, shelf
from tests.public.test_long_histories import parts_of
from tests.public.test_stretches import crowded, of_2015, of_name  # noqa: F401
from tests.public.test_turned_listings import listing, shown_in  # noqa: F401
from tests.support import factories as make
from tests.support.html import links, main_of, only
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def copies_of_list(listing, of_2015):  # noqa: F811
    """Of seven reviews of a month, eight of a year and four without a date, three a page."""
    for number in range(4):
        of_name(listing, f"Child U{number}", "unknown")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(public_listing, "MOST_ON_ONE_PAGE", 3)
        return copies("list")


@pytest.fixture
def copied(copies_of_list, crowded, settings, tmp_path):  # noqa: F811
    settings.DATA_DIR, settings.LAST_GOOD_MINUTES = tmp_path, 60
    shelf().put("list", copies_of_list, until=None)
    shelf().put_stamp(Stamp(public_changes.counter(tmp_path).value().hex(), "", 0, ""))


def is_copied(path):
    shelf().put(path, copies(path), until=None)


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


class Copies:
    """In the place of a client: answers from the copies alone."""

    get = staticmethod(answered)


def test_every_part_of_a_long_history_is_answered_from_the_copies(client, copied, monkeypatch):
    make.make_live(label="Child Z")
    monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", 4)
    assert contents.behind(["list", "reviews/child-u1"]) == ["list/history"]
    year = clock.now().year
    latest = f"/list/history/?year={year}"
    assert answered(latest) is None
    is_copied("list/history")
    parts = list(parts_of(Copies, latest))
    assert len(parts) > 2
    assert parts == list(parts_of(client, latest))
    for earlier in ("/list/history/?year=2015", f"/cy{latest}", f"/cy{latest}&part=1"):
        assert answered(earlier).content == client.get(earlier).content
    assert answered(f"{latest}&part=99") is None


def test_a_history_that_fits_on_one_page_has_nothing_behind_it(copied, copies_of_list):
    assert copies("list/history") == {}
    assert "/list/history/" in copies_of_list


def test_a_review_of_many_editions_may_have_a_long_history(copied, monkeypatch):
    assert contents.behind(["reviews/child-u1"]) == []
    monkeypatch.setattr(contents, "FEW_EDITIONS", 0)
    assert contents.behind(["reviews/child-u1", "nothing"]) == ["reviews/child-u1/history"]


def test_the_years_of_a_theme_are_answered_from_the_copies(client, listing, copied):  # noqa: F811
    for name, date in (("Child R", "2015-08"), ("Child S", "2014"), ("Child V", "unknown")):
        make.carry_over(make.give_themes(make.open_bare_review(title=name), "neglect"), date, date)
    assert "themes/neglect" in contents.behind([contents.SITE])
    assert contents.behind(["themes"]) == []
    theme = main_of(client.get("/themes/neglect/"))
    years = [way for words, way in links(only(theme, "rail")).items() if "year=" in way]
    assert len(years) == 3
    assert [answered(year) for year in years] == [None] * 3
    is_copied("themes/neglect")
    for year in years:
        for address in (year, f"/cy{year}"):
            assert answered(address).content == client.get(address).content
    assert answered("/themes/neglect/?year=2013") is None
