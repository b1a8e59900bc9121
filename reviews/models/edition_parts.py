"""What an edition is made of, and how the next edition starts as its equal."""

from django.db.models import Model

from reviews.models.action_plan import Action, ActionPlan
from reviews.models.attachment import Attachment
from reviews.models.board_response import BoardResponse
from reviews.models.board_role import BoardRole
from reviews.models.edition import Edition
from reviews.models.lineage import Lineage
from reviews.models.listing_edition import ListingEdition
from reviews.models.page import Listing, Page, PlainPage, Review
from reviews.models.review_edition import Identifier, ReviewEdition, Subject
from reviews.models.theme import ReviewTheme

PAGE_OF = {model.KIND: model for model in (PlainPage, Listing, Review)}
EDITION_OF = {
    Page.Kind.PLAIN: Edition,
    Page.Kind.LISTING: ListingEdition,
    Page.Kind.REVIEW: ReviewEdition,
}
PARTS = (
    *(Identifier, Subject, BoardRole, Attachment, BoardResponse),
    *(ActionPlan, Action, Lineage, ReviewTheme),
)
# What belongs to one edition alone and is not handed on to the next.
OWN_PARTS = {Lineage}
OWN = {
    *("id", "edition_ptr", "page", "number", "live_from", "live_until"),
    *("change_note", "change_weight", "carried_updated", "draft_version"),
    *("created_at", "edited_at", "edited_by"),
}


def values(row: Model, *, but: set[str]) -> dict:
    """The concrete fields of ``row`` by attribute name, without those named in ``but``."""
    fields = (field for field in row._meta.concrete_fields if field.name not in but)
    return {field.attname: getattr(row, field.attname) for field in fields}


def next_edition(page: Page, after: Edition | None, **own) -> Edition:
    """An unsaved edition of the right kind that says what ``after`` says."""
    kind = EDITION_OF[page.kind]
    content = values(after, but=OWN) if after else {}
    return kind(page=page, number=(after.number if after else 0) + 1, **content, **own)


def copy_parts(source: ReviewEdition, target: ReviewEdition) -> None:
    """Give ``target`` the parts of ``source``; documents are pointed at, not copied."""
    for part in PARTS:
        if part in OWN_PARTS:
            continue
        part.objects.bulk_create(
            part(edition=target, **values(row, but={"id", "edition"}))
            for row in part.objects.filter(edition=source)
        )
