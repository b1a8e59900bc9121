"""What the search takes for one word, and what for two: in reports and in what somebody types alike."""

import pytest

from reviews.lib.letter_names import BEARERS, with_letters
from reviews.lib.plurals import ENDINGS, SINGULAR, as_singular
from tests.public.test_search import found, publish
from tests.support import bypass

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
