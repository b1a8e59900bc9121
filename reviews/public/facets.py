"""Which of many reviews have which facts, so that any combination of filters is counted at once.

A set of reviews is one number, with a binary digit for each review, the first review’s in front. What several
filters leave together is their “and”, and how many reviews that is, the number of its ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from itertools import compress
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.translation import gettext

from reviews.lib import languages
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.models import Action, ReviewEdition, ReviewType, Theme

UNDATED = "undated"  # stands for the year of what is not dated
FACTS = (
    *("board", "board_name", "published", "review_type", "state", "language", "is_overdue"),
    "themes_in_lines",
)
TYPES, STATES = dict(ReviewType.choices), dict(ReviewEdition.State.choices)
TO_DIGITS, TO_BITS = bytes.maketrans(b"\0\1", b"01"), bytes.maketrans(b"01", b"\0\1")
# By the name of a filter, the values of a review and what each is called. A review has several themes; its
# year is two, 2015 and 2015-08, if its month is known.
Facts = dict[str, dict[str, str]]


class Facets:
    """The reviews with these ``keys``, in this order, and their values of each filter.

    ``labels`` are what the values are called, by the name of the filter.
    """

    def __init__(self, rows: Iterable[tuple]) -> None:
        """Each row is the key of a review and its FACTS."""
        alike: dict[tuple, list[int]] = defaultdict(list)
        self.keys: list[int] = []
        for place, (key, *facts) in enumerate(rows):
            self.keys.append(key)
            alike[tuple(facts)].append(place)
        self._places = {key: place for place, key in enumerate(self.keys)}
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        having: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for facts, places in alike.items():  # what they are called is asked for once
            for name, values in facts_of(dict(zip(FACTS, facts, strict=True))).items():
                self.labels[name] |= values
                for value in values:
                    having[name][value] += places
        self._having = {
            name: {value: self._set_at(places) for value, places in values.items()}
            for name, values in having.items()
        }

    def forget(self, name: str, value: str) -> None:
        """This value is no choice."""
        self._having.get(name, {}).pop(value, None)

    @property
    def everything(self) -> int:
        """The set of all of them."""
        return (1 << len(self.keys)) - 1

    def set_of(self, keys: Iterable[int]) -> int:
        """The set of the reviews with these keys; those that are not here are passed over."""
        return self._set_at([self._places[key] for key in keys if key in self._places])

    def keys_of(self, reviews: int) -> list[int]:
        """Of the reviews in this set, in their order."""
        digits = f"{reviews:0{len(self.keys)}b}".encode()
        return list(compress(self.keys, digits.translate(TO_BITS)))

    def having(self, name: str, value: str) -> int:
        """The set of the reviews that have this value of this filter."""
        return self._having.get(name, {}).get(value, 0)

    def having_any(self, name: str, values: Iterable[str]) -> int:
        return reduce(or_, (self.having(name, value) for value in values), 0)

    def labelled(self, key: int, name: str, values: Iterable[str]) -> dict[str, str]:
        """Those of these values of a filter that a review has, with what each is called."""
        place = len(self.keys) - 1 - self._places[key]
        return {
            value: self.labels[name][value]
            for value in values
            if self.having(name, value) >> place & 1
        }

    def counts(self, name: str, among: int) -> dict[str, int]:
        """By value of this filter, how many of this set have it; those that some have."""
        having = self._having.get(name, {}).items()
        return {value: count for value, its in having if (count := (its & among).bit_count())}

    def _set_at(self, places: Iterable[int]) -> int:
        bits = bytearray(len(self.keys))
        for place in places:
            bits[place] = 1
        return int(bits.translate(TO_DIGITS) or b"0", base=2)


def facets_of(editions: QuerySet, *, at: datetime) -> Facets:
    """Of all of ``editions`` of reviews, the latest first."""
    return Facets(with_facts(editions, at=at).latest_first().values_list("pk", *FACTS))


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
