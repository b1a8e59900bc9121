"""The reviews that a search finds, in their order.

One statement finds them all, so that an index of words is asked once. It reads no text, and ranks them by the
few words of a review's heading.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, Func, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThan

from reviews.lib.compiled import AT, Blank, compiled
from reviews.models import (
    Attachment,
    DocumentPage,
    DocumentWords,
    EditionWords,
    ReviewEdition,
    ReviewTheme,
    Theme,
)
from reviews.public.facets import Facets
from reviews.public.question import Asked, Question

ALL = 2**31
MOST = 5000  # more are neither counted nor shown


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


def matches_of(question: Question, facets: Facets, *, at: datetime, within: str = "") -> Matches:
    """Of the live reviews, which have these ``facets``, those with the words; of one page only if ``within`` it.

    Those that have them together come first, by their heading; then the latest.
    """
    given = question.given | {"at": at, "within": within}
    rows = _matching(question.shape, bool(within)).rows(given)
    keys = [key for key, _ in rows[:MOST]]
    apart = frozenset(key for key, is_together in rows if not is_together)
    return Matches(keys, facets.set_of(keys), MOST if len(rows) > MOST else 0, apart)


@compiled
def _matching(question: Question, is_within: bool) -> QuerySet:
    """The keys, and whether the words are together."""
    live = ReviewEdition.objects.public(at=AT)
    searched = live.filter(page__path=Blank("within")) if is_within else live
    together = Case(When(_anywhere(question.wanted), then=True), default=False)
    ranked = searched.filter(having(question)).annotate(
        together=together if question.parts else Value(True),
        rank=SearchRank(F("words__heading"), question.wanted.query),
    )
    ordered = ranked.latest_first(F("together").desc(), F("rank").desc())
    return ordered.values_list("pk", "together")[: MOST + 1]


def having(question: Question) -> Q:
    """For editions: they have the words, in one place or several, and no place has what is to be left out."""
    wanted = Q() if question.only_leaves_out else _wanted(question)
    return wanted & ~_anywhere(question.unwanted) if question.unwanted else wanted


def _wanted(question: Question) -> Q:
    """What is together is found part by part too."""
    if not question.parts:
        return _anywhere(question.wanted)
    return reduce(or_, (_all_of(parts) for parts in question.parts))


def _all_of(parts: Iterable[Asked]) -> Q:
    """Each part is somewhere. Parts that nobody looks for (“the”) are passed over, unless there is no other."""
    has_words = [GreaterThan(_length(part), 0) for part in parts]
    each = (_anywhere(part) | ~Q(has) for part, has in zip(parts, has_words, strict=True))
    return reduce(and_, each) & reduce(or_, map(Q, has_words))


def _length(asked: Asked) -> Func:
    return Func(asked.query, function="NUMNODE", output_field=IntegerField())


def _anywhere(asked: Asked) -> Q:
    """In their own words, in the name of a theme, or on a page of a document that they show.

    As one list: with several that are joined by “or”, PostgreSQL would go through all reviews.
    """
    documents = by_index(DocumentWords, "document", asked.if_single)
    pages = by_index(DocumentPage, "document", asked.if_several)
    attached = Attachment.objects.filter(document__in=documents.union(pages, all=True))
    themes = Theme.objects.named(asked.query)
    themed = ReviewTheme.objects.filter(theme__in=themes.values("pk"))
    own = by_index(EditionWords, "edition", asked.query)
    rows = [each.order_by().values("edition") for each in (attached, themed)]
    return Q(pk__in=own.union(*rows, all=True))


def by_index(kind: type[Model], whose: str, asked: SearchQuery) -> QuerySet:
    """Whose vector matches. The limit, which nothing reaches, has this asked apart from the rest: of its index.

    Together with it, PostgreSQL may read every vector, whose length it does not reckon with.
    """
    return kind.objects.filter(vector=asked).values(whose)[:ALL]
