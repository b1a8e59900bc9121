"""The search: in names, summaries, themes and texts of live reviews, and in their documents page by page.

What is not live is not in the queries, so what is withdrawn is gone in the same transaction. A search
costs three statements: which reviews there are, those of one page of results, their passages; and one or two
more when it found so little that something else may be meant. What filters count is kept in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from django.conf import settings
from django.db.models import QuerySet

from reviews.lib.statement_limit import TookTooLong, at_most
from reviews.models import Attachment, ReviewEdition
from reviews.public.filters import Filters, filters_among, query_string
from reviews.public.found_pages import ALL_PASSAGES, PASSAGES
from reviews.public.kept import Kept
from reviews.public.matches import matches_of
from reviews.public.results import Result, results
from reviews.public.search_terms import Terms, terms_of
from reviews.public.searched import Searched, searched
from reviews.public.structured_data import Form, tables_of
from reviews.public.suggestion import FEW, suggestion

PER_PAGE = 10
LAST_PAGE = 500


@dataclass(frozen=True)
class Search:
    """What a search found. ``filters`` is None when nothing was asked, or it took too long."""

    terms: Terms
    filters: Filters | None = None
    results: list[Result] = field(default_factory=list)
    within: str = ""
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
        within = {"in": self.within} if self.within else {}
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
    reviews = kept.get("searched", lambda: searched(at=at))
    try:
        with at_most(settings.SEARCH_LIMIT_MS):
            found = _search(terms, query, reviews, kept, at=at)
    except TookTooLong:
        return Search(terms, took_too_long=True)
    if found.results:
        return found
    return replace(
        found, scanned=kept.get("scanned", lambda: _scanned(ReviewEdition.objects.public(at=at)))
    )


def _search(
    terms: Terms, query: Mapping[str, str], reviews: Searched, kept: Kept, *, at: datetime
) -> Search:
    within = terms_of(query.get("in", "")).typed
    among = _within(within, reviews, at=at) if within else reviews.everything
    matches = matches_of(terms.question, reviews, among)
    fixed = {"q": terms.typed} | ({"in": within} if within else {})
    address = _addresses(fixed)
    filters = filters_among(reviews, matches.found, query, address)
    left = set(reviews.keys_of(filters.left))
    keys = [key for key in matches.keys if key in left]
    found = matches.found.bit_count()
    instead = suggestion(terms, matches, reviews, at=at) if found <= FEW and not within else ""
    if not keys:
        return Search(terms, filters, within=within, instead=instead)
    page = min(_page(query.get("page", "")), ceil(len(keys) / PER_PAGE))
    rest = keys[(page - 1) * PER_PAGE :]
    most = ALL_PASSAGES if within else PASSAGES
    shown = results(rest[:PER_PAGE], terms, matches, most, kept, at=at)
    return Search(
        terms,
        filters,
        shown,
        within=within,
        earlier=address(filters.chosen | {"page": str(page - 1)}) if page > 1 else "",
        later=address(filters.chosen | {"page": str(page + 1)}) if rest[PER_PAGE:] else "",
        instead=instead,
        capped_at=matches.capped_at,
    )


def _within(path: str, reviews: Searched, *, at: datetime) -> int:
    """The set of the one live review at this address, or of none."""
    here = ReviewEdition.objects.public(at=at).filter(page__path=path)
    return reviews.set_of(here.values_list("pk", flat=True))


def _scanned(live: QuerySet) -> int:
    """How many documents cannot be searched."""
    files = Attachment.objects.filter(edition__in=live, document__isnull=False)
    return files.filter(document__text_pages=None).values("document").distinct().count()


def _page(asked: str) -> int:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= len(str(LAST_PAGE))
    return min(max(int(asked), 1), LAST_PAGE) if is_number else 1


def _addresses(fixed: dict[str, str]):
    return lambda chosen: query_string(fixed | chosen)
