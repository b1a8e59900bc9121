"""The reviews that a search finds, in their order.

One statement asks the indexes of words which editions, documents and themes have what is looked for, and joins
nothing. Which live reviews these belong to is known here (reviews/public/searched.py), and what is looked for in
several places, or to be left out, is worked out by sets.
"""

from array import array
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_, or_

from django.db import connections

from reviews.lib import request_context
from reviews.public.question import Asked, Question
from reviews.public.searched import Searched

MOST = 5000  # more are neither counted nor shown
COMMON = 1000  # documents or editions, live or not: a word that so many have is not rare
# What is wanted comes first, and only by that they are ranked: in all texts, and in those in Welsh.
HAVING = """
SELECT asked, is_in_welsh, is_looked_for, editions, documents, themes, ranked, ranks
FROM ROWS FROM (unnest(%s::text[]), unnest(%s::text[]), unnest(%s::boolean[]))
        WITH ORDINALITY each (asked, words, is_in_welsh, place),
    reviews_having(websearch_to_tsquery('reviews_words', words), asked = %s, %s)
"""


@dataclass(frozen=True)
class Matches:
    """The ``keys`` of the reviews that a search found, best first, and the set of them among all.

    ``capped_at`` is how many these are if there are more, else 0. ``apart`` are those that have what was
    looked for only in several places.
    """

    keys: list[int]
    found: int
    capped_at: int
    apart: Set[int]
    wanted: "Answer"
    answers: "Answers"
    reviews: Searched

    def themes_of(self, key: int) -> dict[str, str]:
        """The names of a review’s themes in which what is wanted is, by their addresses."""
        return self.reviews.labelled(key, "theme", self.wanted.themes)

    def rare(self, words: Iterable[Asked], most: int, reviews: Searched) -> Set[Asked]:
        """Those that no more than so many of all reviews have. Costs a statement if they were parts of phrases."""
        asked = set(words)
        others = asked - self.answers.asked
        answers = [self.answers, _answers(list(others), reviews, most=COMMON)]
        return {word for each in answers for word in asked & each.asked if each.is_rare(word, most)}


@dataclass
class Answer:
    """What the indexes know of a text: the ``having`` reviews, None if nobody looks for it (“the”).

    Of what is ranked, the reviews ``ranked`` have a word of it in their heading, and these ``ranks``: as arrays,
    since there may be one for each review, and many such answers are kept. Of what is not ``is_whole`` more was
    there than was asked for.
    """

    having: int | None = None
    ranked: array = field(default_factory=lambda: array("q"))
    ranks: array = field(default_factory=lambda: array("d"))
    themes: list[str] = field(default_factory=list)
    is_whole: bool = True

    def rank(self, more: Iterable[tuple[int, float]]) -> None:
        by_key = dict(zip(self.ranked, self.ranks, strict=True)) | dict(more)
        self.ranked, self.ranks = array("q", by_key), array("d", by_key.values())


@dataclass(frozen=True)
class Answers:
    """What the indexes know of all that was ``asked``."""

    by_text: Mapping[str, Answer]
    asked: Set[Asked]

    def is_looked_for(self, asked: Asked) -> bool:
        return self.by_text[asked.text].having is not None

    def having(self, asked: Asked) -> int:
        return self.by_text[asked.text].having or 0

    def is_rare(self, asked: Asked, most: int) -> bool:
        """Whether no more than so many have it, of what is looked for."""
        answer = self.by_text[asked.text]
        is_few = answer.having is not None and answer.having.bit_count() <= most
        return is_few and answer.is_whole

    def having_all(self, parts: Iterable[Asked]) -> int:
        """Those with each part somewhere. Parts that nobody looks for are passed over."""
        looked_for = [self.having(part) for part in parts if self.is_looked_for(part)]
        return reduce(and_, looked_for) if looked_for else 0


