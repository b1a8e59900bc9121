"""The register as data: JSON, CSV, citations, and their description, which all answers keep to."""

import csv
import io
import json
from urllib.robotparser import RobotFileParser

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import given
from hypothesis import settings as effort
from schemathesis.core.failures import FailureGroup

from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Page
from reviews.public.api import openapi, reading
from tests.public.test_review_page import full_review, with_attachments
from tests.support import factories as make
from tests.support.html import links, page_of
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def live(board=None, **fields):
    return make.make_live(make.open_review(board, **fields))


def data(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return json.loads(b"".join(response) if response.streaming else response.content)


@shared_start
def rich():
    """A review with everything."""
    return make.make_live(make.fill(make.open_review(path="reviews/scr-1", title="A & <B>")))


def test_a_review_as_data_states_what_its_page_does(client, rich):
    record = data(client, "/reviews/scr-1.json")
    assert record == data(client, f"/api/reviews/{rich.page_id}")
    assert record["title"] == "A & <B>"
    assert record["url"] == f"{settings.SITE_URL}/reviews/scr-1/"
    document = rich.attachments.exclude(document=None).first().document
    kept = next(row for row in record["documents"] if row["sha256"])
    assert (kept["sha256"], kept["size"]) == (document.sha256, document.size)
    assert len(record["actions"]) == rich.actions.count() > 0


def test_the_data_states_the_smaller_facts_of_a_page_too(client):
    live = make.carry_over(with_attachments(full_review()))
    record = data(client, f"/api/reviews/{live.page_id}")
    assert record["about"] == [
        {"name": "Child A", "description": "a toddler"},
        {"name": "Child B", "description": ""},
    ]
    stated = ("subtype", "reviewer", "methodology", "first_published_according_to")
    assert [record[name] for name in stated] == [
        *("extended", "Ada Reviewer", "Welsh model", "www.example.gov.uk")
    ]
    assert record["documents"][0]["also_contains"] == ["appendix"]
    action = record["actions"][0]
    assert (action["evidence"], action["impact"]) == ("Ninety people trained.", "Children say so.")


def test_nothing_but_what_is_live_is_in_the_data(client):
    first, draft = live(title="CANARY one"), make.open_review(title="CANARY draft")
    addresses = ["/api/reviews", "/register.json", f"/api/reviews/{first.page_id}"]
    for address in addresses:
        assert "CANARY one" in json.dumps(data(client, address))
        assert "CANARY draft" not in json.dumps(data(client, address))
    make.withdraw(first)
    assert "CANARY" not in json.dumps([data(client, address) for address in addresses[:2]])
    for page in (first.page_id, draft.page_id, 10**18, 10**30):
        assert client.get(f"/api/reviews/{page}").status_code == 404


def test_reviews_are_read_in_parts_that_leave_none_out(client):
    """By their ids, in whichever order their addresses are."""
    wanted = [live(path=f"reviews/{name}").page_id for name in "bdace"]
    address, found = "/api/reviews?limit=2", []
    while address:
        part = data(client, address)
        found += [record["id"] for record in part["reviews"]]
        address = part["next"] and part["next"].removeprefix(settings.SITE_URL)
    assert found == wanted
    assert [record["id"] for record in data(client, "/register.json")["reviews"]] == wanted


def test_filters_narrow(client):
    board = make.make_board()
    ours, other = live(board, review_type="sar"), live(review_type="scr")
    asked = {f"board={board.pk}": [ours], "type=scr": [other], "state=published": [ours, other]}
    asked |= {"year=1999": [], f"after={ours.page_id}": [other]}
    for query, wanted in asked.items():
        found = [record["id"] for record in data(client, f"/api/reviews?{query}")["reviews"]]
        assert found == [edition.page_id for edition in wanted], query


WRONG = ("limit=0", "limit=201", "limit=x", "after=-1", "type=x", "year=15", "year=2015-13", "x=1")
TWICE = "type=scr&year=2015&type=sar"


def test_an_empty_filter_is_none(client):
    assert client.get("/api/reviews?state=").status_code == 200


@pytest.mark.parametrize("query", [*WRONG, TWICE])
def test_what_is_asked_wrongly_is_answered_with_a_sentence(client, query):
    response = client.get(f"/api/reviews?{query}")
    assert response.status_code == 400
    assert json.loads(response.content)["error"].endswith(".")


@pytest.mark.parametrize(
    "address",
    [
        "/api/nothing",
        "/api/reviews/x",
        "/reviews/none.json",
        "/none.csv",
        "/none.atom",
        "/none.ris",
    ],
)
def test_programs_are_answered_in_their_own_form_where_nothing_is(client, address):
    response = client.get(address)
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (404, "*")
    assert response.json() == {"error": "There is nothing at this address."}


def test_programs_are_answered_in_their_own_form_of_what_was_withdrawn(client):
    """Not with the notice, which is a page and may answer 200."""
    board = make.make_board()
    gone = live(board, path="reviews/gone")
    listing = make.make_live(make.open_listing(board, path="list"))
    before = data(client, "/reviews/gone.json"), client.get("/list.csv").status_code
    make.withdraw(gone)
    make.withdraw(listing)
    assert (before[0]["id"], before[1]) == (gone.page_id, 200)
    for path, endings in (
        ("/reviews/gone", ("json", "bib", "ris")),
        ("/list", ("json", "csv", "atom")),
    ):
        assert b"withdrawn" in client.get(f"{path}/").content
        for ending in endings:
            response = client.get(f"{path}.{ending}")
            assert response.status_code == 410, ending
            assert response.json()["error"] == (
                "The page was withdrawn. Its notice is at this address with “/” in the place of "
                f"“.{ending}”."
            )


def test_researchers_programs_may_read_the_data_and_search_engines_leave_it_out(client, rich):
    """Programs that ask robots.txt first would otherwise read nothing."""
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    for address in (
        "/api/",
        "/api/reviews",
        "/register.json",
        "/search.json?q=a",
        "/reviews/scr-1.json",
    ):
        assert client.get(address)["X-Robots-Tag"] == "noindex", address
        assert rules.can_fetch("*", address) == ("search" not in address), address
    assert not rules.can_fetch("*", "/admin/")


def test_a_listing_can_be_had_as_json_and_as_a_table(client, rich):
    make.make_live(make.open_listing(path="all", title="All"))
    found = data(client, "/all.json")
    assert found["listing"]["title"] == "All"
    assert [record["id"] for record in found["reviews"]] == [rich.page_id]
    [row] = csv.DictReader(io.StringIO(client.get("/all.csv").content.decode()))
    assert row["title"] == "A & <B>"
    assert row["report_sha256"] == found["reviews"][0]["documents"][0]["sha256"]
    assert client.get("/all.json?limit=x").status_code == 400
    assert client.get("/all.bib").status_code == client.get("/reviews/scr-1.csv").status_code == 404


def test_a_review_can_be_cited(client):
    live(path="reviews/scr-1", title="50 % of {us} & #1_a")
    bibtex = client.get("/reviews/scr-1.bib").content.decode()
    board = Page.objects.get(path="reviews/scr-1").board.name
    assert bibtex.startswith(f"@techreport{{reviews-scr-1,\n  author = {{{{{board}}}}},\n")
    assert r"title = {50 \% of \{us\} \& \#1\_a}," in bibtex
    ris = client.get("/reviews/scr-1.ris").content.decode()
    assert ris.startswith("TY  - RPRT\r\nTI  - 50 % of {us} & #1_a\r\n")
    assert ris.endswith("ER  - \r\n")
    page = page_of(client.get("/reviews/scr-1/"))
    day = PartialDate.of(clock.now())
    for form in ("BibTeX", "JSON", "RIS"):
        assert client.get(links(page)[f"This page as {form}"]).status_code == 200
    stays = links(page)[f"http://127.0.0.1:8000/reviews/scr-1/on/{day}/"]
    assert "50 % of {us}" in client.get(stays).content.decode()


def test_other_websites_may_read_the_data_and_ask_whether_it_changed(client, rich):
    first = client.get("/api/reviews")
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/reviews", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert first["Access-Control-Expose-Headers"] == "ETag"
    for address in ("/api/reviews", "/reviews/scr-1.json", "/feeds.atom", "/themes/neglect.csv"):
        asked = client.options(address)
        assert (asked.status_code, asked["Access-Control-Allow-Headers"]) == (204, "If-None-Match")
        assert client.post(address).status_code == 405, address


def test_a_part_costs_the_same_however_many_reviews(client, django_assert_num_queries):
    for count in (1, 4):
        for _ in range(count):
            make.make_live(make.fill(make.open_review()))
        with django_assert_num_queries(9):
            data(client, "/api/reviews")


def test_the_whole_register_is_read_in_parts(client, monkeypatch, rich):
    live()
    monkeypatch.setattr(reading, "MOST", 1)
    assert len(data(client, "/register.json")["reviews"]) == 2


def test_a_live_page_states_its_address_and_what_it_is(client, rich):
    page = client.get("/reviews/scr-1/").content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/reviews/scr-1/">' in page
    written = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in written
    stated = json.loads(written)
    assert (stated["@type"], stated["name"]) == ("Report", "A & <B>")
    assert stated["encoding"][0]["contentUrl"].endswith(".pdf")


def test_a_link_that_is_shared_has_a_title_a_picture_and_no_cover(client, rich):
    """The four things that every page has by the Open Graph protocol, of which nothing is of the report."""
    for address, kind in (("/reviews/scr-1/", "article"), ("/", "website"), ("/cy/", "website")):
        page = page_of(client.get(address))
        stated = {
            each.get("property")[3:]: each.get("content")
            for each in page.xpath("//meta[starts-with(@property, 'og:')]")
        }
        assert (stated["type"], stated["url"]) == (kind, f"{settings.SITE_URL}{address}")
        assert stated["title"]
        assert stated["image"].startswith(f"{settings.SITE_URL}/static/shared-link")
        assert stated["image"].endswith(".png")
        assert not [each for each in stated.values() if ".webp" in each]


@pytest.fixture
def kept_connection(db):
    """The end of a request leaves the connection open, in which the test’s own rows are."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_is_as_it_is_described(rich, kept_connection):
    """Asked as it is described and as it is not; the review that there is, too."""
    make.make_live(make.open_listing(path="all"))
    schema = schemathesis.openapi.from_wsgi("/api/", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 6  # the description itself is not asked again
    for operation in operations:

        @effort(max_examples=10, deadline=None, database=None, derandomize=True)
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate()

        ask()
    known = schema["/api/reviews/{number}"]["GET"].Case(path_parameters={"number": rich.page_id})
    assert known.call_and_validate().status_code == 200


def test_an_answer_that_is_not_as_described_is_seen(rich, kept_connection, monkeypatch):
    monkeypatch.setitem(openapi.DATE, "pattern", "^never$")
    schema = schemathesis.openapi.from_wsgi("/api/", get_wsgi_application())
    known = schema["/api/reviews/{number}"]["GET"].Case(path_parameters={"number": rich.page_id})
    with pytest.raises(FailureGroup, match="Response violates schema"):
        known.call_and_validate()
