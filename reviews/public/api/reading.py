"""Which reviews a request for data asks for, and the part of them that one answer holds."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from reviews.lib.exceptions import Refused
from reviews.lib.statement_limit import TookTooLong, at_most
from reviews.models import ReviewEdition, ReviewType
from reviews.public import matches
from reviews.public.api import records
from reviews.public.facets import UNDATED, overdue
from reviews.public.having import having
from reviews.public.search_terms import terms_of

MOST = 200
LARGEST_KEY = 2**63 - 1
TAG = r"[A-Za-z0-9-]{1,35}"  # of a language
SLUG = r"[A-Za-z0-9_-]{1,100}"
YEAR = rf"[0-9]{{4}}(-(0[1-9]|1[0-2]))?|{UNDATED}"


@dataclass(frozen=True)
class Part:
    """Records of reviews in the order of their ids, and after which id the next part begins, if any."""

    records: list[dict]
    after: int | None


def part(query: Mapping[str, str], reviews: QuerySet, *, at: datetime) -> Part:
    """Those of the live ``reviews`` that ``query`` asks for. Raises Refused with what to ask instead.

    ``after`` and ``limit`` (of at most MOST) choose the part; for the rest see narrowed(). Costs a constant
    number of queries.
    """
    left = narrowed(query, reviews, at=at, but={"after", "limit"})
    found = left.filter(page__gt=_number(query, "after", 0))
    limit = _number(query, "limit", 50)
    if not 1 <= limit <= MOST:
        raise Refused(f"“limit” is a number from 1 to {MOST}.")
    rows = list(found.with_parts().with_versions(at=at).order_by("page_id")[: limit + 1])
    shown = [records.review(row, at=at) for row in rows[:limit]]
    return Part(shown, shown[-1]["id"] if len(rows) > limit else None)


def narrowed(
    query: Mapping[str, str], reviews: QuerySet, *, at: datetime, but: Set[str] = frozenset()
) -> QuerySet:
    """The ``reviews`` with the words ``q`` that fit the filters of FILTERS. Raises Refused, as part() does."""
    unknown = set(query) - {"q", *but, *FILTERS}
    if unknown:
        raise Refused(f"There is no parameter “{min(unknown)}”. /api/ lists those that there are.")
    asked = (narrow(query, name, at) for name, narrow in FILTERS.items() if query.get(name))
    left = reviews.filter(*asked)
    return _with_words(query["q"], left) if query.get("q") else left


def _with_words(typed: str, reviews: QuerySet) -> QuerySet:
    """Of more than are counted anywhere, the first by their ids."""
    found = (
        reviews.filter(having(terms_of(typed).question))
        .order_by("page_id")
        .values_list("pk", flat=True)
    )
    try:
        with at_most(settings.SEARCH_LIMIT_MS):
            return reviews.filter(pk__in=list(found[: matches.MOST]))
    except TookTooLong:
        raise Refused(
            "This search took too long. Search for rarer words or for more of them."
        ) from None


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


def _board(query: Mapping[str, str], name: str, _: datetime) -> Q:
    return Q(page__board=_number(query, name, 0))


def _choice(choices: list[str]):
    def narrow(query: Mapping[str, str], name: str, _: datetime) -> Q:
        if query[name] not in choices:
            raise Refused(f"“{name}” is one of: {', '.join(choices)}.")
        return Q(**{{"type": "review_type"}.get(name, name): query[name]})

    return narrow


def _year(query: Mapping[str, str], name: str, _: datetime) -> Q:
    year = query[name]
    if not re.fullmatch(YEAR, year):
        raise Refused(f"“year” is a year or a month, such as 2015 or 2015-08, or {UNDATED}.")
    if year == UNDATED:
        return ~Q(first_published__regex="^[0-9]")
    return Q(first_published__startswith=year)


def _theme(query: Mapping[str, str], name: str, _: datetime) -> Q:
    if not re.fullmatch(SLUG, query[name]):
        raise Refused("“theme” is the last part of the address of a theme.")
    return Q(review_themes__theme__slug=query[name])


def _language(query: Mapping[str, str], name: str, _: datetime) -> Q:
    if not re.fullmatch(TAG, query[name]):
        raise Refused("“language” is the tag of a language, such as en-GB or cy.")
    return Q(language=query[name])


def _overdue(query: Mapping[str, str], name: str, at: datetime) -> Q:
    if query[name] != "yes":
        raise Refused("“overdue” is yes, or left out.")
    return Q(overdue(at))


FILTERS = {
    "board": _board,
    "type": _choice(ReviewType.values),
    "state": _choice(ReviewEdition.State.values),
    "year": _year,
    "theme": _theme,
    "language": _language,
    "overdue": _overdue,
}
