"""What a page shows: the template and the context of what was found at an address.

Pure functions of what was found, the query and the moment, so that the public page, the preview of a
draft, a past edition and the site as at an earlier day are one thing. Only a board's contact and
colour are as they are today: they are outside the page's main part.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reviews.editions.readable import readable
from reviews.lib.dates import PartialDate
from reviews.models import (
    Attachment,
    Concern,
    Edition,
    ListingEdition,
    Page,
    ReviewEdition,
    Withdrawal,
)
from reviews.public import history, structured_data, versions
from reviews.public.concern_form import form_address
from reviews.public.facets import date_name
from reviews.public.found import (
    DroppedFile,
    Found,
    Gone,
    History,
    LivePage,
    LostDocument,
    PastDay,
    PastEdition,
    Reading,
    WithdrawalNotice,
)
from reviews.public.history_parts import part_of
from reviews.public.home import home_context
from reviews.public.kept import Kept
from reviews.public.listing import listing_context, way_above, without_day
from reviews.public.managed_pages import plain_context
from reviews.public.reading import reading_page
from reviews.public.review_page import review_context, way_to
from reviews.public.search import search
from reviews.public.sentences import with_article
from reviews.public.surroundings import (
    edition_frame,
    in_one_language,
    read,
    site_frame,
    surroundings,
)

GONE = {
    Page.Kind.PLAIN: _("This page has been withdrawn"),
    Page.Kind.LISTING: _("This listing has been withdrawn"),
    Page.Kind.REVIEW: _("This review has been withdrawn"),
}


@dataclass(frozen=True)
class Shown:
    """A page ready to be rendered and sent with ``status``."""

    template: str
    context: dict
    status: int = 200


def page_of(
    found: Found, query: Mapping[str, str], *, at: datetime, kept: Kept | None = None
) -> Shown:
    """What is shown for everything that is no file, the words of none, and no redirect; the rest as for shown()."""
    match found:
        case LivePage(edition=edition, year=year):
            page = shown(edition, at=at, query=query, year=year, kept=kept)
            return with_metadata(page, structured_data.of_page(edition, year))
        case History(edition=edition):
            return page_history(edition, query, at=at)
        case PastEdition() | PastDay():
            return past_page(found, query, at=at)
        case WithdrawalNotice(withdrawal=withdrawal, status=status):
            return replace(withdrawal_page(withdrawal, at=at), status=status)
        case Gone() | DroppedFile() | LostDocument():
            return gone(found, at=at)
    raise TypeError(f"{found} is not shown as a page.")


def with_metadata(live: Shown, metadata: structured_data.Metadata) -> Shown:
    """With what a page states about itself only while it is live: its one address, its other forms."""
    return replace(live, context=live.context | {"metadata": metadata})


def shown(
    edition: Edition,
    *,
    at: datetime,
    query: Mapping[str, str] | None = None,
    year: str = "",
    kept: Kept | None = None,
) -> Shown:
    """The page of ``edition``; ``query`` is a listing's filters, ``year`` one that its address names, or a month."""
    asked = {name: (query or {})[name] for name in query or {}} | ({"year": year} if year else {})
    reviews = ReviewEdition.objects.public(at=at)
    address = versions.address_here(edition) if edition.is_live(at=at) else ""
    found = _shown(edition, asked, reviews, address, kept or Kept(), at=at, read_at=at)
    if not year:
        return found
    above = {"year": date_name(year), "crumbs": way_above(edition, year)}
    return replace(found, context=found.context | above)


def past_page(found: PastEdition | PastDay, query: Mapping[str, str], *, at: datetime) -> Shown:
    """The page as it was: on a day, or in the last moment of an edition that has ended."""
    if isinstance(found, PastEdition):
        then = found.edition.live_until - timedelta.resolution
        return _past(found.edition, query, then=then, at=at)
    was = _past(found.edition, query, then=found.then, at=at)
    return replace(was, context=was.context | {"past_day": PartialDate(found.day.isoformat())})


def _past(edition: Edition, query: Mapping[str, str], *, then: datetime, at: datetime) -> Shown:
    """``edition`` as it was ``then``, for readers of the moment ``at``.

    A listing leaves out the reviews that may no longer be read.
    """
    listed = ReviewEdition.objects.public(at=then).filter(readable(at=at))
    was = _shown(edition, query, listed, "", Kept(), at=then, read_at=at)
    today = surroundings(at=at, board=edition.page.board)
    # Not how the plan got on: of that, only today's page knows what may still be read.
    left_out = {"past": edition, "alerts_about": False, "plan_steps": []}
    return replace(was, context=was.context | today | left_out)


