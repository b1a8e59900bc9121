"""Atom feeds (RFC 4287): what was published, changed and withdrawn, never a word of what is gone."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib import site_language
from reviews.models import Board, ListingEdition, Page, ReviewEdition, Theme
from reviews.public.changes import Change, Kind, latest

WHAT = {
    Kind.NEW: _("New"),
    Kind.CHANGED: _("Changed"),
    Kind.AGAIN: _("Published again"),
    Kind.WITHDRAWN: _("Withdrawn"),
}
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
NAMELESS = _("a review that is no longer public")


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The same each time it is asked, also of a feed without entries, or no program’s copy is ever fresh."""
        return max((entry["updateddate"] for entry in self.items), default=NOTHING_YET)


def of_everything(*, at: datetime) -> str:
    return _feed("Case reviews", "/", "/feeds.atom", Q(), at=at)


def of_board(board: Board, *, at: datetime) -> str:
    """The reviews of the board and of those that it succeeded."""
    reviews = Q(page__board__in=board.with_predecessors(at=at))
    return _feed(f"Reviews: {board}", "/", f"/boards/{board.pk}.atom", reviews, board, at=at)


def of_listing(edition: ListingEdition, *, at: datetime) -> str:
    """In the language of the listing, as far as the words are the site’s."""
    address = edition.page.get_absolute_url()
    reviews = Q(pk__in=edition.listed(ReviewEdition.objects.begun(by=at), at=at).values("pk"))
    with site_language.speaking(edition.language):
        board = edition.page.board
        return _feed(edition.title, address, f"{address[:-1]}.atom", reviews, board, at=at)


def of_theme(theme: Theme, *, at: datetime) -> str:
    """The reviews that have it. Of one that is public without it, nothing: not that it once had it."""
    address = theme.get_absolute_url()
    without = ReviewEdition.objects.public(at=at).exclude(review_themes__theme=theme)
    reviews = Q(review_themes__theme=theme) & ~Q(page__in=without.values("page"))
    return _feed(f"Reviews: {theme.name}", address, f"{address[:-1]}.atom", reviews, at=at)


def board_of(number: int, *, at: datetime) -> Board | None:
    """The board of that number, if it or one that it succeeded has published here."""
    board = Board.objects.filter(pk=number).first()
    begun = ReviewEdition.objects.begun(by=at).filter(page__erased_at=None)
    is_known = board and begun.filter(page__board__in=board.with_predecessors(at=at)).exists()
    return board if is_known else None


def _feed(
    title: str,
    address: str,
    own_address: str,
    reviews: Q,
    board: Board | None = None,
    *,
    at: datetime,
) -> str:
    feed = Feed(
        title=title,
        link=f"{settings.SITE_URL}{address}",
        description=gettext("What was published, changed and withdrawn, the latest first."),
        author_name=str(board or gettext("Case review register")),
        feed_url=f"{settings.SITE_URL}{own_address}",
        feed_guid=f"{settings.SITE_URL}{own_address}",
        language=site_language.current(),
    )
    for change in latest(reviews, at=at):
        _add(feed, change)
    return feed.writeString("utf-8")


def _add(feed: Feed, change: Change) -> None:
    """What is public no more is not led to: its address could hold what the withdrawal was about."""
    address = change.page.get_absolute_url() if change.name else "/"
    feed.add_item(
        title=f"{WHAT[change.kind]}: {change.name or NAMELESS}",
        link=f"{settings.SITE_URL}{address}",
        description=escape(change.note),  # which is stated to be HTML
        unique_id=_identity(change.page, change.number, change.kind),
        pubdate=change.moment,
        updateddate=change.moment,
        categories=[change.kind],
    )


def _identity(page: Page, number: int, kind: Kind) -> str:
    """A tag URI (RFC 4151): no reader takes an entry for a new one, whatever becomes of its address."""
    ending = "/withdrawn" if kind == Kind.WITHDRAWN else ""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{page.pk}/{number}{ending}"
