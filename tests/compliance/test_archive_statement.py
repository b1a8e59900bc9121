"""How long a report stays: stated by the rule that governs its review, and only if that is verified."""

import datetime

import pytest

from reviews.compliance import archive_statement
from reviews.compliance.rule_lookup import governing_rules
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import PublicationRule, ReviewEdition
from tests.support import factories as make
from tests.support.html import main_of, only, text

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"


@pytest.fixture
def board(db):
    return make.make_board(name="Newtown Board")


def rule(**fields) -> PublicationRule:
    given = {
        "jurisdiction": "england",
        "review_type": "sar",
        "guidance": "A guidance (2020)",
        "minimum_months": 6,
        "citation": "A guidance (2020), page 9.",
        "in_force_from": datetime.date(2020, 1, 1),
        "is_verified": True,
    }
    return PublicationRule.objects.create(**given | fields)


def publish(board, published="2020-08-31", **fields):
    given = {"review_type": "sar", "path": "reviews/scr-1"} | fields
    return make.carry_over(make.open_review(board, **given), published=published)


def stated(client, address=REVIEW) -> list[str]:
    return [text(each) for each in main_of(client.get(address)).find_class("archive")]


def test_the_statement_is_made_from_the_rule(client, board):
    rule()
    publish(board)
    assert stated(client) == [
        "This report had to be kept on this website for at least 6 months from its first "
        "publication, until 1 March 2021. It is still here. The rule: A guidance (2020), page 9."
    ]


def test_what_follows_the_term_is_stated_where_the_rule_says_it(client, board):
    rule(on_request_afterwards=True, minimum_months=None, minimum_weeks=12)
    publish(board)
    assert stated(client) == [
        "This report had to be kept on this website for at least 12 weeks from its first "
        "publication, until 23 November 2020. It is still here. Copies can be had on request from "
        "Newtown Board. The rule: A guidance (2020), page 9."
    ]


@pytest.mark.parametrize(
    ("of_rule", "of_review", "is_stated"),
    [
        ({}, {}, True),
        ({"is_verified": False}, {}, False),
        ({"minimum_months": None}, {}, False),
        ({"jurisdiction": "wales"}, {}, False),
        ({"review_type": "dhr"}, {}, False),
        ({"in_force_from": datetime.date(2020, 9, 1)}, {}, False),
        ({"in_force_to": datetime.date(2020, 8, 31)}, {}, False),
        ({"in_force_to": datetime.date(2020, 9, 1)}, {}, True),
        ({}, {"commissioned": PartialDate("2019")}, False),
        ({}, {"commissioned": PartialDate("2020")}, True),
        ({}, {"published": "unknown"}, False),
    ],
)
def test_nothing_is_stated_where_no_verified_rule_governs(
    client, board, of_rule, of_review, is_stated
):
    rule(**of_rule)
    publish(board, **of_review)
    assert bool(stated(client)) == is_stated


def test_a_newer_rule_that_nobody_verified_silences_the_older_one(client, board):
    """Unless the page was published before it was known: its rule stays."""
    rule()
    publish(board, path="reviews/before")
    rule(in_force_from=datetime.date(2020, 6, 1), is_verified=False)
    publish(board)
    assert (stated(client), len(stated(client, "/reviews/before/"))) == ([], 1)


def test_nothing_is_stated_of_a_report_that_is_not_kept_here(client, board):
    rule()
    draft = make.open_bare_review(board, review_type="sar", path="reviews/scr-1", state="elsewhere")
    make.attach(draft, slug="", link="https://other.example/r", hosted_by="Other Council")
    make.carry_over(draft, published="2020-08-31")
    publish(board, path="reviews/scr-2")
    assert (stated(client), len(stated(client, "/reviews/scr-2/"))) == ([], 1)


def test_a_listing_states_each_rule_of_its_reports_once(client, board):
    rule()
    rule(guidance="A guidance (2021)", in_force_from=datetime.date(2021, 1, 1), minimum_months=9)
    rule(review_type="dhr", is_verified=False)
    for number, published in enumerate(["2020-08", "2020-09", "2021-02"]):
        publish(board, published, path=f"reviews/{number}")
    publish(board, path="reviews/dhr", review_type="dhr")
    make.make_live(make.open_listing(board, path="list", review_types=["sar", "dhr"]))
    assert stated(client, "/list/") == [
        f"Reports of safeguarding adults reviews that follow A guidance ({year}) are kept on this "
        f"website for at least {months} months from their first publication. The rule: A guidance "
        "(2020), page 9."
        for year, months in ((2020, 6), (2021, 9))
    ]
    assert len(stated(client, "/list/?year=2021")) == 1


def test_the_shipped_rule_of_2015_is_stated_on_the_page_that_it_governs(client, board):
    publish(board, "2015-08", review_type="scr")
    words = text(only(main_of(client.get(REVIEW)), "archive"))
    assert "for at least 12 months from its first publication, until 31 August 2016" in words
    assert "It is still here. Copies can be had on request from Newtown Board." in words


def test_all_at_once_finds_the_rule_that_each_finds_alone(board):
    rule(in_force_to=datetime.date(2020, 12, 1))
    rule(guidance="Newer", in_force_from=datetime.date(2020, 6, 1), minimum_months=9)
    for number, (kind, published) in enumerate(
        (kind, f"20{year}-{month:02}")
        for kind in ("sar", "scr", "lcspr")
        for year in (14, 20, 21)
        for month in (5, 6, 12)
    ):
        draft = make.open_bare_review(board, review_type=kind, path=f"reviews/{number}")
        make.carry_over(draft, published=published)
    editions = list(ReviewEdition.objects.select_related("page__board"))
    alone = {}
    for edition in editions:
        alone |= governing_rules([edition], at=clock.now())
    verified = {pk: each for pk, each in alone.items() if each and each.is_verified}
    together = archive_statement.statements(editions, at=clock.now())
    assert {pk: statement.rule for pk, statement in together.items()} == verified
    assert len(set(verified.values())) > 3
