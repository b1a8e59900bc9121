"""The first page: the newest reviews, the boards with their listings, and the themes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import Count
from django.utils.translation import gettext

from reviews.models import Board, ListingEdition, ReviewEdition
from reviews.public.review_card import ReviewCard, distinguished
from reviews.public.themes import listed_themes

NEWEST = 5


def home_context(*, at: datetime) -> dict:
    reviews = ReviewEdition.objects.public(at=at)
    return {
        "newest": distinguished(
            [ReviewCard(row) for row in reviews.with_entry().latest_first()[:NEWEST]]
        ),
        "boards": _boards(at=at),
        "themes": listed_themes(at=at).filter(reviews__gt=0),
    }


def _boards(*, at: datetime) -> list[tuple[str, list[tuple[ListingEdition, int]]]]:
    """By the name of a board, its listings, each with the number of reviews in it."""
    found = ListingEdition.objects.public(at=at).select_related("page__board")
    ordered = found.order_by("page__board__name", "title", "page__path")
    counted = list(_counted(list(ordered), at=at))
    return [
        (owner, [(listing, count) for _, listing, count in group])
        for owner, group in groupby(counted, key=lambda row: row[0])
    ]


def _counted(
    listings: list[ListingEdition], *, at: datetime
) -> Iterator[tuple[str, ListingEdition, int]]:
    rows = ReviewEdition.objects.public(at=at).order_by().values_list("page__board", "review_type")
    counts: Counter = Counter()
    for board, review_type, count in rows.annotate(count=Count("pk")):
        counts[board, review_type] = count
    lines = Board.lines()
    for listing in listings:
        board = listing.page.board
        boards = lines[board.pk] if board else lines
        count = sum(counts[each, kind] for each in boards for kind in listing.review_types)
        yield board.name if board else gettext("All boards"), listing, count
