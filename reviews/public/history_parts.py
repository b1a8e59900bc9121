"""Which editions the history of a page goes back to, and its division into parts of a bounded size."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, F, Func, Q, TextField, Value, When
from django.db.models.functions import Cast, TruncDate

from reviews.lib.dates import LONDON, UNKNOWN, PartialDate
from reviews.models import Edition, EditionQuerySet, ListingEdition

# Changes; with more of them a history is shown by the year, and a year of more in parts.
MOST_ON_ONE_PAGE = 100
BROUGHT = ("carried_updated", "first_published")  # dates that a carried-over edition may have
# The edition that brought a change, its date, and its moment in microseconds: ten thousand numbers are read
# in a fraction of the time of as many moments.
Key = tuple[int, str, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Scope(NamedTuple):
    """The ``types`` of review that a listing showed from a moment on until another; None is without end."""

    since: datetime | None
    until: datetime | None
    types: frozenset[str]


@dataclass(frozen=True)
class Part:
    """The changes ``behind`` a page that one page of its history shows, of the ``year`` chosen among ``years``.

    A history that fits on one page has no years. The parts of a year are counted from its oldest on, so
    that a part stays what it is when more follows; the latest one has fewer than two parts’ changes.
    """

    behind: EditionQuerySet
    keys: frozenset[Key]
    years: tuple[int, ...] = ()
    year: int | None = None
    number: int = 1
    count: int = 1

    @property
    def is_everything(self) -> bool:
        return not self.years

    @property
    def rows(self) -> set[int]:
        return {edition for edition, _, _ in self.keys}

    def has(self, edition: int, date: PartialDate, moment: datetime) -> bool:
        return (edition, date.iso, (moment - EPOCH) // timedelta.resolution) in self.keys

    @property
    def earlier(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def later(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def part_of(edition: Edition, query: Mapping[str, str], *, at: datetime) -> Part:
    """The part of the page’s history that is asked for, else the latest."""
    behind = shown(edition, at=at)
    keys = _keys(behind, at=at)
    if len(keys) <= MOST_ON_ONE_PAGE:
        return Part(behind, frozenset(keys))
    sizes = Counter(date[:4] for _, date, _ in keys)
    year = query.get("year", "")
    year = year if year in sizes else max(sizes)
    of_year = [key for key in keys if key[1].startswith(year)]
    count = _count_of_parts(len(of_year))
    numbers = {str(number): number for number in range(1, count + 1)}
    number = numbers.get(query.get("part", ""), count)
    end = len(of_year) - (number - 1) * MOST_ON_ONE_PAGE
    start = end - MOST_ON_ONE_PAGE if number < count else 0
    years = tuple(int(each) for each in sorted(sizes, reverse=True))
    return Part(behind, frozenset(of_year[start:end]), years, int(year), number, count)


def queries_of_parts(edition: Edition, *, at: datetime) -> list[str]:
    """Of every part of a history that does not fit on one page, as the history leads to it."""
    keys = _keys(shown(edition, at=at), at=at)
    if len(keys) <= MOST_ON_ONE_PAGE:
        return []
    found = []
    for year, size in Counter(date[:4] for _, date, _ in keys).items():
        count = _count_of_parts(size)
        numbers = range(1, count + 1) if count > 1 else []
        found += [f"?year={year}", *(f"?year={year}&part={number}" for number in numbers)]
    return found


def _count_of_parts(changes: int) -> int:
    return max(changes // MOST_ON_ONE_PAGE, 1)


def _keys(behind: EditionQuerySet, *, at: datetime) -> list[Key]:
    """Of every change, the latest first. Changes of one edition at the same date and moment are one."""
    begun = behind.filter(began_here=True)
    carried = begun.exclude(carried_updated="")
    went = behind.filter(ended_here=True, live_until__lte=at, withdrawal__isnull=False)
    others = [
        *(_dated(carried.exclude(**{name: UNKNOWN}), F(name), "live_from") for name in BROUGHT),
        _dated(went, _day("live_until"), "live_until"),
    ]
    every = _dated(begun, _day("live_from"), "live_from").union(*others)
    return list(every.order_by("-date", "-moment", "-pk"))


def _dated(editions: EditionQuerySet, date: Func | F, moment: str) -> EditionQuerySet:
    rows = editions.order_by().annotate(date=Cast(date, TextField()), moment=_microseconds(moment))
    return rows.values_list("pk", "date", "moment")


def _microseconds(moment: str) -> Func:
    number = "(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint"
    return Func(moment, template=number, output_field=BigIntegerField())


def _day(moment: str) -> Func:
    """The calendar day of a moment in the United Kingdom, as a partial date is stored."""
    return Func(TruncDate(moment, tzinfo=LONDON), Value("YYYY-MM-DD"), function="to_char")


def shown(edition: Edition, *, at: datetime) -> EditionQuerySet:
    """The editions of which the history states something.

    Costs a query for a listing, one more for that of a board, and a third if the board took over from another later.
    """
    not_ended = Q(live_until=None) | Q(live_until__gt=at)
    return editions_behind(edition, by=at).filter(
        Q(began_here=True) | Q(ended_here=True) | not_ended
    )


def editions_behind(edition: Edition, *, by: datetime) -> EditionQuerySet:
    """The editions begun by then that can have changed what ``edition``'s page shows.

    ``began_here`` marks those whose going live did, ``ended_here`` those whose end did or would. A
    listing is changed by the reviews that it listed at that moment, whatever it lists today.
    """
    editions, began = Edition.objects.begun(by=by), Q(page=edition.page_id)
    behind = ended = began
    if isinstance(edition.as_kind, ListingEdition):
        scopes, spans = _scopes(edition, by=by), _boards_listed(edition, by=by)
        listed_before, listed_after = _listed(spans, "live_from"), _listed(spans, "live_until")
        behind |= Q(reviewedition__isnull=False) & (listed_before | listed_after)
        began |= _in_scope(scopes, "live_from") & listed_before
        ended |= _in_scope(scopes, "live_until") & listed_after
    return editions.filter(behind).annotate(began_here=mark(began), ended_here=mark(ended))


def _scopes(listing: Edition, *, by: datetime) -> list[Scope]:
    """What the listing showed one after the other. While it was not public, what it showed next. Costs one query."""
    editions = ListingEdition.objects.begun(by=by).filter(page=listing.page_id)
    found: list[Scope] = []
    for until, types in editions.order_by("live_from").values_list("live_until", "review_types"):
        since = None
        if found:
            since = found[-1].until
            if found[-1].types == set(types):
                since = found.pop().since
        found.append(Scope(since, until, frozenset(types)))
    return found


def _in_scope(scopes: list[Scope], moment: str) -> Q:
    """Editions of reviews of a type that the listing showed at that moment of theirs."""
    found = Q(pk__in=[])
    for scope in scopes:
        types = Q(reviewedition__review_type__in=sorted(scope.types))
        since = Q(**{f"{moment}__gte": scope.since}) if scope.since else Q()
        until = Q(**{f"{moment}__lt": scope.until}) if scope.until else Q()
        found |= types & since & until
    return found


def _boards_listed(listing: Edition, *, by: datetime) -> list[tuple] | None:
    """Whose reviews the listing showed, each since and until when; None if those of all boards.

    What happened before it was public goes by what it listed first.
    """
    board = listing.page.board
    if board is None:
        return None
    spans = board.predecessors_by_time()
    if not any(since or until for _, since, until in spans):
        return spans
    begun = Edition.objects.begun(by=by).filter(page=listing.page_id)
    first = begun.order_by("live_from").values_list("live_from", flat=True).first() or by
    return [
        (key, since if since and since > first else None, until)
        for key, since, until in spans
        if until is None or until > first
    ]


def _listed(spans: list[tuple] | None, moment: str) -> Q:
    """Editions whose reviews were listed at that moment of theirs."""
    if spans is None:
        return Q()
    found = Q(page__board__in=[key for key, since, until in spans if not (since or until)])
    for key, since, until in spans:
        if since or until:
            bounds = {f"{moment}__gte": since, f"{moment}__lt": until}
            found |= Q(page__board=key, **{name: at for name, at in bounds.items() if at})
    return found


def mark(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)
