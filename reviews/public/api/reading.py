"""Which reviews a request for data asks for, and the part of them that one answer holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from reviews.lib.exceptions import Refused
from reviews.models import ReviewEdition, ReviewType
from reviews.public.api import records

MOST = 200
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Part:
    """Records of reviews in the order of their ids, and after which id the next part begins, if any."""

    records: list[dict]
    after: int | None


def part(query: Mapping[str, str], reviews: QuerySet, *, at: datetime) -> Part:
    """Those of the live ``reviews`` that ``query`` asks for. Raises Refused with what to ask instead.

    ``after`` and ``limit`` (of at most MOST) choose the part; ``board``, ``type``, ``state``, ``year``
    of first publication, ``theme`` narrow it. Costs a constant number of queries.
    """
    unknown = set(query) - {"after", "limit", *FILTERS}
    if unknown:
        raise Refused(f"There is no parameter “{min(unknown)}”. /api/ lists those that there are.")
    found = reviews.filter(page__gt=_number(query, "after", 0))
    for name, narrow in FILTERS.items():
        if query.get(name):
            found = found.filter(**narrow(query, name))
    limit = _number(query, "limit", 50)
    if not 1 <= limit <= MOST:
        raise Refused(f"“limit” is a number from 1 to {MOST}.")
    rows = list(found.with_parts().with_versions(at=at).order_by("page")[: limit + 1])
    shown = [records.review(row, at=at) for row in rows[:limit]]
    return Part(shown, shown[-1]["id"] if len(rows) > limit else None)


def every(reviews: QuerySet, *, at: datetime) -> Iterator[dict]:
    """All the live ``reviews``, read in parts."""
    after: int | None = 0
    while after is not None:
        found = part({"after": str(after), "limit": str(MOST)}, reviews, at=at)
        yield from found.records
        after = found.after


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    typed = query.get(name) or str(default)
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= LARGEST_KEY):
        raise Refused(f"“{name}” is a whole number.")
    return int(typed)


def _board(query: Mapping[str, str], name: str) -> dict:
    return {"page__board": _number(query, name, 0)}


def _choice(choices: list[str]):
    def narrow(query: Mapping[str, str], name: str) -> dict:
        if query[name] not in choices:
            raise Refused(f"“{name}” is one of: {', '.join(choices)}.")
        return {{"type": "review_type"}.get(name, name): query[name]}

    return narrow


def _year(query: Mapping[str, str], name: str) -> dict:
    year = query[name]
    if not (year.isascii() and year.isdecimal() and len(year) == len("2017")):
        raise Refused("“year” has four digits.")
    return {"first_published__startswith": year}


def _theme(query: Mapping[str, str], name: str) -> dict:
    return {"review_themes__theme__slug": query[name]}


FILTERS = {
    "board": _board,
    "type": _choice(ReviewType.values),
    "state": _choice(ReviewEdition.State.values),
    "year": _year,
    "theme": _theme,
}