def _shown(
    edition: Edition,
    query: Mapping[str, str],
    reviews: QuerySet,
    address: str,
    kept: Kept,
    *,
    at: datetime,
    read_at: datetime,
) -> Shown:
    """As it is ``at`` a moment, with what may be read at another of what changed before.

    ``address`` is where a listing is narrowed; without one it is narrowed where it is.
    """
    row = edition.as_kind
    row.page = edition.page  # as it was read, with its board
    if isinstance(row, ListingEdition):
        context = listing_context(row, query, reviews, address, kept, at=at)
        frame = kept.get(
            ("frame", edition.pk),
            lambda: read(edition_frame(edition, at=at, read_at=read_at)),
        )
        kept_in = {"kept_in": (kept, edition.pk)} if kept.keeps_parts else {}
        return Shown("reviews/listing.html", context | frame | kept_in)
    frame = edition_frame(edition, at=at, read_at=read_at)
    if isinstance(row, ReviewEdition):
        return Shown("reviews/review.html", review_context(row, reviews, at=at) | frame)
    return Shown("reviews/page.html", plain_context(edition, at=at) | frame)


def withdrawal_page(withdrawal: Withdrawal, *, at: datetime) -> Shown:
    """At the address of a withdrawn page: what it was, in neutral words, and the public note."""
    edition = withdrawal.edition.as_kind
    page = withdrawal.edition.page
    is_review = isinstance(edition, ReviewEdition)
    context = {
        "note": withdrawal.note_at(at),
        "page": page,
        "withdrawn_on": edition.live_until,
        "heading": GONE[page.kind],
        "language": edition.language,
        # Never the board's own name for the type, which is free text.
        "kind": with_article(
            edition.get_review_type_display() if is_review else page.get_kind_display()
        ),
        "is_only_listed": is_review and edition.is_only_listed,
        "first_published": without_day(edition.first_published),
        "successors": edition.successors(at=at) if isinstance(edition, ListingEdition) else [],
    }
    return Shown("reviews/withdrawn.html", context | in_one_language(at=at, board=page.board))


def gone(found: Gone | DroppedFile | LostDocument, *, at: datetime) -> Shown:
    """Why what used to be at an address of a public page is there no more, and where to go on."""
    match found:
        case LostDocument():
            return lost_document(found, at=at)
        case DroppedFile(page=page, attachment=attachment):
            context = {"attachment": attachment, "page": page}
            around = in_one_language(at=at, board=page.board)
            return Shown("reviews/dropped_file.html", context | around, status=410)
    address, board = {"address": found.page.get_absolute_url()}, found.page.board
    return Shown("reviews/gone.html", address | in_one_language(at=at, board=board), status=410)


def lost_document(found: LostDocument, *, at: datetime) -> Shown:
    """At the address of a document that was withdrawn, or of an edition that showed it."""
    lineage, page = found.lineage, found.page
    context = {
        "lineage": lineage,
        "page": page,
        "successor": found.successor,
        "withdrawn_on": lineage.edition.live_from,
        # Never its title, which is free text.
        "kind": history.kind_of(lineage),
    }
    around = in_one_language(at=at, board=page.board)
    return Shown("reviews/lost_document.html", context | around, status=410)


def page_history(edition: Edition, query: Mapping[str, str], *, at: datetime) -> Shown:
    """Every public change of the page, the latest first; of a long history the part that ``query`` asks for."""
    row = edition.as_kind
    part = part_of(edition, query, at=at)
    name, above = getattr(row, "heading", row.title), []
    if isinstance(row, ReviewEdition):
        row.page = edition.page  # as it was read, with its board
        above = way_to(row, at=at)
    context = {
        "edition": row,
        "entries": history.entries(edition, at=at, part=part),
        "part": part,
        "crumbs": [*above, (versions.address_here(edition), name, row.language)],
    }
    return Shown("reviews/history.html", context | edition_frame(edition, at=at, read_at=at))


def reading(found: Reading, *, at: datetime) -> Shown:
    """The words of a file that the public may read."""
    page, attachment = found.page, found.attachment
    name = f"history/{attachment.document.sha256}" if found.by_hash else attachment.slug
    address = f"{page.get_absolute_url()}{name}.pdf"
    return reading_of(attachment, address, page.get_absolute_url(), at=at)


def reading_of(attachment: Attachment, address: str, back: str, *, at: datetime) -> Shown:
    """The words of a file that is read at ``address``; ``back`` leads to the page that shows it."""
    board = attachment.edition.page.board
    above = way_to(attachment.edition, at=at)
    context = {
        "copy": reading_page(attachment, address),
        "back": back,
        "crumbs": [*above, (back, attachment.edition.heading, attachment.edition.language)],
        "edition": attachment.edition,
        "page": attachment.edition.page,
        "problem_address": form_address(f"{address}/read/", Concern.Kind.COPY),
    }
    own = {"report_address": form_address(f"{address}/read/")}
    return Shown("reviews/reading.html", context | in_one_language(at=at, board=board) | own)


def home(*, at: datetime) -> Shown:
    """The newest reviews, and the listings there are."""
    page = Shown("reviews/home.html", home_context(at=at) | surroundings(at=at))
    return with_metadata(page, structured_data.of_home())


def search_page(query: Mapping[str, str], kept: Kept, *, at: datetime) -> Shown:
    """What a search finds; before anything is searched for, the box alone."""
    context = {"search": search(query, kept, at=at)} | site_frame(kept, at=at)
    return Shown("reviews/search.html", context | {"kept_in": (kept, "search")})
