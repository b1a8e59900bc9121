"""What the page of a review shows in its main part."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from reviews.editions.plan_progress import plan_progress
from reviews.lib.dates import PartialDate
from reviews.models import ListingEdition, ReviewEdition
from reviews.public.plan_steps import plan_steps
from reviews.public.plan_view import PlanView
from reviews.public.review_card import ReviewCard, archive_statements
from reviews.public.sentences import state_sentence
from reviews.public.text_sections import text_sections
from reviews.public.versions import address_here


def review_context(edition: ReviewEdition, reviews: QuerySet, *, at: datetime) -> dict:
    """The page of a review; ``reviews`` are the public ones, of which some may share its report."""
    card = ReviewCard(edition)
    archive = archive_statements([card], at=at).get(edition.pk)
    plan = PlanView(plan_progress(edition.actions.all(), at=at))
    return {
        "edition": edition,
        "card": card,
        "sentence": state_sentence(card),
        "sections": text_sections(edition),
        "shared": card.shared_with(reviews),
        "archive": archive,
        "archive_is_over": archive and not PartialDate.of(at) < archive.until,
        "plan_view": plan,
        "plan_steps": plan_steps(edition, at=at) if plan.groups else [],
        "crumbs": way_to(edition, at=at),
    }


def way_to(edition: ReviewEdition, *, at: datetime) -> list[tuple[str, str, str]]:
    """The listing that a review is in, its own board's first, and its year there. Costs one query.

    Of each its address, its name, and the language of that.
    """
    own = F("page__board").asc(nulls_last=True)
    boards = Q(page__board__in=edition.page.board.with_successors(at=at)) | Q(page__board=None)
    listings = ListingEdition.objects.public(at=at).select_related("page")
    listed = listings.filter(boards, review_types__contains=[edition.review_type])
    listing = listed.order_by(own, "page__path").first()
    if listing is None:
        return []
    address = address_here(listing)
    year = edition.first_published and edition.first_published.year
    way = [(address, listing.title, listing.language)]
    return way + ([(f"{address}{year:04}/", str(year), "")] if year else [])
