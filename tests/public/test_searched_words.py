"""What the search takes for one word, and what for two: in reports and in what somebody types alike."""

import re
import unicodedata

import pytest

from reviews.lib.letter_names import BEARERS, with_letters
from reviews.lib.plurals import ENDINGS, SINGULAR, as_singular
from reviews.lib.signs import SIGNS
from tests.public.test_search import found, publish
from tests.support import bypass
from tests.support.html import main_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
# On the page of a report, and what finds it there.
JOINED = {
    "The mother/father of Child T; drug/alcohol misuse, SCR 2015/7": (
        *("father", "alcohol", "SCR 2015", "SCR 2015/7", '"drug alcohol misuse"', "mother/father"),
        *("child t", "Child T", '"of child T"', "'Child T'"),
    ),
    "a local multi-agency meeting. It was not safe-guarding; domestic abuse": (
        *("multi agency", "multi-agency", '"local multi agency meeting"', "multiagency"),
        *("safeguarding", "domestic-abuse", '"local multi-agency meeting"'),
    ),
    "The midwives of Adult S’s stepchildren wrote CYSUR 4 2019. Knives; her feet": (
        *("midwife", "stepchild", "cysur 4/2019", "knife", "foot", "Adult S", "adult s"),
    ),
    "Jos\u00e9’s step\u00adfather \ufb01nally spoke of what the child a friend met had seen": (
        *("Jose\u0301", "stepfather", "finally", "step\u00adfather", '"what the child a friend"'),
    ),
}


def test_words_are_found_however_they_are_joined(client):
    for number, words in enumerate(JOINED, 1):
        publish(f"Robert {number}", words)
    for number, asked in enumerate(JOINED.values(), 1):
        assert {each: found(client, each) for each in asked} == dict.fromkeys(
            asked, [f"Robert {number}"]
        )


@pytest.mark.parametrize("letter", "AIST")
def test_a_child_known_by_a_letter_is_found_and_no_other(client, letter):
    """Also where English has the letter for a word that nobody looks for."""
    publish(f"Child {letter}", f"What a child saw. CHILD {letter} said: I was a child.")
    publish("Child K", "A child, and what I saw of this child’s and a child’s wishes.")
    for asked in (f"Child {letter}", f"child {letter.lower()}", f'"Child {letter}"'):
        assert found(client, asked) == [f"Child {letter}"]
    assert found(client, "Child K") == ["Child K"]


def test_the_database_reads_words_as_the_search_does():
    plurals = " ".join([*ENDINGS, *SINGULAR, "Midwives step-children women’s regimen"])
    read = "SELECT reviews_as_singular(%s), reviews_with_letters(%s)"
    for bearer in BEARERS:
        names = (
            f"{bearer} A, {bearer.title()} I; {bearer.upper()} S and {bearer}. T but {bearer} a x"
        )
        expected = (as_singular(plurals), with_letters(names))
        assert bypass.sql(read, plurals, names) == [expected]


@pytest.mark.parametrize("sign", SIGNS)
def test_words_are_found_beside_signs_that_are_no_letters(sign):
    """Also in a database with the locale “C”, which takes every such sign for a letter."""
    words = f"{sign}missed{sign} appointment{sign}s of {sign}nurse"
    found = "SELECT reviews_searchable(%s) @@ plainto_tsquery('reviews_words', 'missed appointment nurse')"
    assert bypass.sql(found, words) == [(True,)]


def test_a_document_of_more_words_than_any_report_has_is_searched_by_most_of_them():
    """A vector has at most a megabyte: without its limit, such a document could not be stored."""
    pages = [" ".join(f"w{number}x{page}" for number in range(9_000)) for page in range(15)]
    [(kept,)] = bypass.sql("SELECT length(reviews_words_of(%s))", pages)
    assert 50_000 < kept < 15 * 9_000
    [(few,)] = bypass.sql("SELECT reviews_words_of(%s)::text", ["The child’s nurse.", "A nurse."])
    assert few == "'child' 'nurs'"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Zo\u00eb", ("Zoe", "zoe", "Zo\u00eb", "ZOE", '"of zoe then"')),
        ("ZO\u00cb", ("Zoe", "zo\u00eb")),
        ("Jose\u0301", ("jose", "Jos\u00e9")),
        ("Jose", ("Jos\u00e9", "Jose\u0301")),
        ("D\u0175r", ("dwr", "d\u0175r")),
        ("t\u0177", ("ty", "T\u0176")),
        ("Micha\u0142", ("michal",)),
        ("S\u00f8rensen", ("sorensen", "\u201cof Sorensen then\u201d")),
        ("O\u2019Connor-Ren\u00e9e", ("o'connor renee", '"oconnor" or renee')),
    ],
)
def test_an_accent_more_or_less_makes_no_other_word(client, written, asked):
    """And the word is marked as it is written."""
    publish("K", f"A letter of {written} then came.", summary=f"What {written} said.")
    publish("L", "A letter of somebody else.")
    for each in asked:
        assert found(client, each) == ["K"], each
        page = main_of(client.get("/search", {"q": each}))
        marks = [text(mark) for mark in page.iter("mark")]
        assert len(marks) >= 2, each
        assert set(marks) <= {
            *re.split("[-\u2019]", unicodedata.normalize("NFC", written)),
            "of",
            "then",
        } | {f"of {written} then"}


def test_the_heading_says_what_was_asked(client):
    publish("Child A", "The police came.")
    publish("Child B", "Nobody came.")
    for asked, heading in (
        ("came", "2 reviews have these words"),
        ("-police", "1 review is without these words"),
        ("came -police", "1 review has these words"),
    ):
        assert heading in [
            text(each) for each in main_of(client.get("/search", {"q": asked})).iter("h2")
        ]


@shared_start
def named_by_a_letter():
    publish("K", "Of Child A, neglect A was seen.", summary="About Child A. A case.")


@pytest.mark.usefixtures("named_by_a_letter")
@pytest.mark.parametrize(
    ("asked", "marks"),
    [
        ("Child A", ["Child", "A", "Child", "A"]),
        ('"child a"', ["Child", "A", "Child", "A"]),
        ("Child A neglect", ["Child", "A", "neglect", "Child", "A"]),
        ("child", ["Child", "Child"]),
        ("Child S", []),
    ],
)
def test_the_letter_of_a_name_is_marked_with_it_and_no_other(client, asked, marks):
    page = main_of(client.get("/search", {"q": asked}))
    shown = [text(each) for each in page.iter("mark")]
    assert sorted(shown) == sorted(marks)