def matches_of(question: Question, reviews: Searched, among: int) -> Matches:
    """Of the set ``among`` the live ``reviews``, those with the words.

    Those that have them together come first, by their heading; then the latest.
    """
    # With so many together, none that have them apart would be shown.
    if question.parts and len(reviews.keys) > MOST:
        together = matches_of(replace(question, parts=()), reviews, among)
        if together.capped_at:
            return together
    answers = _answers(question.all_asked, reviews, ranked=question.wanted)
    first_asked = answers.by_text[question.wanted.text]
    ranks = dict(zip(first_asked.ranked, first_asked.ranks, strict=True))
    together = wanted = among if question.only_leaves_out else answers.having(question.wanted)
    if question.parts:  # what is together is found part by part too
        wanted = reduce(or_, map(answers.having_all, question.parts))
    if question.unwanted:
        wanted &= ~answers.having(question.unwanted)
    found = wanted & among
    first, apart = (
        _best_first(reviews.keys_of(each), ranks) for each in (found & together, found & ~together)
    )
    keys = (first + apart)[:MOST]
    capped_at = MOST if len(first) + len(apart) > MOST else 0
    counted = reviews.set_of(keys) if capped_at else found
    return Matches(keys, counted, capped_at, frozenset(apart), first_asked, answers, reviews)


def _answers(
    asked: list[Asked], reviews: Searched, *, ranked: Asked | None = None, most: int | None = None
) -> Answers:
    """With the ranks of one of what is asked. What was asked before in the same state is known.

    Without ``most`` they are whole.
    """
    known = {each: _known(each, reviews) for each in asked}
    if ranked:
        known[ranked] = _ranked(ranked, reviews)
    if unknown := [each for each in dict.fromkeys(asked) if known[each] is None]:
        found = _asked_of_indexes(unknown, ranked, most, reviews)
        for each in unknown:
            known[each] = found[each.text]
            if known[each].is_whole:
                _keep(each, known[each], reviews, is_ranked=each == ranked)
    return Answers({each.text: known[each] for each in asked}, frozenset(asked))


def _known(asked: Asked, reviews: Searched) -> Answer | None:
    return reviews.answers.get(asked.of_indexes) or _ranked(asked, reviews)


def _ranked(asked: Asked, reviews: Searched) -> Answer | None:
    return reviews.ranked.get(asked.of_indexes) or reviews.long_ranked.get(asked.of_indexes)


def _keep(asked: Asked, answer: Answer, reviews: Searched, *, is_ranked: bool) -> None:
    ranked = reviews.ranked if len(answer.ranks) <= MOST else reviews.long_ranked
    (ranked if is_ranked else reviews.answers).put(asked.of_indexes, answer)


def _asked_of_indexes(
    asked: list[Asked], ranked: Asked | None, most: int | None, reviews: Searched
) -> dict[str, Answer]:
    """What nobody looks for (“the”) is not looked for in Welsh either."""
    looked_for = [(each.text, each.text, False) for each in asked]
    if reviews.have_welsh:
        looked_for += [(each.text, each.in_welsh, True) for each in asked if each.in_welsh]
    found = {each.text: Answer() for each in asked}
    with connections[request_context.database.get()].cursor() as cursor:
        by_rank = ranked.text if ranked else ""
        cursor.execute(HAVING, [*map(list, zip(*looked_for, strict=True)), by_rank, most])
        for text, is_in_welsh, is_looked_for, editions, documents, themes, *of_ranks in cursor:
            answer, its = found[text], dict(zip(*of_ranks, strict=True))
            answer.is_whole &= most not in (len(editions), len(documents))
            if is_in_welsh and answer.having is not None:
                answer.having |= reviews.set_in_welsh(editions, documents)
                answer.rank((key, its[key]) for key in reviews.in_welsh.intersection(its))
            elif is_looked_for and not is_in_welsh:
                answer.having = reviews.set_with(editions, documents, themes)
                answer.themes = themes
                answer.rank(its.items())
    return found


def _best_first(keys: list[int], ranks: Mapping[int, float]) -> list[int]:
    """Those with the words in their heading by their rank, then the others as they were."""
    ranked = sorted((key for key in keys if key in ranks), key=lambda key: -ranks[key])
    return [*ranked, *(key for key in keys if key not in ranks)] if ranked else keys
