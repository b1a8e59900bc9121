"""What staff are warned of before they publish. It does not stop them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from reviews.editions.digest import EditionContent
from reviews.editions.protected_names import personal_warnings
from reviews.lib.dates import PartialDate, as_words
from reviews.models import (
    Attachment,
    Edition,
    Lineage,
    ListingEdition,
    Page,
    ReviewEdition,
    ReviewType,
    Withdrawal,
)


def warnings(content: EditionContent, *, now: datetime) -> list[str]:
    """Each as sentences that say what to do."""
    row = content.row
    if isinstance(row, ReviewEdition):
        found = [*_unlisted(row, now=now), *_reports_without_a_day(content)]
        found += [*_of_other_reviews(content, now=now), *_withdrawn_files(content, now=now)]
        return [*found, *personal_warnings(content)]
    return _left_out(row, now=now) if isinstance(row, ListingEdition) else []


def _unlisted(edition: ReviewEdition, *, now: datetime) -> list[str]:
    """No listing shows this kind of review of this board."""
    if not edition.review_type or any(
        edition.review_type in listing.review_types for listing in _listings(edition, now=now)
    ):
        return []
    return [
        f"No listing of {edition.page.board} shows this type of review "
        f"({edition.get_review_type_display()}): readers will not find this page in any list. Edit a "
        "listing of the board and tick this type, or publish a new listing for it."
    ]


def _reports_without_a_day(content: EditionContent) -> list[str]:
    """Reports that come after their page, whose day of publication readers would take for theirs."""
    edition = content.row
    reports = [row for row in content.parts[Attachment] if row.kind in Attachment.REPORTS]
    new = [row for row in reports if row.is_readable and not row.first_published]
    if not new or not edition.first_published or edition.number == 1:
        return []
    shown = Attachment.objects.readable().filter(
        edition=OuterRef("pk"), kind__in=Attachment.REPORTS
    )
    earlier = edition.page.editions.exclude(live_from=None).exclude(pk=edition.pk)
    had_reports = list(earlier.values_list(Exists(shown), flat=True))
    if not had_reports or any(had_reports):
        return []
    day = as_words(edition.first_published)
    return [
        f"“{row.name}” comes to a page that was first published on {day}, before it. State the day of the "
        "report itself under “First published” of the document."
        for row in new
    ]


def _of_other_reviews(content: EditionContent, *, now: datetime) -> list[str]:
    """Files that another review shows too: of the same board, or for everybody to see."""
    page = content.row.page
    named = {row.document_id: row.name for row in content.parts[Attachment] if row.document_id}
    if not named:
        return []
    known = Q(edition__page__board=page.board_id) if page.board_id else Q()
    known |= Q(edition__in=Edition.objects.public(at=now))
    others = Attachment.objects.filter(known, document__in=named).exclude(edition__page=page)
    latest = others.order_by("document_id", "edition__page_id", "-edition_id").distinct(
        "document_id", "edition__page_id"
    )
    rows = latest.select_related("edition").prefetch_related(
        "edition__identifiers", "edition__subjects"
    )
    return [
        f"The file of “{named[row.document_id]}” is also a file of “{row.edition.heading}”. If it belongs "
        "to both, go on. If it is the other review’s, remove it here and choose the right file."
        for row in rows
    ]


def _withdrawn_files(content: EditionContent, *, now: datetime) -> list[str]:
    """Files that left public view, alone or with another page, unless this page shows them again already."""
    page = content.row.page
    named = {row.document_id: row.name for row in content.parts[Attachment] if row.document_id}
    again = Attachment.objects.filter(edition__in=page.editions.public(at=now))
    files = named.keys() - set(again.values_list("document", flat=True))
    if not files:
        return []
    alone = Lineage.objects.begun(by=now).filter(document__in=files, successor=None)
    found = [
        (row.document_id, row.edition, PartialDate.of(row.edition.live_from), row)
        for row in alone.exclude(reason="").select_related("edition__page__board")
    ]
    withdrawals = Withdrawal.objects.public(at=now).exclude(edition__page=page)
    rows = Attachment.objects.filter(document__in=files, edition__withdrawal__in=withdrawals)
    for row in rows.select_related("edition__page__board", "edition__withdrawal"):
        withdrawal = row.edition.withdrawal
        found.append((row.document_id, row.edition, withdrawal.day, withdrawal))
    return [
        f"The file of “{named[document]}” was withdrawn from {edition.page} on {as_words(day)}"
        f"{_why_withdrawn(edition.page, row, asked_by=page)}"
        for document, edition, day, row in found
    ]


def _why_withdrawn(page: Page, row: Lineage | Withdrawal, *, asked_by: Page) -> str:
    """The reason is for the staff of its own board."""
    if page.board_id != asked_by.board_id:
        return f". Ask {page.board} why, before you publish it here."
    reason = row.get_reason_display()
    return f", because: {reason}. Publish it here only if that reason has gone."


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
