"""Listings: their order and months, filters asked for nonsense, and how many queries pages cost."""

import pytest

from reviews.lib.dates import PartialDate
from reviews.models import Action
from tests.support import factories as make
from tests.support.html import headings, links, main_of, only, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
LONG = "9" * 5000


@shared_start
def listing():
    """The address of a listing of serious case reviews and learning reviews of one board."""
    edition = make.open_listing(make.make_board(), path="list", review_types=["scr", "learning"])
    return make.make_live(edition)


def carried(listing, label, date, **fields):
    draft = make.open_bare_review(listing.page.board, label=label, **fields)
    return make.carry_over(draft, published=date)


def test_reviews_stand_under_the_month_that_is_known(client, listing):
    dates = ["2014-07-31", "unknown", "2014-07", "2012-11", "2014-02-28", "2013", "2014-07-01"]
    for date in dates:
        carried(listing, f"of {date}", date)
    assert headings(main_of(client.get("/list/")))[1:] == [
        ("h2", "July 2014"),
        ("h3", "of 2014-07-31"),
        ("h3", "of 2014-07-01"),
        ("h3", "of 2014-07"),
        ("h2", "February 2014"),
        ("h3", "of 2014-02-28"),
        ("h2", "2013"),
        ("h3", "of 2013"),
        ("h2", "November 2012"),
        ("h3", "of 2012-11"),
        ("h2", "Date not known"),
        ("h3", "of unknown"),
    ]


def test_a_day_that_is_known_is_shown(client, listing):
    for date in ("2014-07-31", "2014-06", "2013", "unknown"):
        carried(listing, date, date)
    lines = {
        text(entry.find("h3")): text(only(entry, "facts-line"))
        for entry in main_of(client.get("/list/")).find_class("entry")
    }
    kind = "Serious case review"
    assert lines == {
        "2014-07-31": f"{kind} Listed 31 July 2014 Listed without a document",
        "2014-06": f"{kind} Listed without a document",
        "2013": f"{kind} Listed without a document",
        "unknown": f"{kind} Listed without a document",
    }


def test_a_listing_shows_its_own_kinds_of_its_own_board(client, listing):
    carried(listing, "Ours", "2015")
    carried(listing, "Of another kind", "2015", review_type="dhr")
    make.make_live(make.open_bare_review(label="Of another board"))
    everything = make.make_live(make.open_listing(review_types=["scr", "dhr"]))
    ours = main_of(client.get("/list/"))
    assert [words for _, words in headings(ours)] == ["Serious case reviews", "2015", "Ours"]
    all_boards = main_of(client.get(everything.page.get_absolute_url()))
    assert {"Ours", "Of another kind", "Of another board"} < set(links(all_boards))


def test_an_empty_listing_says_so(client, listing):
    assert text(only(main_of(client.get("/list/")), "empty")) == (
        "No reviews are published here at present. They will be listed when they are."
    )


def test_what_a_sentence_leaves_out_is_listed_below_it(client, listing):
    draft = make.open_bare_review(
        listing.page.board,
        state="published",
        conducted_from=PartialDate("2014-04"),
        conducted_to=PartialDate("2015-02"),
    )
    make.attach(draft, make.make_document_row(), first_published=PartialDate("2015-08-03"))
    waits = {"slug": "", "state": "delayed", "state_reason": "an inquest is open"}
    make.attach(draft, kind="board_response", **waits)
    make.attach(draft, kind="action_plan", **waits)
    make.attach(draft, make.make_document_row(), kind="appendix", slug="appendix")
    make.make_live(draft)
    main = main_of(client.get("/list/"))
    assert "took place between April 2014 and February 2015. There’s an action plan" in text(
        only(main, "sentence")
    )
    assert [text(each) for each in main.find_class("attachment")] == [
        "Overview report (PDF, 1 KB, 1 page) Published 3 August 2015",
        "Board response Publication delayed: an inquest is open",
        "Action plan Publication delayed: an inquest is open",
        "Appendix (PDF, 1 KB, 1 page)",
    ]


