"""The pages of documents that a search found, and the part of each text that has the words."""

from collections.abc import Iterable, Set
from itertools import chain

from django.contrib.postgres.search import CombinedSearchQuery, SearchHeadline
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from reviews.lib.signs import ASIDE, SIGNS
from reviews.models import DocumentPage
from reviews.public.matches import by_index
from reviews.public.passages import START, STOP
from reviews.public.search_terms import CONFIG, Terms

PASSAGES, ALL_PASSAGES = 3, 50
MARKS = {"config": CONFIG, "start_sel": START, "stop_sel": STOP}


def found_pages(
    keys: list[int], terms: Terms, apart: Set[int], most: int, *, is_rare: bool
) -> QuerySet:
    """The first pages of each review that have the words; only these are read and marked.

    Of those that have them ``apart``, the first page with each. Of what ``is_rare`` the index knows the pages
    sooner than they are read, and otherwise later.
    """
    order = ("document__attachments__position", "document", "number")
    place = Window(RowNumber(), partition_by=F("document__attachments__edition"), order_by=order)
    hits = _pages_of([key for key in keys if key not in apart])
    if is_rare:
        hits = hits.filter(pk__in=by_index(DocumentPage, "pk", terms.wanted.page_query))
    else:
        hits = hits.filter(vector=terms.wanted.page_query)
    first = Q(pk__in=hits.annotate(place=place).filter(place__lte=most + 1).values("pk"))
    if apart:
        first |= Q(pk__in=_pages_apart(apart, terms, order, most))
    found = _pages_of(keys).filter(first)
    facts = ("edition", "kind", "slug", "title", "language", "edition__page__path")
    attached = {name: F(f"document__attachments__{name}") for name in facts}
    attached["path"] = attached.pop("edition__page__path")
    placed = found.annotate(place=place).order_by(*order)
    return placed.values("number", marked=_marked(terms, apart, most), **attached)


def _pages_of(keys: Iterable[int]) -> QuerySet:
    return DocumentPage.objects.filter(document__attachments__edition__in=keys)


def _pages_apart(apart: Set[int], terms: Terms, order: tuple[str, ...], most: int) -> QuerySet:
    """The first page with each part of what was looked for; where all are shown, that many."""
    parts = enumerate(chain.from_iterable(terms.parts))
    which = Case(*(When(vector=part.page_query, then=number) for number, part in parts))
    own = [F("document__attachments__edition"), F("which")]
    place = Window(RowNumber(), partition_by=own, order_by=order)
    pages = _pages_of(apart).annotate(which=which).filter(which__isnull=False)
    each = most if most == ALL_PASSAGES else 1
    return pages.annotate(place=place).filter(place__lte=each).values("pk")


def _marked(terms: Terms, apart: Set[int], most: int) -> Case:
    cases = [When(place__gt=most, then=Value("", TextField()))]  # it only says that there are more
    if apart:
        some = excerpt("text", terms.marks_apart)
        cases.append(When(document__attachments__edition__in=apart, then=some))
    near = Func("text", Value(terms.wanted.verbatim), function="reviews_around")
    return Case(*cases, default=excerpt(near, terms.marks))


def excerpt(text: str | Func, marks: CombinedSearchQuery) -> SearchHeadline:
    """The part of a text that has the words, with these marked."""
    return SearchHeadline(_with_signs_aside(text), marks, **MARKS, max_words=40, min_words=20)


def whole(text: str | Func, marks: CombinedSearchQuery) -> SearchHeadline:
    """All of a text, with the words marked."""
    return SearchHeadline(_with_signs_aside(text), marks, **MARKS, highlight_all=True)


def _with_signs_aside(text: str | Func) -> Func:
    """The text to be marked, with each letter and its accent as one sign."""
    composed = Func(text, function="NORMALIZE", output_field=TextField())
    return Func(
        composed, Value(SIGNS), Value(ASIDE), function="TRANSLATE", output_field=TextField()
    )
