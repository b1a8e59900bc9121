"""The search: in names, summaries, themes and texts of live reviews, and in their documents page by page.

What is not live is not in the queries, so what is withdrawn is gone in the same transaction. A search
costs three statements: which reviews there are, those of one page of results, their passages; and one or two
more when it found so little that something else may be meant. What filters count is kept in memory.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    Func,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString

from reviews.lib import site_language
from reviews.lib.statement_limit import TookTooLong, at_most
from reviews.models import Attachment, Identifier, ReviewEdition, Subject, Theme
from reviews.models.review_edition import label_of
from reviews.public.filters import Facts, Filters, filters_among, query_string, with_facts
from reviews.public.found_pages import ALL_PASSAGES, PASSAGES, excerpt, found_pages, whole
from reviews.public.kept import Kept
from reviews.public.matches import facts_by_key, matches_of
from reviews.public.passages import START, Passage, marked, passage_of
from reviews.public.search_terms import Terms, terms_of
from reviews.public.structured_data import Form, tables_of
from reviews.public.suggestion import FEW, suggestion

PER_PAGE = 20
LAST_PAGE = 500
RARE = 300  # reviews
MARKDOWN = re.compile(r"\]\([^)\s]*\)|[\[\]#*_`>|]+")


@dataclass(frozen=True)
class Result:
    """A review in which the words are. ``more`` is where all its passages are, if not all are shown.

    ``is_apart``: no place of it has all of the words.
    """

    edition: ReviewEdition
    passages: list[Passage]
    more: str
    letters: str
    is_apart: bool

    @cached_property
    def heading(self) -> str:
        with site_language.speaking(self.edition.language):
            return self.edition.heading_of(label_of(self.edition.names, self.edition.people))

    @property
    def is_only_listed(self) -> bool:
        """As the edition has it, where its documents have not been read."""
        has_more = self.edition.has_documents or self.edition.was_here
        return self.edition.may_be_only_listed and not has_more

    @property
    def summary(self) -> SafeString:
        return marked(self.edition.marked, self.letters)

    @property
    def in_its_page(self) -> SafeString | str:
        """The words in the text of its own page, where no page of a document has them all."""
        text = MARKDOWN.sub("", self.edition.marked_in_page)
        return marked(text, self.letters) if START in text else ""


@dataclass(frozen=True)
class Search:
    """What a search found. ``filters`` is None when nothing was asked, or it took too long."""

    terms: Terms
    filters: Filters | None = None
    results: list[Result] = field(default_factory=list)
    within: ReviewEdition | None = None
    earlier: str = ""
    later: str = ""
    instead: str = ""
    scanned: int = 0
    took_too_long: bool = False
    capped_at: int = 0

    @property
    def everywhere(self) -> str:
        """The same search in every review."""
        return query_string({"q": self.terms.typed})

    @property
    def here(self) -> str:
        """The same search, narrowed as it is."""
        within = {"in": self.within.page.path} if self.within else {}
        return query_string({"q": self.terms.typed} | within | self.filters.chosen)

    @property
    def forms(self) -> list[Form]:
        """What was found as data; not of the pages of one review."""
        if self.within or not self.results:
            return []
        return tables_of("/search", self.here)

    @property
    def instead_address(self) -> str:
        return query_string({"q": self.instead})


def search(query: Mapping[str, str], kept: Kept, *, at: datetime) -> Search:
    terms = terms_of(query.get("q", ""))
    if not terms.typed:
        return Search(terms)
    live = ReviewEdition.objects.public(at=at)
    facts = kept.get("facts of all", lambda: facts_by_key(with_facts(live, at=at)))
    try:
        with at_most(settings.SEARCH_LIMIT_MS):
            found = _search(terms, query, live, facts)
    except TookTooLong:
        return Search(terms, took_too_long=True)
    if found.results:
        return found
    return replace(found, scanned=kept.get("scanned", lambda: _scanned(live)))


def _search(
    terms: Terms, query: Mapping[str, str], live: QuerySet, facts: Mapping[int, Facts]
) -> Search:
    within = terms_of(query.get("in", "")).typed
    searched = live.filter(page__path=within) if within else live
    matches = matches_of(terms, searched, facts)
    fixed = {"q": terms.typed} | ({"in": within} if within else {})
    address = _addresses(fixed)
    filters = filters_among(matches.counted, query, address)
    keys = matches.keys(filters)
    found = sum(count for _, count in matches.counted)
    instead = suggestion(terms, live, found) if found <= FEW and not within else ""
    if not keys:
        return Search(terms, filters, instead=instead)
    page = _page(query.get("page", ""))
    rest = keys[(page - 1) * PER_PAGE :]
    most, is_rare = ALL_PASSAGES if within else PASSAGES, found <= RARE and not within
    shown = rest[:PER_PAGE]
    results = _results(live, shown, terms, matches.apart, most=most, is_rare=is_rare)
    return Search(
        terms,
        filters,
        results,
        within=results[0].edition if within and results else None,
        earlier=address(filters.chosen | {"page": str(page - 1)}) if page > 1 else "",
        later=address(filters.chosen | {"page": str(page + 1)}) if rest[PER_PAGE:] else "",
        instead=instead,
        capped_at=matches.capped_at,
    )


def _shown(
    live: QuerySet, keys: list[int], terms: Terms, elsewhere: Set[int]
) -> list[ReviewEdition]:
    """The reviews of one page of results, in this order, with their names and with the themes that match.

    The texts of those that have the words ``elsewhere`` than in documents are read and marked.
    """
    own = {"edition": OuterRef("pk")}
    names = Identifier.objects.filter(**own).order_by("position", "id").values("value")
    people = Subject.objects.filter(**own).order_by("position", "id").values("pseudonym")
    themes = Theme.objects.named(terms.wanted.query).filter(review_themes__edition=OuterRef("pk"))
    text = Func("pk", function="reviews_text_of", output_field=TextField())
    marks = terms.marks_apart if terms.parts else terms.marks
    in_page = When(pk__in=elsewhere, then=excerpt(text, marks))
    found = (
        live.filter(pk__in=keys)
        .with_what_was_here()
        .annotate(
            names=ArraySubquery(names),
            themes=ArraySubquery(themes.values(named=JSONObject(slug="slug", name="name"))),
            people=ArraySubquery(people),
            has_documents=Exists(Attachment.objects.readable().filter(**own)),
            marked=whole("summary", terms.marks),
            marked_in_page=Case(in_page, default=Value("", TextField())),
        )
    )
    rows = {row.pk: row for row in found.select_related("page__board").defer("body")}
    return [rows[key] for key in keys if key in rows]


def _results(
    live: QuerySet, keys: list[int], terms: Terms, apart: Set[int], *, most: int, is_rare: bool
) -> list[Result]:
    by_edition: dict[int, list[Passage]] = {key: [] for key in keys}
    for row in found_pages(keys, terms, apart & by_edition.keys(), most, is_rare=is_rare):
        by_edition[row["edition"]].append(passage_of(row, terms.letters))
    elsewhere = {key for key in keys if key in apart or not by_edition[key]}
    found = []
    for row in _shown(live, keys, terms, elsewhere):
        passages, is_apart = by_edition[row.pk], row.pk in apart
        all_of_it = query_string({"q": terms.typed, "in": row.page.path})
        has_more = len(passages) > most or (passages and is_apart)
        more = all_of_it if has_more and most < ALL_PASSAGES else ""
        found.append(Result(row, passages[:most], more, terms.letters, is_apart))
    return found


def _scanned(live: QuerySet) -> int:
    """How many documents cannot be searched."""
    files = Attachment.objects.filter(edition__in=live, document__isnull=False)
    return files.filter(document__text_pages=None).values("document").distinct().count()


def _page(asked: str) -> int:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= len(str(LAST_PAGE))
    return min(max(int(asked), 1), LAST_PAGE) if is_number else 1


def _addresses(fixed: dict[str, str]):
    return lambda chosen: query_string(fixed | chosen)
