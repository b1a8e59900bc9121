"""A listing: its filters, its months, and its list in parts of fifty."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr

from reviews.lib.dates import PartialDate, as_words
from reviews.models import ListingEdition, PublicationRule, ReviewEdition, ReviewType
from reviews.public.review_card import ReviewCard, archive_statements

PER_PAGE = 50


def rules_of(cards: list[ReviewCard], *, at: datetime) -> list[PublicationRule]:
    """The rules that state how long the reports of a listing stay, each once."""
    rules = {statement.rule for statement in archive_statements(cards, at=at).values()}
    return sorted(rules, key=lambda rule: (rule.in_force_from, rule.pk))


def listing_context(
    edition: ListingEdition, query: Mapping[str, str], public: QuerySet, *, at: datetime
) -> dict:
    """What the listing shows of the ``public`` editions of reviews, by the filters in ``query``."""
    listed = edition.listed(public)
    choices = {"year": _years(listed), "type": _types(edition)}
    asked = {name: query.get(name, "") for name in (*choices, "page")}
    chosen = {name: asked[name] for name in choices if asked[name] in dict(choices[name])}
    found = listed.filter(first_published__startswith=chosen.get("year", ""))
    if "type" in chosen:
        found = found.filter(review_type=chosen["type"])
    paginator = Paginator(found.with_entry().latest_first(), PER_PAGE)
    turned = {"page": asked["page"]} if asked["page"] in map(str, paginator.page_range) else {}
    reviews = paginator.page(turned.get("page", 1))
    cards = [ReviewCard(row, _publisher(row, edition)) for row in reviews.object_list]
    return {
        "edition": edition,
        "months": _by_month(cards),
        "reviews": reviews,
        "archive": rules_of(cards, at=at),
        "choices": choices,
        "chosen": chosen,
        "successors": edition.successors(at=at),
        "not_understood": _left_out(asked, chosen | turned),
    }


def _publisher(review: ReviewEdition, listing: ListingEdition) -> str:
    """The board of a review that is listed by another one, or by the whole site."""
    board = review.page.board
    return "" if board.pk == listing.page.board_id else board.name


def _left_out(asked: dict[str, str], taken: dict[str, str]) -> list[str]:
    """What was asked for and is not to be had, without what cannot be printed."""
    values = [value for name, value in asked.items() if value and name not in taken]
    return ["".join(filter(str.isprintable, value)) for value in values]


def _years(listed: QuerySet) -> list[tuple[str, str]]:
    year = Substr(Cast("first_published", CharField()), 1, 4)
    years = listed.order_by().values_list(year, flat=True).distinct()
    return [(year, year) for year in sorted(years, reverse=True) if year.isdecimal()]


def _types(edition: ListingEdition) -> list[tuple[str, str]]:
    return [(kind, ReviewType(kind).label) for kind in edition.review_types]


def _by_month(cards: list[ReviewCard]) -> list[tuple[str, list[ReviewCard]]]:
    """Reviews under the month in which they were first published, or the year if no more is known."""

    def heading(card: ReviewCard) -> str:
        return as_words(without_day(card.edition.first_published))

    return [
        (month[:1].upper() + month[1:], list(group)) for month, group in groupby(cards, key=heading)
    ]


def without_day(date: PartialDate) -> PartialDate:
    """The date without its day."""
    return PartialDate(date.iso[:7]) if date.month else date
