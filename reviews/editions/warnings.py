"""What staff are warned of before they publish. It does not stop them."""

from datetime import datetime

from reviews.editions.digest import EditionContent
from reviews.editions.protected_names import personal_warnings
from reviews.models import Edition, ListingEdition, ReviewEdition, ReviewType


def warnings(content: EditionContent, *, now: datetime) -> list[str]:
    """Each as sentences that say what to do."""
    row = content.row
    if isinstance(row, ReviewEdition):
        return [*_unlisted(row, now=now), *personal_warnings(content)]
    return _left_out(row, now=now) if isinstance(row, ListingEdition) else []


def _unlisted(edition: ReviewEdition, *, now: datetime) -> list[str]:
    """No listing shows this kind of review of this board."""
    if not edition.review_type or any(
        edition.review_type in listing.review_types for listing in _listings(edition, now=now)
    ):
        return []
    return [
        f"No listing shows a {edition.get_review_type_display()} of {edition.page.board}: readers will not "
        "find this page in any list. Edit a listing of the board and tick this type of review, or "
        "publish a new listing for it."
    ]


def _left_out(edition: ListingEdition, *, now: datetime) -> list[str]:
    """Kinds of review that are public, and that only this listing has shown so far."""
    before = edition.page.editions.public(at=now).first()
    if before is None:
        return []
    others = [row for row in _listings(edition, now=now) if row.page_id != edition.page_id]
    kept = {*edition.review_types, *(kind for row in others for kind in row.review_types)}
    public = before.as_kind.listed(ReviewEdition.objects.public(at=now))
    dropped = set(public.values_list("review_type", flat=True)) - kept
    return [
        f"Reviews of the type {ReviewType(kind).label} are public, and no listing will show them any "
        "more. Tick their type here, or in another listing first."
        for kind in sorted(dropped)
    ]


def _listings(edition: Edition, *, now: datetime) -> list[ListingEdition]:
    """Those that are public or wait to be, of this edition's board or of all boards."""
    open_ended = ListingEdition.objects.filter(live_from__isnull=False)
    found = open_ended.public(at=now) | open_ended.scheduled(at=now)
    boards = {None, edition.page.board_id}
    return [row for row in found.select_related("page") if row.page.board_id in boards]
