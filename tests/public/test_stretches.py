"""What no date divides any further is shown so many reviews at a time, each page from a review on."""

import pytest

from reviews.public import listing as public_listing
from tests.public.test_listing import carried
from tests.public.test_turned_listings import listing, shown_in  # noqa: F401
from tests.support import factories as make
from tests.support.html import links, main_of, only, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def of_2015(listing):  # noqa: F811
    """Seven reviews of one month and eight of a year."""
    of_month = [of_name(listing, f"Child M{n}", "2015-08") for n in range(7)]
    return of_month + [of_name(listing, f"Child Y{n}", "2015") for n in range(8)]


@pytest.fixture
def crowded(of_2015, monkeypatch):
    """They, where a page has three."""
    monkeypatch.setattr(public_listing, "MOST_ON_ONE_PAGE", 3)
    return of_2015


def of_name(listing, name, date):  # noqa: F811
    """A review whose address is like its name: reviews of one date go by their addresses."""
    return carried(listing, name, date, path=f"reviews/{name.lower().replace(' ', '-')}")


def walked(client, address, direction="next"):
    """The names on each page on the way from this one."""
    seen = []
    while address:
        main = main_of(client.get(address))
        seen.append(shown_in(main))
        way = main.xpath(f".//p[contains(@class, 'paging')]//a[@rel='{direction}']/@href")
        address = way[0] if way else ""
    return seen


def test_a_month_of_many_is_shown_from_review_to_review(client, crowded):
    names = [f"Child M{n}" for n in range(7)]
    assert walked(client, "/list/2015/08/") == [names[:3], names[3:6], names[6:]]
    first = main_of(client.get("/list/2015/08/"))
    assert "Reviews 1 to 3 of 7." in text(first)
    assert text(only(first, "paging")) == "Next 3 reviews, from Child M3 on"
    second = main_of(client.get(links(first)["Next 3 reviews, from Child M3 on"]))
    assert "Reviews 4 to 6 of 7." in text(second)
    assert links(second)["Previous 3 reviews, from Child M0 on"] == "/list/2015/08/"
    last = main_of(client.get(links(second)["Next 1 review, from Child M6 on"]))
    assert text(only(last, "paging")) == "Previous 3 reviews, from Child M3 on"


def test_a_year_without_months_leaves_none_out(client, crowded):
    everything = [f"Child M{n}" for n in range(7)] + [f"Child Y{n}" for n in range(8)]
    for address in ("/list/", "/list/2015/"):
        pages = walked(client, address)
        assert [name for page in pages for name in page] == everything
        assert {len(page) for page in pages} == {3}
    last = f"/list/2015/?from={crowded[12].page.path}"
    back = walked(client, last, "prev")
    assert [name for page in reversed(back) for name in page] == everything


def test_a_page_begins_where_it_did_whatever_comes_before_it(client, crowded, listing):  # noqa: F811
    address = f"/list/?from={crowded[4].page.path}"
    before = shown_in(main_of(client.get(address)))
    assert before == ["Child M4", "Child M5", "Child M6"]
    carried(listing, "Child N", "2016-01")
    make.withdraw(crowded[0])
    after = main_of(client.get(address))
    assert shown_in(after) == before
    assert "Reviews 5 to 7 of 15." in text(after)


def test_it_is_narrowed_and_said_in_welsh(client, crowded):
    narrowed = main_of(client.get("/list/2015/08/?type=scr"))
    following = links(narrowed)["Next 3 reviews, from Child M3 on"]
    assert following.startswith("/list/2015/08/?type=scr&from=")
    assert shown_in(main_of(client.get(following)))[0] == "Child M3"
    welsh = main_of(client.get("/cy/list/2015/08/"))
    assert "Adolygiadau 1 hyd 3 o 7." in text(welsh)
    following = links(welsh)["Y 3 adolygiad nesaf, o Child M3 ymlaen"]
    assert following.startswith("/cy/list/2015/08/?from=")
    assert only(welsh, "paging").find(".//span").get("lang") == "en-GB"


@pytest.mark.parametrize("asked", ["reviews/never", "%00", "%27", "x" * 3000, "%F0%9F%98%80", "12"])
def test_a_review_that_is_not_in_the_list_begins_nothing(client, crowded, asked):
    response = client.get(f"/list/2015/08/?from={asked}")
    main = main_of(response)
    assert shown_in(main) == ["Child M0", "Child M1", "Child M2"]
    assert "so it was left out." in text(only(main, "notice"))


def test_a_draft_begins_nothing(client, crowded):
    draft = make.open_bare_review(crowded[0].page.board, label="CANARY")
    main = main_of(client.get(f"/list/?from={draft.page.path}"))
    assert shown_in(main) == ["Child M0", "Child M1", "Child M2"]
    unknown = main_of(client.get("/list/?from=reviews/never"))
    words = text(only(main, "notice")).replace(draft.page.path, "reviews/never")
    assert words == text(only(unknown, "notice"))


def test_the_reviews_of_a_theme_and_without_a_date_go_the_same_way(client, crowded, listing):  # noqa: F811
    for number in range(4):
        of_name(listing, f"Child U{number}", "unknown")
    undated = walked(client, "/list/?year=undated")
    assert [name for page in undated for name in page] == [f"Child U{n}" for n in range(4)]
