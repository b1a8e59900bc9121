"""A listing: its filters, its years and months. The page of a theme lists reviews in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import QuerySet

from reviews.lib.dates import PartialDate, as_words
from reviews.models import Edition, ListingEdition, PublicationRule
from reviews.public.facets import Facets, facets_of, is_month
from reviews.public.filters import Address, Filters, Option, below, filters_among, query_string
from reviews.public.kept import Kept
from reviews.public.listing_entries import Entries, Entry
from reviews.public.stretches import FROM, Stretch, stretch_of
from reviews.public.structured_data import tables_of
from reviews.public.text_sections import text_sections
from reviews.public.versions import address_here

# A list of more is shown by the year: its latest whole years, until there are so many. A year of more is shown
# by the month in the same way; a month of more, or what has no month, so many at a time.
MOST_ON_ONE_PAGE = 50


@dataclass(frozen=True)
class Part:
    """What one page shows of a list: ``years`` that follow each other, or ``months`` of one that has too many.

    ``turned`` are all months of that year; none if it is shown as a whole.
    """

    years: list[Option]
    months: list[Option]
    turned: list[Option]

    def among(self, facets: Facets) -> int:
        """The set of the reviews that are shown, of all those in the list."""
        left_out = [month.value for month in self.turned if month not in self.months]
        years = facets.having_any("year", [year.value for year in self.years])
        return years & ~facets.having_any("year", left_out)


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
        ("listed", edition.pk), lambda: facets_of(edition.listed(public, at=at), at=at)
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


def way_above(listing: Edition, year: str) -> list[tuple[str, str, str]]:
    """What lies above a year or a month of a listing, as crumbs."""
    address = address_here(listing)
    way = [(address, listing.title, listing.language)]
    return way + ([(f"{address}{below(year[:4])}", year[:4], "")] if is_month(year) else [])


def listed_reviews(
    found: Facets, query: Mapping[str, str], address: Address, entries: Entries
) -> dict:
    """Those of the reviews that the filters in ``query`` leave, by the month and turned by the year."""
    filters = filters_among(found, found.everything, query, address)
    years = filters.options("year")
    part = _part(years, filters)
    keys = found.keys_of(filters.left & part.among(found))
    stretch = None
    if query.get(FROM) or len(keys) > MOST_ON_ONE_PAGE:
        stretch = _stretch(found.keys_of(filters.left), query.get(FROM, ""), filters, entries)
        keys = stretch.keys
    return _turning(years, part) | {
        "months": _by_month(entries.of(keys)),
        "filters": filters,
        "stretch": stretch,
        "is_part": len(keys) < filters.total,
        "not_understood": filters.left_out + (stretch.in_vain if stretch else []),
    }


def _stretch(keys: list[int], begins: str, filters: Filters, entries: Entries) -> Stretch:
    def address(added: Mapping[str, str]) -> str:
        return filters.address(filters.chosen | added)

    return stretch_of(keys, begins, entries, address, most=MOST_ON_ONE_PAGE)


def _stated(entries: list[Entry]) -> tuple[PublicationRule, ...]:
    """The rules that state how long the reports of these reviews stay, each once."""
    rules = {entry.facts.rule for entry in entries if entry.facts.rule}
    return tuple(sorted(rules, key=lambda rule: (rule.in_force_from, rule.pk)))


def _turning(years: list[Option], part: Part) -> dict:
    """The years of the list and the months of the year, and those before and after what is shown."""
    ways = (part.turned, part.months), (years, part.years)
    earlier = (_neighbour(turned, shown[-1:], 1) for turned, shown in ways)
    later = (_neighbour(turned, shown[:1], -1) for turned, shown in ways)
    return {
        "years": years,
        "months_of_year": part.turned,
        "earlier": next(filter(None, earlier), None),
        "later": next(filter(None, later), None),
    }


def _addresses(listing: str) -> Address:
    """Where the list is narrowed by some filters: below the address of the listing, or where it is."""

    def address(chosen: Mapping[str, str]) -> str:
        year = chosen.get("year", "")
        if not listing or not year[:4].isdecimal():
            return listing + query_string(chosen) or "?"
        others = {name: value for name, value in chosen.items() if name != "year"}
        return f"{listing}{below(year)}{query_string(others)}"

    return address


def _part(years: list[Option], filters: Filters) -> Part:
    """What was asked for: all, a year or a month; of what is too much the latest."""
    asked = filters.chosen.get("year", "")
    if is_month(asked):
        turned = filters.months(asked[:4])
        of_it = [year for year in years if year.value == asked[:4]]
        return Part(of_it, [month for month in turned if month.is_chosen], turned)
    shown = [year for year in years if year.is_chosen] if asked else _latest(years)
    turned = filters.months(shown[0].value) if shown and shown[0].count > MOST_ON_ONE_PAGE else []
    return Part(shown, _latest(turned), turned)


def _latest(options: list[Option]) -> list[Option]:
    """As many as fit on one page, and at least one."""
    shown = options[:1]
    for option in options[1:]:
        if sum(each.count for each in shown) + option.count > MOST_ON_ONE_PAGE:
            break
        shown.append(option)
    return shown


def _neighbour(options: list[Option], of: list[Option], step: int) -> Option | None:
    """The next year or month in the order of the list, or the one before it."""
    at = options.index(of[0]) + step if of else -1
    return options[at] if 0 <= at < len(options) else None


def _by_month(entries: list[Entry]) -> list[Month]:
    def month(entry: Entry) -> PartialDate:
        return without_day(entry.facts.first_published)

    return [Month(date, list(group)) for date, group in groupby(entries, key=month)]


def without_day(date: PartialDate) -> PartialDate:
    """The date without its day."""
    return PartialDate(date.iso[:7]) if date.month else date
