"""What a list of reviews can be narrowed by, with how many reviews each choice would leave.

The counts of a filter are right for the other filters in use: they are those that a reader sees who follows
the link.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from itertools import starmap
from operator import and_

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from reviews.public.facets import Facets, is_month

NAMES = {
    "board": _("Board"),
    "year": _("Year"),
    "type": _("Type"),
    "theme": _("Theme"),
    "state": _("State"),
    "language": _("Language"),
    "overdue": _("Action plan"),
}
Address = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class Option:
    """One choice of a filter: how many reviews it would leave, and where that is shown."""

    value: str
    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Filters:
    """The filters of a list of the reviews ``among`` all that have ``facets``.

    ``chosen`` are those in use, ``left_out`` what was asked for in vain.
    """

    facets: Facets
    among: int
    chosen: dict[str, str]
    address: Address
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def left(self) -> int:
        """The set of those that the filters in use leave."""
        return self._left()

    @property
    def total(self) -> int:
        """How many reviews the filters in use leave."""
        return self.left.bit_count()

    def options(self, name: str) -> list[Option]:
        """The choices of one filter, best first: the latest year, else the most reviews."""
        counts = self._counts(name)
        if name == "year":
            years = (value for value in counts if not is_month(value))
            order = sorted(years, key=lambda value: (value.isdecimal(), value), reverse=True)
        else:
            order = sorted(counts, key=lambda value: (-counts[value], self._label(name, value)))
        return [self._option(name, value, counts[value]) for value in order]

    def months(self, year: str) -> list[Option]:
        """The months of a year, the latest first."""
        counts = self._counts("year")
        order = sorted((value for value in counts if value.startswith(f"{year}-")), reverse=True)
        return [self._option("year", value, counts[value]) for value in order]

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """Every filter between whose choices there is something to choose."""
        return self._groups(NAMES)

    @property
    def groups_but_years(self) -> list[tuple[str, list[Option]]]:
        return self._groups(name for name in NAMES if name != "year")

    @property
    def in_use(self) -> list[tuple[str, str]]:
        """What each filter in use says, and the list without it."""
        return [
            (self._label(name, value), self.address(self._without(name)))
            for name, value in self.chosen.items()
        ]

    @property
    def date(self) -> str:
        """What the year or the month in use is called; empty without one."""
        year = self.chosen.get("year", "")
        return self._label("year", year) if year else ""

    @property
    def without(self) -> str:
        """The list without any filter."""
        return self.address({})

    def _left(self, but: str = "") -> int:
        """The set of those that the filters in use, ``but`` one, leave."""
        chosen = (which for which in self.chosen.items() if which[0] != but)
        return reduce(and_, (self.facets.having(*which) for which in chosen), self.among)

    def _counts(self, name: str) -> dict[str, int]:
        """By value of this filter, how many reviews the other filters in use leave."""
        if name not in self.chosen:
            return self.facets.counts(name, self.left)
        return {self.chosen[name]: 0} | self.facets.counts(name, self._left(but=name))

    def _groups(self, names: Iterable[str]) -> list[tuple[str, list[Option]]]:
        found = [(NAMES[name], self.options(name)) for name in names]
        return [(label, rows) for label, rows in found if self._is_choice(rows)]

    def _is_choice(self, options: list[Option]) -> bool:
        return any(option.is_chosen or option.count < self.total for option in options)

    def _option(self, name: str, value: str, count: int) -> Option:
        is_chosen = self.chosen.get(name) == value
        address = self.address(self.chosen | {name: value})
        return Option(value, self._label(name, value), count, address, is_chosen)

    def _label(self, name: str, value: str) -> str:
        return self.facets.labels[name][value]

    def _without(self, name: str) -> dict[str, str]:
        return {other: value for other, value in self.chosen.items() if other != name}


def filters_among(
    facets: Facets, among: int, query: Mapping[str, str], address: Address
) -> Filters:
    """The filters of the reviews in this set, as ``query`` asks for them."""
    asked = {name: query[name] for name in NAMES if query.get(name)}
    chosen = {name: value for name, value in asked.items() if value in facets.counts(name, among)}
    left_out = [printable(value) for name, value in asked.items() if name not in chosen]
    return Filters(facets, among, chosen, address, left_out)


def query_string(chosen: Mapping[str, str]) -> str:
    """“?type=scr&year=2015”; empty without any."""
    return f"?{'&'.join(starmap(_pair, chosen.items()))}" if chosen else ""


@lru_cache(1024)  # every choice of a filter repeats what all the others have
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


def below(year: str) -> str:
    """Where a listing shows a year or a month, below its own address: “2015/08/”."""
    return f"{year.replace('-', '/')}/" if year else ""


def printable(value: str) -> str:
    """What was asked for, without what cannot be printed."""
    return "".join(filter(str.isprintable, value))
