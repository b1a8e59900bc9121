"""What alerts can be about: one review, a list of reviews, all reviews of a board or with a theme."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext

from reviews.models import Board, Edition, ListingEdition, Page, ReviewEdition, Theme
from reviews.public import feeds
from reviews.public.themes import listed_themes

KEY = re.compile(r"(page|board|theme)-([1-9][0-9]{0,17})")


@dataclass(frozen=True)
class Topic:
    """``name`` is for pages of the site, which change with the register; ``lasting`` is for messages.

    A message stays in a mailbox for ever, so it names no review. ``page`` is the number of the page that
    it is about, of a board or a theme none.
    """

    key: str
    name: str
    lasting: str
    page: int | None = None


def topic(key: str, *, at: datetime) -> Topic | None:
    """What the public finds under that key at the moment ``at``."""
    parts = KEY.fullmatch(key)
    if parts is None:
        return None
    find = {"page": _of_page, "board": _of_board, "theme": _of_theme}[parts[1]]
    return find(int(parts[2]), at=at)


def beside(chosen: Topic, *, at: datetime) -> list[Topic]:
    """It, and what there is that holds more than it: the lists that a review is in, the board, its themes."""
    edition = Edition.objects.public(at=at).filter(page=chosen.page or 0)
    edition = edition.select_related("page__board", "reviewedition").first()
    if edition is None:
        return [chosen]
    found = [chosen]
    if edition.page.kind == Page.Kind.REVIEW:
        found += [_of_listing(row) for row in _listings_of(edition.reviewedition, at=at)]
    board = edition.page.board and _of_board(edition.page.board_id, at=at)
    themes = Theme.objects.filter(review_themes__edition=edition.pk)
    return found + ([board] if board else []) + [_with_theme(row) for row in themes]


def everything(*, at: datetime) -> list[tuple[str, list[Topic]]]:
    """By the name of each board that has lists, these lists and the board; then the themes."""
    rows = ListingEdition.objects.public(at=at).select_related("page__board")
    begun = set(ReviewEdition.objects.begun(by=at).values_list("page__board", flat=True).distinct())
    owners: dict[str, list[Topic]] = {}
    for row in rows.order_by("page__board__name", "title", "page__path"):
        board = row.page.board
        topics = owners.setdefault(board.name if board else gettext("All boards"), [])
        if board and not topics and board.pk in begun:
            topics.append(_named(board))
        topics.append(_of_listing(row))
    themes = [_with_theme(row) for row in listed_themes(at=at)]
    return [*owners.items(), *([(gettext("Themes"), themes)] if themes else [])]


def _of_page(number: int, *, at: datetime) -> Topic | None:
    public = Edition.objects.public(at=at).filter(page=number)
    edition = public.select_related("page__board", "listingedition").first()
    if edition is None or edition.page.kind == Page.Kind.PLAIN:
        return None
    if edition.page.kind == Page.Kind.LISTING:
        row = edition.listingedition
        row.page = edition.page
        return _of_listing(row)
    row = ReviewEdition.objects.public(at=at).prefetch_related("identifiers", "subjects")
    name = gettext("This review: %(name)s") % {"name": row.get(page=number).heading}
    return Topic(f"page-{number}", name, "", number)


def _of_listing(row: ListingEdition) -> Topic:
    board = row.page.board
    names = {"title": row.title, "board": board.name if board else ""}
    if board:
        whole = gettext("Every review in the list “%(title)s” of %(board)s")
        lasting = gettext("the list “%(title)s” of %(board)s")
    else:
        whole = gettext("Every review in the list “%(title)s”")
        lasting = gettext("the list “%(title)s”")
    return Topic(f"page-{row.page_id}", whole % names, lasting % names, row.page_id)


def _of_board(number: int, *, at: datetime) -> Topic | None:
    board = feeds.board_of(number, at=at)
    return board and _named(board)


def _named(board: Board) -> Topic:
    name = gettext("every review of %(board)s") % {"board": board.name}
    return Topic(f"board-{board.pk}", name[:1].upper() + name[1:], name)


def _of_theme(number: int, *, at: datetime) -> Topic | None:
    theme = listed_themes(at=at).filter(pk=number).first()
    return theme and _with_theme(theme)


def _with_theme(theme: Theme) -> Topic:
    name = gettext("every review with the theme “%(theme)s”") % {"theme": theme.name}
    return Topic(f"theme-{theme.pk}", name[:1].upper() + name[1:], name)


def _listings_of(review: ReviewEdition, *, at: datetime) -> list[ListingEdition]:
    boards = Q(page__board__in=review.page.board.with_successors(at=at)) | Q(page__board=None)
    rows = ListingEdition.objects.public(at=at).select_related("page__board").filter(boards)
    return list(rows.filter(review_types__contains=[review.review_type]).order_by("page__path"))


class Topics:
    """The topics that each page belongs to at the moment ``at``. Costs two queries for any number of pages."""

    def __init__(self, *, at: datetime) -> None:
        self._lines = Board.lines()
        rows = ListingEdition.objects.public(at=at)
        self._listings = list(rows.values_list("page", "page__board", "review_types"))

    def of(
        self, page: int, board: int | None, review_type: str | None, themes: Iterable[int]
    ) -> list[str]:
        """Of a listing, which has no type of review, its own only."""
        found = [f"page-{page}"]
        if review_type is None:
            return found
        for number, owner, types in self._listings:
            if review_type in types and (owner is None or board in self._lines[owner]):
                found.append(f"page-{number}")
        found += [f"board-{each}" for each, line in self._lines.items() if board in line]
        return found + [f"theme-{each}" for each in themes]