def test_no_sentence_is_made_of_a_time_that_is_not_known(client, listing):
    draft = make.open_bare_review(
        listing.page.board,
        state="published",
        conducted_from=PartialDate("unknown"),
        conducted_to=PartialDate("2015-02"),
    )
    make.attach(draft, make.make_document_row())
    make.make_live(draft)
    main = main_of(client.get("/list/"))
    assert main.find_class("sentence") == []
    assert "Conducted until February 2015" in text(only(main, "facts-line"))


@shared_start
def two_reviews(listing):
    carried(listing, "Child S", "2015-08")
    carried(listing, "Child L", "2014-01", review_type="learning")


FILTERED = {
    "": ["Child S", "Child L"],
    "year=2014": ["Child L"],
    "year=2015&type=scr": ["Child S"],
    "type=learning": ["Child L"],
    "year=&type=&page=": ["Child S", "Child L"],
    "year=2015&year=2014": ["Child L"],
    "year=2014&type=scr": [],
    "colour=red&page=1": ["Child S", "Child L"],
}


def test_a_listing_is_filtered_by_year_and_type(client, two_reviews):
    for query, found in FILTERED.items():
        main = main_of(client.get(f"/list/?{query}"))
        assert [words for level, words in headings(main) if level == "h3"] == found, query
        assert main.find_class("notice") == [], query
        if not found:
            assert text(only(main, "empty")) == "No review matches. Show all reviews"


LEFT_OUT = {
    "year=99999": ["99999"],
    "year=abc": ["abc"],
    "year=2016": ["2016"],
    "year=unknown": ["unknown"],
    "year=201": ["201"],
    "year=2015%00": ["2015"],
    "year=%00": [""],
    "year=%25": ["%"],
    "year=%ff%fe": ["��"],
    "year=%e2%80%ae5102": ["5102"],
    "year=2015&year=x&type=y": ["x", "y"],
    "type=SCR": ["SCR"],
    "type=dhr": ["dhr"],
    "type=<script>alert(1)</script>": ["<script>alert(1)</script>"],
    "type=' OR 1=1 --": ["' OR 1=1 --"],
    f"year={LONG}": [f"{LONG[:39]}…"],
    "year=x&type=y&state=z&page=3": ["x", "y", "z"],
}


def test_nonsense_is_left_out_and_said_so(client, two_reviews):
    notice = "“{}” is not a year, type or other filter of this list".format
    for query, left_out in LEFT_OUT.items():
        response = client.get(f"/list/?{query}")
        assert response.status_code == 200, query
        main = main_of(response)
        parts = "; ".join(map(notice, left_out))
        assert text(only(main, "notice")) == f"{parts}, so it was left out.", query
        assert [words for level, words in headings(main) if level == "h3"] == ["Child S", "Child L"]


def publish_with_parts(board, attachments=1):
    """A public review with every kind of part, and so many documents and actions."""
    draft = make.fill(make.open_bare_review(board, state="published"))
    for number in range(1, attachments):
        make.attach(draft, make.make_document_row(), slug=f"document-{number}")
        Action.objects.create(edition=draft, action="Train.", lead_agency="The board")
    return make.make_live(draft)


@pytest.mark.parametrize("count", [3, 15])
def test_a_listing_costs_as_many_queries_however_long(
    client, listing, django_assert_num_queries, count
):
    for _ in range(count):
        publish_with_parts(listing.page.board)
    with django_assert_num_queries(18):
        response = client.get("/list/")
    assert len(main_of(response).find_class("entry")) == count


@pytest.mark.parametrize("count", [3, 15])
def test_a_history_and_home_cost_as_many_queries_however_long(
    client, listing, django_assert_num_queries, count
):
    for _ in range(count):
        publish_with_parts(listing.page.board)
    with django_assert_num_queries(12):
        assert len(main_of(client.get("/list/history/")).find_class("update")) == count + 1
    with django_assert_num_queries(14):
        assert len(links(main_of(client.get("/")))) == min(count, 5) + 4


@pytest.mark.parametrize("attachments", [1, 8])
def test_a_review_costs_as_many_queries_however_full(
    client, django_assert_num_queries, attachments
):
    address = publish_with_parts(make.make_board(), attachments).page.get_absolute_url()
    with django_assert_num_queries(20):
        response = client.get(address)
    main = main_of(response)
    assert len(main.find_class("attachment")) == attachments
    assert len(main.findall(".//table[@class='plan']/tbody/tr")) == attachments
