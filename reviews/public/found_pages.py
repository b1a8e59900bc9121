"""Where the reviews of one page of results have the words: on which pages of their documents, or in their own texts.

One statement reads no more than is shown, and marks the words. Which documents a review shows is known.
"""

from collections.abc import Iterable, Mapping, Set
from itertools import chain
from typing import NamedTuple

from django.db import connections

from reviews.lib import request_context
from reviews.public.found_reviews import FoundReview
from reviews.public.question import Asked, Question

PASSAGES, ALL_PASSAGES = 3, 50
SUMMARY, TEXT = 0, 1  # stand for the number of a page where it is no page
STATEMENT = """
SELECT edition, place - 1, number, marked FROM reviews_passages(
    %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::boolean[], %s, %s, %s,
    %s, %s, %s, %s, %s, %s)
"""


class FoundPage(NamedTuple):
    """A page of the document of an edition that has this ``place`` among those that it shows.

    It is not ``marked`` where it only says that there are more. Without a place it is the SUMMARY or the TEXT.
    """

    edition: int
    place: int | None
    number: int
    marked: str


def found_pages(
    reviews: Mapping[int, FoundReview], question: Question, apart: Set[int], most: int
) -> list[FoundPage]:
    """The first pages of each review that have the words; only these are read and marked.

    Of those that have them ``apart``, the first page with each; where all are shown, that many. Also the summary
    and, where no page has all of the words, the text, if they have any of them.
    """
    shown = [
        (key, place, document)
        for key, review in reviews.items()
        for place, document in enumerate(review.documents)
    ]
    documents = (
        _array(key for key, _, _ in shown),
        _array(document.key for _, _, document in shown),
        _array(document.is_welsh for _, _, document in shown),
    )
    of_each = most if most == ALL_PASSAGES else 1
    numbers = (most, of_each, question.wanted.verbatim)
    with connections[request_context.database.get()].cursor() as cursor:
        asked = [_array(reviews), _array(apart), *documents, *numbers, *_texts(question)]
        cursor.execute(STATEMENT, asked)
        return [
            FoundPage(edition, None if place is None else shown[place][1], number, marked)
            for edition, place, number, marked in cursor
        ]


def _array(values: Iterable[object]) -> str:
    """As PostgreSQL writes an array; a list of the driver’s own takes several times as long."""
    return f"{{{','.join(map(str, values))}}}"


def _texts(question: Question) -> list[list[str]]:
    parts = list(chain.from_iterable(question.parts))
    asked = [question.wanted, *parts]
    return [
        [each.text for each in asked],
        [each.in_welsh for each in asked],
        *_marks([question.wanted]),
        *_marks(parts or [question.wanted]),
    ]


def _marks(asked: list[Asked]) -> tuple[list[str], list[str]]:
    """What is marked in any text, and in one in Welsh too."""
    in_any = [text for each in asked for text in (each.singular, each.plural)]
    return in_any, [each.in_welsh for each in asked]
