"""A long listing is turned by the year, and a long year by the month."""

import pytest

from reviews.lib import clock
from reviews.public import listing as public_listing
from reviews.public.last_good import contents
from tests.public.test_listing import carried
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def listing():
    """A listing of serious case reviews at /list/."""
    return make.make_live(make.open_listing(make.make_board(), path="list", review_types=["scr"]))


def shown_in(main) -> list[str]:
    return [text(entry.find("h3")) for entry in main.find_class("entry")]


def test_a_long_listing_is_turned_year_by_year(client, listing, monkeypatch):
    monkeypatch.setattr(public_listing, "MOST_ON_ONE_PAGE", 10)
    for year in (1990, 1995, 1999):
        for number in range(4):
            carried(listing, f"Child {year} {number}", f"{year}-{number + 1:02}")
    carried(listing, "Child at an unknown time", "unknown")
    first = main_of(client.get("/list/"))
    assert {name[:10] for name in shown_in(first)} == {"Child 1999", "Child 1995"}
    assert len(shown_in(first)) == 8
    assert text(only(first, "paging")) == "Earlier: 1990, 4 reviews"
    assert links(first)["1990"] == links(first)["Earlier: 1990, 4 reviews"] == "/list/1990/"
    assert "The latest of 13 reviews. Go by year to see the others." in text(first)
    second = main_of(client.get("/list/1990/"))
    assert text(second.find(".//h1")) == "Serious case reviews, 1990"
    assert {name[:10] for name in shown_in(second)} == {"Child 1990"}
    assert text(only(second, "paging")) == (
        "Earlier: Date not known, 1 review Later: 1995, 4 reviews"
    )
    undated = main_of(client.get(links(first)["Date not known"]))
    assert shown_in(undated) == ["Child at an unknown time"]
    # The months of a year are jumped to.
    anchors = {address for address in links(second).values() if address.startswith("#m")}
    assert len(anchors) == 4
    assert all(second.get_element_by_id(anchor[1:]) is not None for anchor in anchors)


@shared_start
def year(listing):
    """2015 has four reviews a month, and one of which no month is known."""
    for month in ("03", "07", "08", "12"):
        for number in range(4):
            carried(listing, f"Child {month} {number}", f"2015-{month}-1{number}")
    carried(listing, "Child of 2015", "2015")
    carried(listing, "Child of 2014", "2014-05")


@pytest.fixture
def long_year(year, monkeypatch):
    """More than fit on a page."""
    monkeypatch.setattr(public_listing, "MOST_ON_ONE_PAGE", 10)


def months_in(main) -> list[str]:
    return [text(month.find("h2")) for month in main.find_class("month")]


@pytest.mark.parametrize("address", ["/list/", "/list/2015/"])
def test_a_long_year_begins_with_its_latest_months(client, long_year, address):
    main = main_of(client.get(address))
    assert months_in(main) == ["December 2015", "August 2015", "2015"]
    assert len(shown_in(main)) == 9
    assert "reviews. Go by year or month to see the others." in text(main)
    assert text(only(main, "paging")) == "Earlier: July 2015, 4 reviews"
    found = links(main)
    assert found["Earlier: July 2015, 4 reviews"] == found["July 2015"] == "/list/2015/07/"
    assert not any(to.startswith("#m") for to in found.values())


def test_its_months_have_pages_that_lead_on(client, long_year):
    seen, way = [], "/list/2015/12/"
    while way:
        page = main_of(client.get(way))
        seen.append(months_in(page))
        way = next((to for words, to in links(page).items() if words.startswith("Earlier")), None)
    assert seen[:4] == [[f"{name} 2015"] for name in ("December", "August", "July", "March")]
    assert seen[4:] == [["May 2014"]]
    july = client.get("/list/2015/07/")
    assert text(main_of(july).find(".//h1")) == "Serious case reviews, July 2015"
    assert text(only(main_of(july), "paging")) == (
        "Earlier: March 2015, 4 reviews Later: August 2015, 4 reviews"
    )
    assert links(main_of(july))["2015"] == "/list/2015/"
    above = links(only(page_of(july), "crumbs"))
    assert above == {"Register": "/", "Serious case reviews": "/list/", "2015": "/list/2015/"}
    above = links(only(page_of(client.get("/cy/list/2015/")), "crumbs"))
    assert above == {"Cofrestr": "/cy/", "Serious case reviews": "/cy/list/"}
    assert "Go by year" not in text(main_of(july))
    page = july.content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/list/2015/07/">' in page
    assert 'hreflang="cy" href="http://127.0.0.1:8000/cy/list/2015/07/"' in page
    assert '<meta property="og:title" content="Serious case reviews, July 2015">' in page
    welsh = main_of(client.get("/cy/list/2015/07/"))
    assert text(welsh.find(".//h1")) == "Serious case reviews, Gorffennaf 2015"
    for gone in ("/list/2015/01/", "/list/2015/13/", "/list/2015/7/", "/list/2015/07/10/"):
        assert client.get(gone).status_code == 404, gone


def test_there_are_copies_of_years_and_of_the_months_of_long_ones(long_year, monkeypatch):
    monkeypatch.setattr(contents, "MOST_ON_ONE_PAGE", 10)
    found = contents.addresses("list", at=clock.now())
    months = [f"2015/{month}/" for month in ("03", "07", "08", "12")]
    below = [
        f"{base}{date}" for base in ("/list/", "/cy/list/") for date in ("2014/", "2015/", *months)
    ]
    assert [each for each in found if "/20" in each] == below


def test_a_month_is_narrowed_as_a_year_is(client, long_year):
    narrowed = main_of(client.get("/list/2015/07/?type=scr"))
    assert len(shown_in(narrowed)) == 4
    assert links(narrowed)["August 2015"] == "/list/2015/08/?type=scr"
    data = links(narrowed)["These reviews as JSON"]
    assert data == "/list.json?year=2015-07&type=scr"
    assert [row["first_published"] for row in client.get(data).json()["reviews"]] == [
        f"2015-07-1{number}" for number in range(4)
    ]
    assert client.get("/list.json?year=2015-7").status_code == 400
    unknown = main_of(client.get("/list/?year=2015-09"))
    assert "“2015-09” is not a year" in text(only(unknown, "notice"))


@pytest.mark.parametrize("address", ["/list/2013/", "/list/0000/", "/list/99999/", "/2015/"])
def test_a_year_without_reviews_is_no_page(client, listing, address):
    carried(listing, "Child S", "2015-08")
    assert client.get("/list/2015/").status_code == 200
    answer, nothing = client.get(address), client.get("/never/anything/")
    assert (answer.status_code, answer.content) == (404, nothing.content)


def test_a_year_of_a_withdrawn_review_is_no_page_any_more(client, listing):
    live = carried(listing, "Child S", "2015-08")
    assert client.get("/list/2015/").status_code == 200
    make.withdraw(live)
    assert client.get("/list/2015/").status_code == 404


def test_a_year_leads_to_no_year_of_another_list(client, listing):
    """The list in Welsh is a page of its own, which lists nothing of 2015."""
    carried(listing, "Child S", "2015-08")
    given = {"language": "cy", "version_of": listing.page, "review_types": ["cpr"]}
    make.make_live(make.open_listing(listing.page.board, path="rhestr", **given))
    alternate = '<link rel="alternate" hreflang="{}" href="http://127.0.0.1:8000{}">'.format
    whole = client.get("/list/").content.decode()
    assert alternate("cy", "/rhestr/") in whole
    assert alternate("en-GB", "/list/") in whole
    assert 'hreflang="cy" href="http' not in client.get("/list/2015/").content.decode()
