"""What a list of reviews can be narrowed by, with how many reviews each choice would leave.

The reviews are counted by all of it at once (see matches.py). The counts of a filter are right for the other
filters in use: they are those that a reader sees who follows the link.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib import languages
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.models import Action, ReviewEdition, ReviewType, Theme

UNDATED = "undated"  # stands for the year of what is not dated
NAMES = {
    "board": _("Board"),
    "year": _("Year"),
    "type": _("Type"),
    "theme": _("Theme"),
    "state": _("State"),
    "language": _("Language"),
    "overdue": _("Action plan"),
}
FACTS = (
    *("board", "board_name", "published", "review_type", "state", "language", "is_overdue"),
    "themes_in_lines",
)
TYPES, STATES = dict(ReviewType.choices), dict(ReviewEdition.State.choices)
Address = Callable[[Mapping[str, str]], str]
# By the name of a filter, the values of a review and what each is called. A review has several themes; its
# year is two, 2015 and 2015-08, if its month is known.
Facts = dict[str, dict[str, str]]


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
    """The filters of a list. ``chosen`` are those in use, ``left_out`` what was asked for in vain."""

    rows: list[tuple[Facts, int]]
    labels: dict[str, dict[str, str]]
    chosen: dict[str, str]
    address: Address
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def left(self) -> list[tuple[Facts, int]]:
        """What the filters in use leave."""
        return [(row, count) for row, count in self.rows if self.fits(row)]

    @cached_property
    def total(self) -> int:
        """How many reviews the filters in use leave."""
        return sum(count for _, count in self.left)

    def options(self, name: str) -> list[Option]:
        """The choices of one filter, best first: the latest year, else the most reviews."""
        counts = self._counts(name)
        order = sorted(counts, key=lambda value: (-counts[value], self._label(name, value)))
        if name == "year":
            years = (value for value in counts if not is_month(value))
            order = sorted(years, key=lambda value: (value.isdecimal(), value), reverse=True)
        return [self._option(name, value, counts[value]) for value in order]

    def months(self, year: str) -> list[Option]:
        """The months of a year, the latest first."""
        counts = self._counts("year")
        order = sorted((value for value in counts if value.startswith(f"{year}-")), reverse=True)
        return [self._option("year", value, counts[value]) for value in order]

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """Every filter between whose choices there is something to choose."""
        found = [(label, self.options(name)) for name, label in NAMES.items()]
        return [(label, rows) for label, rows in found if self._is_choice(rows)]

    @property
    def groups_but_years(self) -> list[tuple[str, list[Option]]]:
        return [group for group in self.groups if group[0] != NAMES["year"]]

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

    def _counts(self, name: str) -> Counter:
        """By value of this filter, how many reviews the other filters in use leave."""
        counts: Counter = Counter()
        rows = (
            self.left
        )  # which has gone through all of them, once for every filter that is not in use
        if name in self.chosen:
            rows = ((row, count) for row, count in self.rows if self.fits(row, but=name))
        for row, count in rows:
            for value in row[name]:
                counts[value] += count
        if name in self.chosen:
            counts.setdefault(self.chosen[name], 0)
        return counts

    def fits(self, row: Facts, but: str = "") -> bool:
        """Whether the filters in use, ``but`` one, leave a review with these facts."""
        return all(value in row[name] for name, value in self.chosen.items() if name != but)

    def _is_choice(self, options: list[Option]) -> bool:
        return any(option.is_chosen or option.count < self.total for option in options)

    def _option(self, name: str, value: str, count: int) -> Option:
        is_chosen = self.chosen.get(name) == value
        address = self.address(self.chosen | {name: value})
        return Option(value, self._label(name, value), count, address, is_chosen)

    def _label(self, name: str, value: str) -> str:
        return self.labels[name][value]

    def _without(self, name: str) -> dict[str, str]:
        return {other: value for other, value in self.chosen.items() if other != name}


def filters_among(
    counted: list[tuple[Facts, int]], query: Mapping[str, str], address: Address
) -> Filters:
    """The filters of so many reviews with these facts, as ``query`` asks for them."""
    labels = {
        name: {value: label for facts, _ in counted for value, label in facts[name].items()}
        for name in NAMES
    }
    asked = {name: query.get(name, "") for name in NAMES}
    chosen = {name: value for name, value in asked.items() if value in labels[name]}
    left_out = [value for name, value in asked.items() if value and name not in chosen]
    return Filters(counted, labels, chosen, address, [_printable(each) for each in left_out])


def query_string(chosen: Mapping[str, str]) -> str:
    """“?type=scr&year=2015”; empty without any."""
    return f"?{urlencode(chosen)}" if chosen else ""


def with_facts(editions: QuerySet, *, at: datetime) -> QuerySet:
    """With everything by which they may be narrowed, as FACTS names it."""
    return editions.annotate(
        board=F("page__board"),
        board_name=F("page__board__name"),
        published=Substr(Cast("first_published", CharField()), 1, 7),
        is_overdue=overdue(at),
        themes_in_lines=themes_in_lines(
            Theme.objects.filter(review_themes__edition=OuterRef("pk"))
        ),
    )


def facts_of(row: Mapping) -> Facts:
    """The values of every filter, from a row with FACTS."""
    language = row["language"]
    kind, state = row["review_type"], row["state"]
    return {
        "board": {str(row["board"]): row["board_name"]},
        "year": _years_of(row["published"]),
        "type": {kind: _capitalised(TYPES.get(kind, kind))},
        "theme": by_address(row["themes_in_lines"]),
        "state": {state: _capitalised(STATES.get(state, state))},
        "language": {language: str(languages.NAMES.get(language, language))},
        "overdue": {"yes": gettext("Has an action overdue")} if row["is_overdue"] else {},
    }


def is_month(value: str) -> bool:
    """Whether a choice of the year is one month of it: 2015-08."""
    return "-" in value


def _years_of(published: str) -> dict[str, str]:
    year = published[:4]
    if not year.isdecimal():
        return {UNDATED: gettext("Date not known")}
    return {year: year} | ({published: date_name(published)} if is_month(published) else {})


def date_name(value: str) -> str:
    """“2015” or “August 2015”."""
    return _capitalised(as_words(PartialDate(value)))


def below(year: str) -> str:
    """Where a listing shows a year or a month, below its own address: “2015/08/”."""
    return f"{year.replace('-', '/')}/" if year else ""


def _capitalised(label: object) -> str:
    """In the language that the site speaks now."""
    words = str(label)
    return words[:1].upper() + words[1:]


def overdue(at: datetime) -> Exists:
    """Whether an action of a review is late."""
    return Exists(Action.objects.overdue(on=london_date(at)).filter(edition=OuterRef("pk")))


def themes_in_lines(themes: QuerySet) -> Func:
    """Of an edition's ``themes`` a line each, its address and its name: one value, which is compared fast."""
    lines = ArraySubquery(themes.order_by("slug").values(line=Concat("slug", Value(" "), "name")))
    return Func(lines, Value("\n"), function="ARRAY_TO_STRING", output_field=CharField())


def by_address(lines: str) -> dict[str, str]:
    """The names of these themes by their addresses."""
    pairs = (line.partition(" ") for line in lines.split("\n") if line)
    return {slug: name for slug, _, name in pairs}


def _printable(value: str) -> str:
    """What was asked for, without what cannot be printed."""
    return "".join(filter(str.isprintable, value))
