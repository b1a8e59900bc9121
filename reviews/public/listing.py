"""A listing: its filters, its years and months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from reviews.lib.dates import UNKNOWN, PartialDate, as_words
from reviews.models import ListingEdition, PublicationRule, ReviewEdition
from reviews.public.filters import Address, Filters, Option, filters_of, narrowed, query_string
from reviews.public.review_card import ReviewCard, archive_statements, distinguished
from reviews.public.text_sections import text_sections

# A list of more is shown by the year: its latest whole years, until there are so many.
MOST_ON_ONE_PAGE = 50


@dataclass(frozen=True)
class Month:
    """The reviews that were first published in a month, or in a year if no more is known."""

    date: PartialDate
    cards: list[ReviewCard]

    @property
    def key(self) -> str:
        return f"m{self.date.iso}"

    @property
    def heading(self) -> str:
        words = as_words(self.date)
        return words[:1].upper() + words[1:]


def rules_of(cards: list[ReviewCard], *, at: datetime) -> list[PublicationRule]:
    """The rules that state how long the reports of a listing stay, each once."""
    rules = {statement.rule for statement in archive_statements(cards, at=at).values()}
    return sorted(rules, key=lambda rule: (rule.in_force_from, rule.pk))


def listing_context(
    edition: ListingEdition,
    query: Mapping[str, str],
    public: QuerySet,
    address: str,
    *,
    at: datetime,
) -> dict:
    """What the listing shows of the ``public`` editions of reviews, by the filters in ``query``.

    ``address`` is that of the live listing, where each year has an address of its own.
    """
    listed = edition.listed(public)
    filters = filters_of(listed, query, _addresses(address), at=at)
    years = filters.options("year")
    shown = _years_shown(years, filters)
    found = narrowed(listed, filters.chosen, at=at)
    if len(shown) < len(years) and "year" not in filters.chosen:
        found = found.filter(first_published__gte=shown[-1].value, first_published__lt=UNKNOWN)
    rows = found.with_entry().latest_first() if filters.total else []
    cards = distinguished([ReviewCard(row, _publisher(row, edition)) for row in rows])
    return _turning(years, shown) | {
        "edition": edition,
        "months": _by_month(cards),
        "filters": filters,
        "sections": text_sections(edition, rules_of(cards, at=at)),
        "successors": edition.successors(at=at),
        "not_understood": filters.left_out,
    }


def _turning(years: list[Option], shown: list[Option]) -> dict:
    """The years of the list, and those before and after what is shown."""
    return {
        "years": years,
        "is_part": len(shown) < len(years),
        "earlier": _neighbour(years, shown[-1:], 1),
        "later": _neighbour(years, shown[:1], -1),
    }


def _addresses(listing: str) -> Address:
    """Where the list is narrowed by some filters: below the address of the listing, or where it is."""

    def address(chosen: Mapping[str, str]) -> str:
        year = chosen.get("year", "")
        if not listing or not year.isdecimal():
            return listing + query_string(chosen) or "?"
        others = {name: value for name, value in chosen.items() if name != "year"}
        return f"{listing}{year}/{query_string(others)}"

    return address


def _years_shown(years: list[Option], filters: Filters) -> list[Option]:
    """The year that was asked for, or the latest that fit on one page: at least one."""
    if "year" in filters.chosen:
        return [year for year in years if year.is_chosen]
    if filters.total <= MOST_ON_ONE_PAGE:
        return years
    shown = years[:1]
    for year in years[1:]:
        if sum(each.count for each in shown) + year.count > MOST_ON_ONE_PAGE:
            break
        shown.append(year)
    return shown


def _neighbour(years: list[Option], of: list[Option], step: int) -> Option | None:
    """The next year in the order of the list, or the one before it."""
    at = years.index(of[0]) + step if of else -1
    return years[at] if 0 <= at < len(years) else None


def _publisher(review: ReviewEdition, listing: ListingEdition) -> str:
    """The board of a review that is listed by another one, or by the whole site."""
    board = review.page.board
    return "" if board.pk == listing.page.board_id else board.name


def _by_month(cards: list[ReviewCard]) -> list[Month]:
    def month(card: ReviewCard) -> PartialDate:
        return without_day(card.edition.first_published)

    return [Month(date, list(group)) for date, group in groupby(cards, key=month)]


def without_day(date: PartialDate) -> PartialDate:
    """The date without its day."""
    return PartialDate(date.iso[:7]) if date.month else date
