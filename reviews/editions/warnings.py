"""What staff are warned of before they publish. It does not stop them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.documents.originals import are_same_as, copies_of_the_same
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
        if named := _named_files(content):
            found += _of_other_reviews(row.page, named, now=now)
            found += _withdrawn_files(row.page, named, now=now)
        found += _left_elsewhere(content, now=now)
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


def _named_files(content: EditionContent) -> dict[int, str]:
    """What the edition calls each of its files."""
    return {row.document_id: row.name for row in content.parts[Attachment] if row.document_id}


def _with_copies(named: dict[int, str], found: Iterable[int]) -> dict[int, str]:
    """Also what it calls the files that were ``found`` elsewhere, which may be other copies of the same."""
    if named.keys() >= set(found):
        return named
    rows = list(copies_of_the_same(list(named)).values_list("sha256", "document"))
    by_original = {sha256: named[key] for sha256, key in rows if key in named}
    return {key: by_original[sha256] for sha256, key in rows} | named


def _of_other_reviews(page: Page, named: dict[int, str], *, now: datetime) -> list[str]:
    """Files that another review shows too: of the same board, or for everybody to see."""
    known = Q(edition__page__board=page.board_id) if page.board_id else Q()
    known |= Q(edition__in=Edition.objects.public(at=now))
    others = Attachment.objects.filter(known, are_same_as(list(named))).exclude(edition__page=page)
    latest = others.order_by("document_id", "edition__page_id", "-edition_id").distinct(
        "document_id", "edition__page_id"
    )
    rows = latest.select_related("edition").prefetch_related(
        "edition__identifiers", "edition__subjects"
    )
    named = _with_copies(named, (row.document_id for row in rows))
    return [
        f"The file of “{named[row.document_id]}” is also a file of “{row.edition.heading}”. If it belongs "
        "to both, go on. If it is the other review’s, remove it here and choose the right file."
        for row in rows
    ]


def _withdrawn_files(page: Page, named: dict[int, str], *, now: datetime) -> list[str]:
    """Files that left public view, alone or with another page, unless this page shows them again already.

    The reason is for the staff of the page's own board.
    """
    found, rows = [], list(_withdrawals_of(list(named), page, now=now))
    named = _with_copies(named, (document for document, *_ in rows))
    for document, path, board, name, left, reason in rows:
        day = as_words(PartialDate.of(left))
        text = f"The file of “{named[document]}” was withdrawn from {Page(path=path)} on {day}"
        if board == page.board_id:
            why = Withdrawal.Reason(reason).label
            found.append(f"{text}, because: {why}. Publish it here only if that reason has gone.")
        else:
            found.append(f"{text}. Ask {name} why, before you publish it here.")
    return found


def _left_elsewhere(content: EditionContent, *, now: datetime) -> list[str]:
    rows = content.parts[Lineage]
    files = {row.document_id for row in rows if row.reason in Withdrawal.Reason.values}
    return public_elsewhere(files, content.row.page, now=now) if files else []


def public_elsewhere(files: Iterable[int], page: Page, *, now: datetime) -> list[str]:
    """Where readers find these documents once the page no longer shows them."""
    public = Attachment.objects.filter(
        document__in=files, edition__in=Edition.objects.public(at=now)
    )
    rows = (
        public.exclude(edition__page=page).select_related("edition").order_by("edition", "position")
    )
    return [
        f"The file “{row.name}” is on the page “{row.edition.heading}” too, where it stays public. If nobody "
        "is to read it any more, withdraw it there as well."
        for row in rows.prefetch_related("edition__identifiers", "edition__subjects")
    ]


def _withdrawals_of(files: list[int], page: Page, *, now: datetime) -> Iterable[tuple]:
    """(document, path and board of its page, name of the board, when it left, reason), in one query."""
    shown = Attachment.objects.filter(are_same_as(files))
    again = shown.filter(edition__in=page.editions.public(at=now)).values("document")
    facts = ("edition__page__path", "edition__page__board", "edition__page__board__name")
    reasons = {"successor": None, "reason__in": Withdrawal.Reason.values}
    alone = Lineage.objects.begun(by=now).filter(are_same_as(files), **reasons)
    withdrawals = Withdrawal.objects.public(at=now).exclude(edition__page=page)
    whole = shown.filter(edition__withdrawal__in=withdrawals)
    rows = (
        found.exclude(are_same_as(again)).order_by().values_list("document", *facts, *why)
        for found, why in (
            (alone, ("edition__live_from", "reason")),
            (whole, ("edition__live_until", "edition__withdrawal__reason")),
        )
    )
    return QuerySet.union(*rows)


def _left_out(edition: ListingEdition, *, now: datetime) -> list[str]:
    """Kinds of review that are public, and that only this listing has shown so far."""
    before = edition.page.editions.public(at=now).first()
    if before is None:
        return []
    others = [row for row in _listings(edition, now=now) if row.page_id != edition.page_id]
    kept = {*edition.review_types, *(kind for row in others for kind in row.review_types)}
    public = before.as_kind.listed(ReviewEdition.objects.public(at=now), at=now)
    dropped = set(public.values_list("review_type", flat=True)) - kept
    return [
        f"Reviews of the type {ReviewType(kind).label} are public, and no listing will show them any "
        "more. Tick their type here, or in another listing first."
        for kind in sorted(dropped)
    ]


def _listings(edition: Edition, *, now: datetime) -> list[ListingEdition]:
    """Those that are public or wait to be, of this edition's board, of one that succeeded it, or of all boards."""
    open_ended = ListingEdition.objects.filter(live_from__isnull=False)
    found = open_ended.public(at=now) | open_ended.scheduled(at=now)
    board = edition.page.board
    theirs = Q(page__board__in=board.with_successors(at=now)) if board else Q()
    return list(found.filter(Q(page__board=None) | theirs))
