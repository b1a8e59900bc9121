"""A history of many changes goes by the year, a year of many in parts, and none is left out."""

from collections import Counter

import pytest

from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.public import history, history_parts
from reviews.public.history_parts import part_of
from tests.support import factories as make
from tests.support.html import links, main_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
ADDRESS = "/list/history/"


@shared_start
def listing():
    listing = make.make_live(make.open_listing(path="list", title="List"))
    for published in ("2015-08", "2016-02", "2016-03"):
        make.carry_over(make.open_bare_review(title=f"Of {published}"), published, published)
    return listing


def test_a_long_history_is_shown_by_the_year(client, monkeypatch, listing):
    now = clock.now()
    whole = history.entries(listing, at=now)
    assert "?year=" not in client.get(ADDRESS).content.decode()
    monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", 4)
    years = part_of(listing, {}, at=now).years
    assert years == (now.year, 2016, 2015)
    parts = [part_of(listing, {"year": str(year)}, at=now) for year in years]
    found = [history.entries(listing, at=now, part=part) for part in parts]
    assert [entry for part in found for entry in part] == whole
    assert "Of 2016-02" not in client.get(f"{ADDRESS}?year=2015").content.decode()
    page = client.get(f"{ADDRESS}?year=2016").content.decode()
    assert 'aria-current="true">2016<' in page
    assert page.count("Of 2016-02") > 0
    for asked in ("1999", "x", "", "9" * 30):
        shown = client.get(f"{ADDRESS}?year={asked}").content.decode()
        assert f'aria-current="true">{now.year}<' in shown


def parts_of(client, address):
    """The changes on each page on the way from this one to the earliest, as their words."""
    while address:
        main = main_of(client.get(address))
        yield [text(each) for each in main.xpath(".//li[@class='update']")]
        address = links(main).get("Earlier changes")
        address = address and ADDRESS + address


def test_a_year_of_many_changes_is_shown_in_parts(client, monkeypatch, listing):
    """One carried over with the date of that very day, one withdrawn: several changes of an edition, on two pages."""
    today = london_date(clock.now()).isoformat()
    make.carry_over(make.open_bare_review(title="Of today"), today, today)
    make.withdraw(make.make_live(title="Withdrawn later"))
    year = f"{ADDRESS}?year={today[:4]}"
    (whole,) = parts_of(client, ADDRESS)
    for most in (1, 2, 3):
        monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", most)
        found = list(parts_of(client, year))
        everything = Counter(each for part in found for each in part)
        assert everything == Counter(each for each in whole if today[:4] in each[:20])
        # What one edition changed at one moment stays together: carried over, and both its dates.
        assert max(map(len, found)) < 2 * most + 2
        assert len(found) > 1
    first = main_of(client.get(f"{year}&part=1"))
    assert "Part 1 of" in text(first)
    assert "Earlier changes" not in links(first)
    assert "Later changes" in links(first)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "", "9" * 30, "%00", "٣"])
def test_a_part_that_there_is_not_is_the_latest(client, monkeypatch, listing, asked):
    monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", 1)
    year = clock.now().year
    latest = text(main_of(client.get(f"{ADDRESS}?year={year}")))
    assert text(main_of(client.get(f"{ADDRESS}?year={year}&part={asked}"))) == latest
    assert text(main_of(client.get(f"{ADDRESS}?year={year}&part=1"))) != latest


def test_a_part_stays_what_it_is_when_more_follows(client, monkeypatch, listing):
    monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", 2)
    address = f"{ADDRESS}?year={clock.now().year}&part=1"
    (before, *_) = parts_of(client, address)
    for number in range(3):
        make.make_live(label=f"Child {number}")
    (after, *_) = parts_of(client, address)
    assert after == before
