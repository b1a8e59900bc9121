"""A history of many changes goes by the year, and leaves none out."""

import pytest

from reviews.lib import clock
from reviews.public import history
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_a_long_history_is_shown_by_the_year(client, monkeypatch):
    listing = make.make_live(make.open_listing(path="list", title="List"))
    for published in ("2015-08", "2016-02", "2016-03"):
        draft = make.open_bare_review(title=f"Of {published}")
        make.carry_over(draft, published, published)
    whole = history.entries(listing, at=clock.now())
    address = "/list/history/"
    assert "?year=" not in client.get(address).content.decode()
    monkeypatch.setattr(history, "MOST_ON_ONE_PAGE", 3)
    now = clock.now()
    years = history.years(listing, at=now)
    assert years == [now.year, 2016, 2015]
    parts = [history.entries(listing, at=now, year=year) for year in years]
    assert [entry for part in parts for entry in part] == whole
    assert "Of 2016-02" not in client.get(f"{address}?year=2015").content.decode()
    page = client.get(f"{address}?year=2016").content.decode()
    assert 'aria-current="true">2016<' in page
    assert page.count("Of 2016-02") > 0
    for asked in ("1999", "x", "", "9" * 30):
        assert (
            f'aria-current="true">{now.year}<'
            in client.get(f"{address}?year={asked}").content.decode()
        )
