"""The rows that the public search looks through, which nobody but a trigger writes."""

import pytest

from reviews.lib.signs import ASIDE, SIGNS, restored
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db


def test_a_page_of_a_document_is_searched_once(as_owner):
    make.make_document("Words.")
    again = (
        "INSERT INTO reviews_documentpage (document_id, number, text, vector) "
        "SELECT document_id, number + %s, text, vector FROM reviews_documentpage"
    )
    with accepted():
        bypass.sql(again, 1)
    with refused('… violates … constraint "document_page_once"'):
        bypass.sql(again, 0)


TEXTS = [
    "Services for the family; the child’s review of multi-agency work.",
    "Family services. Services, family and child: a review. Services of the family!",
    "The mother's o'brien \\ x of http://example.org/a/b was missed, missed, missed.",
    "family " * 300 + "services",
    "",
]
ASKED = [
    *("family services", '"family services"', '"services family"', '"services for the family"'),
    *('"services family and child a review"', '"family family"', '"missed missed missed missed"'),
    *(
        "multi-agency",
        '"multi-agency work"',
        '"work of multi-agency"',
        "-family",
        '-"family services"',
    ),
    *(
        '"o\'brien \\ x"',
        '"http://example.org/a/b was missed"',
        '"child review" or "missed missed"',
    ),
    *('child -"services family child"', '"the of"', "the", ""),
]


def test_phrases_by_pairs_find_what_phrases_find():
    compared = """
        SELECT asked, reviews_searchable(words) @@ websearch_to_tsquery('reviews_words', asked),
            reviews_searchable_page(words) @@ reviews_by_pairs(websearch_to_tsquery('reviews_words', asked))
        FROM unnest(%s::text[]) words, unnest(%s::text[]) asked
    """
    rows = bypass.sql(compared, TEXTS, ASKED)
    assert [row for row in rows if row[1] != row[2]] == []
    assert {found for _, found, _ in rows} == {True, False}


def test_a_page_with_very_many_or_very_long_words_is_searched():
    many = " ".join(f"word{number}" for number in range(60_000))
    for words, asked in ((many, "word59999"), ("x" * 2000 + " " + "y" * 2000, "y" * 2000)):
        found = "SELECT reviews_searchable_page(%s) @@ plainto_tsquery('reviews_words', %s)"
        assert bypass.sql(found, words, asked) == [(True,)]


def test_signs_that_are_set_aside_are_restored():
    written = f"A{SIGNS}b, Zoe\u0308"
    ((aside,),) = bypass.sql("SELECT reviews_with_signs_aside(%s)", written)
    assert aside == f"A{ASIDE}b, Zoë"
    assert restored(aside) == f"A{SIGNS}b, Zoë"


def test_nothing_that_can_be_typed_is_the_document_of_a_page():
    typed = "websearch_to_tsquery('reviews_words', %s)"
    found = f"SELECT reviews_of_document(12) @@ {typed}, reviews_of_document(12) @@ reviews_by_pairs({typed})"
    for asked in ("document 12", '"document 12"', "'document 12'", "document", "12"):
        assert bypass.sql(found, asked, asked) == [(False, False)]
    within = "SELECT reviews_of_document(12) @@ reviews_of_documents(%s::bigint[])"
    assert bypass.sql(within, [7, 12]) == [(True,)]
    assert bypass.sql(within, [1, 2]) == bypass.sql(within, []) == [(False,)]


@pytest.mark.parametrize(
    ("asked", "words"),
    [("family services", 2), ('"o\'brien \\ x" or police', 4), ("the", 0), ("", 0)],
)
def test_a_question_for_any_of_the_words(asked, words):
    """Backslashes and apostrophes within words stay what they are."""
    query = "websearch_to_tsquery('reviews_words', %s)"
    any_of = f"SELECT numnode(reviews_any_of({query})), reviews_any_of({query})::text"
    ((nodes, text),) = bypass.sql(any_of, asked, asked)
    assert nodes == max(2 * words - 1, 0)
    assert text.count(" | ") == max(words - 1, 0)
