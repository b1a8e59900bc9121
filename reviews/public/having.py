"""Whether a review has what is searched for, as a condition of a queryset.

For data and suggestions, which narrow it by more. Searches ask for the same as sets: reviews/public/matches.py.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, IntegerField, Model, Q, QuerySet
from django.db.models.lookups import GreaterThan

from reviews.lib.languages import WELSH
from reviews.models import (
    Attachment,
    DocumentPage,
    DocumentWords,
    EditionWords,
    ReviewEdition,
    ReviewTheme,
    Theme,
)
from reviews.public.question import Asked, Question

ALL = 2**31


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
    return Q(pk__in=own.union(*rows, *_in_welsh(asked), all=True))


def _in_welsh(asked: Asked) -> list[QuerySet]:
    """The editions in whose texts in Welsh it is with other first letters; what nobody looks for is not here either."""
    if not asked.in_welsh:
        return []
    other, is_looked_for = asked.of_welsh, GreaterThan(_length(asked), 0)
    documents = by_index(DocumentWords, "document", other.if_single)
    pages = by_index(DocumentPage, "document", other.if_several)
    attached = Attachment.objects.filter(
        is_looked_for, language=WELSH, document__in=documents.union(pages, all=True)
    )
    words = by_index(EditionWords, "edition", other.query)
    own = ReviewEdition.objects.filter(is_looked_for, language=WELSH, pk__in=words)
    return [attached.order_by().values("edition"), own.order_by().values("pk")]


def by_index(kind: type[Model], whose: str, asked: SearchQuery) -> QuerySet:
    """Whose vector matches. The limit, which nothing reaches, has this asked apart from the rest: of its index.

    Together with it, PostgreSQL may read every vector, whose length it does not reckon with.
    """
    return kind.objects.filter(vector=asked).values(whose)[:ALL]
