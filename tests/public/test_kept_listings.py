"""Filtered listings from what a process keeps: the same pages, few statements, and never an earlier state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.lib import clock
from reviews.models import Page
from reviews.public import listing as public_listing
from reviews.public.kept import memory
from tests.support import factories as make
from tests.support.html import main_of, text

QUERIES = ("?type=scr", "?year=2015", "?type=scr&year=2014", "?colour=red", "?type=x&year=y")
# What is rendered once for all filters differs by the year of the address, the language, and the rules of
# publication that the reviews which are left follow.
ADDRESSES = [
    *(f"/list/{query}" for query in (*QUERIES, "?type=dhr", "2015/?type=scr", "2014/?type=scr")),
    *("/cy/list/?type=scr", "/cy/list/2015/?type=scr"),
]


@pytest.fixture
def listed(committed, settings):
    """The reviews of a listing at /list/, in a database in which everything is committed."""
    settings.READY_PAGES = True
    make.make_live(make.open_listing(path="list", review_types=["scr", "dhr"]))
    rows = [
        ("Child A", "2015-08", "scr"),
        ("Child A", "2014-01", "scr"),
        ("Adult B", "2015", "dhr"),
    ]
    found = []
    for label, date, kind in rows:
        draft = make.open_bare_review(label=label, review_type=kind)
        make.attach(draft, make.make_document_row(text=["Words."]))
        found.append(make.carry_over(draft, published=date))
    return found


def asked(client, query) -> tuple[str, int]:
    return read(client, f"/list/{query}")


def read(client, address) -> tuple[str, int]:
    """The page, and how many statements it cost."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode(), len(queries)


def test_filtered_pages_are_the_same_from_memory_and_cost_two_statements(client, listed, settings):
    settings.READY_PAGES = False
    fresh = {address: read(client, address)[0] for address in ADDRESSES}
    settings.READY_PAGES = True
    assert asked(client, "?all=1")[1] > 10
    for _ in range(2):
        for address in ADDRESSES:
            page, _ = read(client, address)
            assert page == fresh[address], address
    assert [asked(client, query)[1] for query in QUERIES] == [2] * len(QUERIES)
    assert [asked(client, f"{query}&page=2")[1] for query in QUERIES] == [2] * len(QUERIES)


def test_where_a_page_begins_costs_one_statement_more(client, listed, monkeypatch):
    monkeypatch.setattr(public_listing, "MOST_ON_ONE_PAGE", 1)
    query = f"?from={listed[1].page.path}"
    first, _ = asked(client, query)
    assert "Review 3 of 3." in first
    assert asked(client, query) == (first, 3)


def test_the_years_of_a_list_are_counted_once(client, listed, settings):
    settings.READY_PAGES = False
    years = ("/list/2015/", "/list/2014/", "/cy/list/2014/")
    fresh = {address: read(client, address) for address in years}
    settings.READY_PAGES = True
    for _ in range(2):
        assert {address: read(client, address)[0] for address in years} == {
            address: page for address, (page, _) in fresh.items()
        }
    assert all(read(client, address)[1] < fresh[address][1] for address in years)
    # What nobody can narrow by them is not kept: whole pages are, in front of this.
    assert not [key for _, key in memory.at(clock.now())._values if key[0] in ("entry", "facts")]


def test_what_is_changed_shows_at_once_and_what_is_withdrawn_is_gone(client, listed):
    first, second, third = listed
    assert "2 of 2 of this name" in asked(client, "?all=1")[0]
    make.withdraw(second)
    assert "Child A" in text(main_of(client.get("/list/?all=1")))
    assert "of this name" not in asked(client, "?all=1")[0]
    draft = workflow.open_edition(third.page, by=make.make_user()).as_kind
    make.make_live(make.change(draft, summary="A canary."))
    assert "A canary." in asked(client, "?all=1")[0]
    make.withdraw(third)
    assert "canary" not in asked(client, "?all=1")[0]
    make.withdraw(first)
    assert "Child A" not in asked(client, "?all=1")[0]
    draft = workflow.open_edition(Page.objects.get(path="list"), by=make.make_user())
    make.make_live(make.change(draft.as_kind, summary="None until Monday."))
    assert "None until Monday." in asked(client, "?all=1")[0]


def test_nothing_is_kept_of_another_moment_or_before_a_commit(listed, settings):
    assert memory.at(clock.now()).lasts
    assert memory.at(clock.now()) is memory.at(clock.now())
    assert not memory.at(clock.now() - timedelta(days=1)).lasts
    settings.READY_PAGES = False
    assert not memory.at(clock.now()).lasts
