"""The reviews of a list or a search: their order, and what the filters count of them.

One statement finds them all, so that an index of words is asked once. It reads no text, and ranks a search
by the few words of a review's heading. The facts of all reviews are kept in memory.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Model, Q, QuerySet

from reviews.models import (
    Attachment,
    DocumentPage,
    DocumentWords,
    EditionWords,
    ReviewTheme,
    Theme,
)
from reviews.public.filters import FACTS, Facts, Filters, facts_of
from reviews.public.search_terms import Asked, Terms

ALL = 2**31
MOST = 5000  # more are neither counted nor shown


@dataclass(frozen=True)
class Matches:
    """By their facts, the places and keys of the reviews that there are.

    ``capped_at`` is how many these are if there are more, else 0.
    """

    groups: list[tuple[Facts, list[tuple[int, int]]]]
    capped_at: int

    @property
    def counted(self) -> list[tuple[Facts, int]]:
        return [(facts, len(places)) for facts, places in self.groups]

    def keys(self, filters: Filters, years: Set[str] | None = None) -> list[int]:
        """The keys of those that the filters in use leave, best first; of these ``years`` only."""
        left = (
            places
            for facts, places in self.groups
            if filters.fits(facts) and (years is None or facts["year"].keys() & years)
        )
        return [key for _, key in sorted(chain.from_iterable(left))]


def matches_of(terms: Terms, editions: QuerySet, facts: Mapping[int, Facts]) -> Matches:
    """Of ``editions``, whose ``facts`` are known, those with the words: in their heading first, then the latest."""
    found = editions.filter(having(terms))
    ranked = found.annotate(rank=SearchRank(F("words__heading"), terms.wanted.query))
    keys = list(ranked.latest_first(F("rank").desc()).values_list("pk", flat=True)[: MOST + 1])
    groups: dict[int, tuple[Facts, list[tuple[int, int]]]] = {}
    for place, key in enumerate(keys[:MOST]):
        if its := facts.get(key):  # else it went live a moment ago
            groups.setdefault(id(its), (its, []))[1].append((place, key))
    return Matches(list(groups.values()), MOST if len(keys) > MOST else 0)


def facts_by_key(editions: QuerySet) -> dict[int, Facts]:
    """The facts of each of ``editions``; of those that are equal in everything, one and the same."""
    return {key: facts for facts, places in all_of(editions).groups for _, key in places}


def all_of(editions: QuerySet) -> Matches:
    """All of ``editions`` with their facts, the latest first."""
    return Matches(_grouped(editions.latest_first().values_list("pk", *FACTS)), 0)


def having(terms: Terms) -> Q:
    """For editions: some place has the words, and no place what is to be left out."""
    wanted = Q() if terms.only_leaves_out else _anywhere(terms.wanted)
    return wanted & ~_anywhere(terms.unwanted) if terms.unwanted.text else wanted


def _anywhere(asked: Asked) -> Q:
    """In their own words, in the name of a theme, or on a page of a document that they show."""
    documents = by_index(DocumentWords, "document", asked.if_single)
    pages = by_index(DocumentPage, "document", asked.if_several)
    attached = Attachment.objects.filter(Q(document__in=documents) | Q(document__in=pages))
    themes = Theme.objects.named(asked.query)
    by_place = [
        by_index(EditionWords, "edition", asked.query),
        attached.values("edition"),
        ReviewTheme.objects.filter(theme__in=themes.values("pk")).values("edition"),
    ]
    return reduce(or_, (Q(pk__in=rows) for rows in by_place))


def by_index(kind: type[Model], whose: str, asked: SearchQuery) -> QuerySet:
    """Whose vector matches. The limit, which nothing reaches, has this asked apart from the rest: of its index.

    Together with it, PostgreSQL may read every vector, whose length it does not reckon with.
    """
    return kind.objects.filter(vector=asked).values(whose)[:ALL]


def _grouped(rows: Iterable[tuple]) -> list[tuple[Facts, list[tuple[int, int]]]]:
    groups: dict[tuple, list[tuple[int, int]]] = {}
    for place, (key, *facts) in enumerate(rows):
        groups.setdefault(tuple(facts), []).append((place, key))
    return [
        (facts_of(dict(zip(FACTS, facts, strict=True))), places) for facts, places in groups.items()
    ]
