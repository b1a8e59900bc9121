"""The pages of documents that a search found, and the part of each text that has the words."""

from collections.abc import Set
from itertools import chain

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchHeadline,
    SearchQueryField,
)
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from reviews.lib.compiled import among, prepared
from reviews.lib.languages import WELSH
from reviews.models import Attachment, DocumentPage
from reviews.public.excerpts import START, STOP
from reviews.public.having import by_index
from reviews.public.passages import FoundPage
from reviews.public.question import CONFIG, Asked, Question

PASSAGES, ALL_PASSAGES = 3, 50
MARKS = {"config": CONFIG, "start_sel": START, "stop_sel": STOP}
ORDER = ("document__attachments__position", "document", "number")


def found_pages(
    keys: list[int], question: Question, apart: Set[int], most: int, *, has_welsh: bool
) -> list[FoundPage]:
    """The first pages of each review that have the words; only these are read and marked.

    Of those that have them ``apart``, the first page with each.
    """
    together = [key for key in keys if key not in apart]
    given = question.given | {"keys": keys, "together": together, "apart": list(apart)}
    rows = _first_pages(question.shape, bool(apart), most, has_welsh).rows(given)
    return list(map(FoundPage._make, rows))


@prepared
def _first_pages(question: Question, has_apart: bool, most: int, has_welsh: bool) -> QuerySet:
    place = Window(RowNumber(), partition_by=F("document__attachments__edition"), order_by=ORDER)
    hits = _pages_of("together").filter(pk__in=_hits(question.wanted, "together", has_welsh))
    first = Q(pk__in=hits.annotate(place=place).filter(place__lte=most + 1).values("pk"))
    if has_apart:
        first |= Q(pk__in=_pages_apart(question, most, has_welsh))
    placed = _pages_of("keys").filter(first).annotate(place=place).order_by(*ORDER)
    found = placed.annotate(marked=_marked(question, has_apart, most, has_welsh))
    of_document = ("edition", "kind", "slug", "title", "language", "edition__page__path")
    attached = (f"document__attachments__{name}" for name in of_document)
    return found.values_list("number", "marked", *attached)


def _pages_of(name: str) -> QuerySet:
    """Of the editions whose keys are given by this name."""
    return DocumentPage.objects.filter(among("document__attachments__edition", name))


def _hits(asked: Asked, name: str, has_welsh: bool) -> QuerySet:
    """Those that the index knows to have the words. To read the vectors of all pages would take far longer."""
    attached = Attachment.objects.filter(among("edition", name), document__isnull=False).order_by()
    documents = ArraySubquery(attached.values("document"))
    hits = by_index(DocumentPage, "pk", asked.page_query_within(documents))
    if not has_welsh:
        return hits
    in_welsh = ArraySubquery(attached.filter(language=WELSH).values("document"))
    more = by_index(DocumentPage, "pk", asked.of_welsh.page_query_within(in_welsh))
    return hits.union(more, all=True)


def _pages_apart(question: Question, most: int, has_welsh: bool) -> QuerySet:
    """The first page with each part of what was looked for; where all are shown, that many."""
    parts = enumerate(chain.from_iterable(question.parts))
    hits = ((number, _hits(part, "apart", has_welsh)) for number, part in parts)
    which = Case(*(When(pk__in=pages, then=number) for number, pages in hits))
    own = [F("document__attachments__edition"), F("which")]
    place = Window(RowNumber(), partition_by=own, order_by=ORDER)
    pages = _pages_of("apart").annotate(which=which).filter(which__isnull=False)
    each = most if most == ALL_PASSAGES else 1
    return pages.annotate(place=place).filter(place__lte=each).values("pk")


def _marked(question: Question, has_apart: bool, most: int, has_welsh: bool) -> Case:
    cases = [When(place__gt=most, then=Value("", TextField()))]  # it only says that there are more
    language = "document__attachments__language" if has_welsh else ""
    if has_apart:
        some = with_marks(F("text"), apart_by_language(question, language))
        cases.append(When(among("document__attachments__edition", "apart"), then=some))
    near = Func("text", Value(question.wanted.verbatim), function="reviews_around")
    return Case(*cases, default=with_marks(near, by_language(question.wanted, language)))


def by_language(asked: Asked, language: str) -> Case | CombinedSearchQuery:
    """What is marked in a text whose language has this name in its row, if there may be Welsh."""
    return _of_language(asked.marks, asked.marks_in_welsh, language)


def apart_by_language(question: Question, language: str) -> Case | CombinedSearchQuery:
    """The same of a text that has only some of it."""
    return _of_language(question.marks_apart, question.marks_apart_in_welsh, language)


def _of_language(
    marks: CombinedSearchQuery, in_welsh: CombinedSearchQuery, language: str
) -> Case | CombinedSearchQuery:
    if not language:
        return marks
    in_welsh = When(**{language: WELSH}, then=in_welsh)
    return Case(in_welsh, default=marks, output_field=SearchQueryField())


def with_marks(text: F | Func, marks: Case | CombinedSearchQuery) -> SearchHeadline:
    """All of a text whose signs are set aside, with the words marked."""
    return SearchHeadline(text, marks, **MARKS, highlight_all=True)


def with_signs_aside(text: str | Func) -> Func:
    return Func(text, function="reviews_with_signs_aside", output_field=TextField())
