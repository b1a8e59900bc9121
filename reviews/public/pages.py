"""What a page shows: the template and the context of what was found at an address.

Pure functions of what was found, the query and the moment, so that the public page, the preview of a
draft, a past edition and the site as at an earlier day are one thing. Only a board's contact is as it
is today: it is outside the page's main part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from reviews.editions.plan_progress import plan_progress
from reviews.models import (
    Banner,
    Board,
    Edition,
    Lineage,
    ListingEdition,
    Page,
    ReviewEdition,
    Withdrawal,
)
from reviews.public import history
from reviews.public.found import (
    DroppedFile,
    Found,
    Gone,
    History,
    LivePage,
    LostDocument,
    PastEdition,
    WithdrawalNotice,
)
from reviews.public.listing import listing_context, without_day
from reviews.public.readable import readable
from reviews.public.review_card import ReviewCard, archive_statements


@dataclass(frozen=True)
class Shown:
    """A page ready to be rendered and sent with ``status``."""

    template: str
    context: dict
    status: int = 200


def page_of(found: Found, query: Mapping[str, str], *, at: datetime) -> Shown:
    """What is shown for everything that is neither a file nor a redirect; ``query`` as for shown()."""
    match found:
        case LivePage(edition=edition):
            return shown(edition, at=at, query=query)
        case History(edition=edition):
            return page_history(edition, at=at)
        case PastEdition(edition=edition):
            return past_edition(edition, at=at, query=query)
        case WithdrawalNotice(withdrawal=withdrawal, status=status):
            return replace(withdrawal_page(withdrawal, at=at), status=status)
        case Gone() | DroppedFile() | LostDocument():
            return gone(found, at=at)
    raise TypeError(f"{found} is not shown as a page.")


def shown(edition: Edition, *, at: datetime, query: Mapping[str, str] | None = None) -> Shown:
    """The page of ``edition``; ``query`` is a listing's filters."""
    return _shown(edition, query or {}, ReviewEdition.objects.public(at=at), at=at)


def past_edition(
    edition: Edition, *, at: datetime, query: Mapping[str, str] | None = None
) -> Shown:
    """An edition that has ended, as it was in its last moment, for readers of the moment ``at``.

    A listing leaves out the reviews that may no longer be read.
    """
    then = edition.live_until - timedelta.resolution
    listed = ReviewEdition.objects.public(at=then).filter(readable(at=at))
    was = _shown(edition, query or {}, listed, at=then)
    today = surroundings(at=at, board=edition.page.board)
    return replace(was, context=was.context | today | {"past": edition})


def _shown(edition: Edition, query: Mapping[str, str], reviews: QuerySet, *, at: datetime) -> Shown:
    row = edition.as_kind
    row.page = edition.page  # as it was read, with its board
    if isinstance(row, ListingEdition):
        context = listing_context(row, query, reviews, at=at)
        return Shown("reviews/listing.html", context | _frame(edition, at=at))
    if isinstance(row, ReviewEdition):
        return Shown("reviews/review.html", _review(row, reviews, at=at) | _frame(edition, at=at))
    return Shown("reviews/page.html", {"edition": edition} | _frame(edition, at=at))


def withdrawal_page(withdrawal: Withdrawal, *, at: datetime) -> Shown:
    """At the address of a withdrawn page: what it was, in neutral words, and the public note."""
    edition = withdrawal.edition.as_kind
    page = withdrawal.edition.page
    is_review = isinstance(edition, ReviewEdition)
    context = {
        "note": withdrawal.note_at(at),
        "page": page,
        "withdrawn_on": edition.live_until,
        # Never the board's own name for the type, which is free text.
        "kind": edition.get_review_type_display() if is_review else page.get_kind_display(),
        "first_published": without_day(edition.first_published),
        "successors": edition.successors(at=at) if isinstance(edition, ListingEdition) else [],
    }
    return Shown("reviews/withdrawn.html", context | surroundings(at=at, board=page.board))


def gone(found: Gone | DroppedFile | LostDocument, *, at: datetime) -> Shown:
    """Why what used to be at an address of a public page is there no more, and where to go on."""
    match found:
        case LostDocument(lineage=lineage):
            return lost_document(lineage, at=at)
        case DroppedFile(page=page, attachment=attachment):
            context = {"attachment": attachment, "page": page}
            around = surroundings(at=at, board=page.board)
            return Shown("reviews/dropped_file.html", context | around, status=410)
    address = {"address": found.page.get_absolute_url()}
    return Shown("reviews/gone.html", address | surroundings(at=at), status=410)


def lost_document(lineage: Lineage, *, at: datetime) -> Shown:
    """At the address of a document that was withdrawn, or of an edition that showed it."""
    page = lineage.edition.page
    context = {
        "lineage": lineage,
        "page": page,
        "withdrawn_on": lineage.edition.live_from,
        # Never its title, which is free text.
        "kind": history.kind_of(lineage),
    }
    around = surroundings(at=at, board=page.board)
    return Shown("reviews/lost_document.html", context | around, status=410)


def page_history(edition: Edition, *, at: datetime) -> Shown:
    """Every public change of the page, the latest first."""
    context = {"edition": edition.as_kind, "entries": history.entries(edition, at=at)}
    return Shown("reviews/history.html", context | _frame(edition, at=at))


def home(*, at: datetime) -> Shown:
    """The listings there are, and the newest reviews."""
    context = {
        "listings": ListingEdition.objects.public(at=at)
        .select_related("page__board")
        .order_by("title", "page__path"),
        "newest": [
            ReviewCard(edition)
            for edition in ReviewEdition.objects.public(at=at).with_entry().latest_first()[:5]
        ],
    }
    return Shown("reviews/home.html", context | surroundings(at=at))


def surroundings(*, at: datetime, board: Board | None = None) -> dict:
    """What is around the main part of every page: banners above, links below."""
    return {
        "banners": Banner.objects.public(at=at),
        "footer_pages": Edition.objects.public(at=at)
        .filter(page__in_footer=True, page__kind=Page.Kind.PLAIN)
        .select_related("page")
        .order_by("title", "page__path"),
        "board": board,
    }


def _frame(edition: Edition, *, at: datetime) -> dict:
    """What is around an edition's own content; a draft has not been updated yet."""
    updated = None if edition.is_draft else history.last_updated(edition, at=at)
    page = edition.page
    return {"page": page, "last_updated": updated} | surroundings(at=at, board=page.board)


def _review(edition: ReviewEdition, reviews: QuerySet, *, at: datetime) -> dict:
    card = ReviewCard(edition)
    return {
        "edition": edition,
        "card": card,
        "shared": card.shared_with(reviews),
        "archive": archive_statements([card], at=at).get(edition.pk),
        "progress": plan_progress(edition.actions.all(), at=at),
    }
