"""A listing: its filters, its years and months. The page of a theme lists reviews in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from reviews.lib.dates import PartialDate, as_words
from reviews.models import ListingEdition, PublicationRule
from reviews.public.filters import (
    UNDATED,
    Address,
    Filters,
    Option,
    filters_among,
    query_string,
    with_facts,
)
from reviews.public.kept import Kept
from reviews.public.listing_entries import Entries, Entry
from reviews.public.matches import Matches, all_of
from reviews.public.structured_data import tables_of
from reviews.public.text_sections import text_sections

# A list of more is shown by the year: its latest whole years, until there are so many.
MOST_ON_ONE_PAGE = 50


@dataclass(frozen=True)
class Month:
    """The reviews that were first published in a month, or in a year if no more is known."""

    date: PartialDate
    entries: list[Entry]

    @property
    def key(self) -> str:
        return f"m{self.date.iso}"

    @property
    def heading(self) -> str:
        words = as_words(self.date)
        return words[:1].upper() + words[1:]


def listing_context(
    edition: ListingEdition,
    query: Mapping[str, str],
    public: QuerySet,
    address: str,
    kept: Kept,
    *,
    at: datetime,
) -> dict:
    """What the listing shows of the ``public`` editions of reviews, by the filters in ``query``.

    ``address`` is that of the live listing, where each year has an address of its own.
    """
    found = kept.get(
        ("listed", edition.pk), lambda: all_of(with_facts(edition.listed(public), at=at))
    )
    entries = Entries(edition.page.board_id, public, kept, at=at)
    listed = listed_reviews(found, query, _addresses(address), entries)
    chosen = query_string(listed["filters"].chosen)
    rules = _stated([entry for month in listed["months"] for entry in month.entries])
    return listed | {
        "edition": edition,
        "forms": tables_of(f"/{edition.page.path}", chosen) if address and chosen else [],
        "rules": rules,
        "sections": kept.get(
            ("sections", edition.pk, rules), lambda: text_sections(edition, rules)
        ),
        "successors": kept.get(("successors", edition.pk), lambda: [*edition.successors(at=at)]),
    }


def listed_reviews(
    found: Matches, query: Mapping[str, str], address: Address, entries: Entries
) -> dict:
    """Those of the reviews that the filters in ``query`` leave, by the month and turned by the year."""
    filters = filters_among(found.counted, query, address)
    years = filters.options("year")
    shown = _years_shown(years, filters)
    is_part = len(shown) < len(years) and "year" not in filters.chosen
    keys = found.keys(filters, {year.value for year in shown} - {UNDATED} if is_part else None)
    return _turning(years, shown) | {
        "months": _by_month(entries.of(keys)),
        "filters": filters,
        "not_understood": filters.left_out,
    }


def _stated(entries: list[Entry]) -> tuple[PublicationRule, ...]:
    """The rules that state how long the reports of these reviews stay, each once."""
    rules = {entry.facts.rule for entry in entries if entry.facts.rule}
    return tuple(sorted(rules, key=lambda rule: (rule.in_force_from, rule.pk)))


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


def _by_month(entries: list[Entry]) -> list[Month]:
    def month(entry: Entry) -> PartialDate:
        return without_day(entry.facts.first_published)

    return [Month(date, list(group)) for date, group in groupby(entries, key=month)]


def without_day(date: PartialDate) -> PartialDate:
    """The date without its day."""
    return PartialDate(date.iso[:7]) if date.month else date
