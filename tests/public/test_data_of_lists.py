"""The data of a list is that of the reviews which the list shows, however it is narrowed, and of a search alike."""

import csv
import io
import json
from urllib.parse import quote

import pytest

from reviews.lib.dates import PartialDate
from reviews.models import Action, ReviewEdition
from tests.public.test_search import publish
from tests.support import factories as make
from tests.support.html import links, main_of, page_of
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    """Of the reviews in the JSON or the table at an address."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    content = response.content.decode()
    if ".csv" in address:
        return [row["title"] for row in csv.DictReader(io.StringIO(content))]
    return [record["title"] for record in json.loads(content)["reviews"]]


def shown(client, address: str) -> list[str]:
    return sorted(heading.text_content() for heading in main_of(client.get(address)).iter("h3"))


@shared_start
def various():
    board = make.make_board()
    make.make_live(make.open_listing(board, path="list", review_types=["scr", "sar"]))
    given = {
        "Child A": {"first_published": PartialDate("2015"), "state": "published"},
        "Child B": {"first_published": PartialDate("2016-02"), "review_type": "sar"},
        "Plentyn C": {"language": "cy", "state": "delayed", "state_reason": "achos llys"},
    }
    for label, fields in given.items():
        draft = make.open_bare_review(board, label=label, summary="Neglect.", **fields)
        if label == "Child A":
            make.attach(draft, make.make_document_row(text=["Neglect by everybody."]))
            make.give_themes(draft, "neglect")
            late = {"due": PartialDate("2016"), "action": "Train.", "lead_agency": "All"}
            Action.objects.create(edition=draft, recommendation="Listen.", **late)
        make.make_live(draft)
    old = make.open_bare_review(board, label="Child D", summary="Neglect.")
    make.carry_over(old, "unknown")
    return board


def test_a_narrowed_list_leads_to_its_own_data(client, various):
    asked = (
        *("state=delayed", "language=cy", "type=sar", "year=2015", "year=undated"),
        *("theme=neglect", "overdue=yes", f"board={various.pk}", "type=scr&language=cy"),
    )
    for query in asked:
        page = f"/list/?{query}"
        expected = shown(client, page)
        assert 0 < len(expected) <= 4
        offered = links(main_of(client.get(page)))
        for name in ("CSV", "JSON"):
            assert sorted(titles(client, offered[f"These reviews as {name}"])) == expected, query
    whole = main_of(client.get("/list/"))
    assert "These reviews as CSV" not in links(whole)


@pytest.mark.parametrize("address", ["/list/", "/themes/neglect/"])
def test_what_leads_to_the_data_of_a_whole_list_says_so_where_it_is_narrowed(
    client, various, address
):
    """Also where the foot of the page is kept in memory, in whatever order they are asked for."""
    narrowed, tables = [f"{address}?year=2015", *[f"{address}2015/"][: address == "/list/"]], []
    for asked, said in [
        (address, "This page"),
        *((each, "The whole list") for each in narrowed),
    ] * 2:
        offered = links(page_of(client.get(asked)))
        other = {"This page": "The whole list", "The whole list": "This page"}[said]
        assert f"{other} as CSV" not in offered, asked
        tables.append(offered[f"{said} as CSV"])
    assert set(tables) == {f"{address[:-1]}.csv"}


def test_a_search_can_be_had_as_data(client, various):
    page = "/search?q=neglect&type=scr"
    offered = links(main_of(client.get(page)))
    assert offered["These reviews as JSON"] == "/search.json?q=neglect&type=scr"
    assert (
        b'<link rel="alternate" type="text/csv" href="/search.csv?q=neglect'
        in client.get(page).content
    )
    for name in ("CSV", "JSON"):
        found = titles(client, offered[f"These reviews as {name}"])
        assert sorted(found) == shown(client, page) == ["Child A", "Child D", "Plentyn C"]
    assert titles(client, "/api/reviews?q=everybody") == ["Child A"]
    assert titles(client, "/search.json?q=nowhere") == []
    assert client.get("/search.json?q=neglect")["X-Robots-Tag"] == "noindex"


def test_a_theme_can_be_had_as_data_narrowed_as_its_page_is(client, various):
    head = client.get("/themes/neglect/").content.decode()
    for ending, form in (("json", "application/json"), ("csv", "text/csv")):
        address = f"/themes/neglect.{ending}"
        assert f'<link rel="alternate" type="{form}" href="{address}"' in head
        assert titles(client, address) == shown(client, "/themes/neglect/") == ["Child A"]
        assert titles(client, f"{address}?state=delayed") == []
    offered = links(main_of(client.get("/themes/neglect/?year=2015")))
    assert offered["These reviews as CSV"] == "/themes/neglect.csv?year=2015"
    assert titles(client, offered["These reviews as JSON"]) == ["Child A"]
    make.withdraw(ReviewEdition.objects.get(page__kind="review", attachments__isnull=False))
    assert titles(client, "/themes/neglect.json") == []
    for nothing in ("/themes/nothing.json", "/themes/neglect.bib", "/themes/a%00.csv"):
        assert client.get(nothing).status_code == 404


def test_what_is_not_live_is_in_no_data_of_a_search(client):
    kept = publish("Child A", "A canary.")
    make.withdraw(publish("Child B", "A canary."))
    make.make_live(make.open_review(title="Canary"), at=make.clock.now() + make.DAY)
    make.open_review(title="Canary")
    for address in ("/search.json?q=canary", "/search.csv?q=canary", "/api/reviews?q=canary"):
        assert titles(client, address) == [kept.heading]


@shared_start
def listing():
    return make.make_live(make.open_listing(path="list"))


@pytest.mark.usefixtures("listing")
@pytest.mark.parametrize(
    "query",
    [
        *("theme=%00", "theme=a/b", "language=%00", "overdue=no", "year=%D9%A2015", "x=1"),
        *("board=%00", "type=%00", "limit=%00"),
    ],
)
@pytest.mark.parametrize(
    "address",
    ["/api/reviews?", "/search.json?q=x&", "/list.csv?", "/list.json?", "/themes/neglect.csv?"],
)
def test_what_is_no_filter_is_refused_in_words(client, address, query):
    response = client.get(address + query)
    assert response.status_code == 400
    assert json.loads(response.content)["error"].endswith(".")


@pytest.mark.parametrize("asked", ["", " ", "\0", "\u200b"])
def test_a_search_for_nothing_finds_nothing(client, asked):
    publish("Child A", "Neglect.")
    for ending in ("csv", "json"):
        assert titles(client, f"/search.{ending}?q={quote(asked)}") == []


def test_the_data_of_a_search_costs_the_same_however_much_it_finds(
    client, django_assert_num_queries
):
    for count in (1, 4):
        for number in range(count):
            publish(f"Child {count} {number}", "Neglect.")
        # What it finds, with a savepoint and a limit; then as /api/reviews.
        with django_assert_num_queries(9 + 3):
            titles(client, "/search.json?q=neglect")
