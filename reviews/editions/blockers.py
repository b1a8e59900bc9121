"""Why an edition may not be published yet: the list that the admin shows and the verbs enforce."""

from collections import Counter
from datetime import datetime

from reviews.lib.dates import as_words
from reviews.models import (
    Attachment,
    Edition,
    Hold,
    Identifier,
    ListingEdition,
    Page,
    ReviewEdition,
)

# States of a review whose page must say why the report is not there.
EXPLAINED = {ReviewEdition.State.DELAYED, ReviewEdition.State.WITHHELD}


def blockers(edition: Edition, *, now: datetime) -> list[str]:
    """Sentences that each say what to do before ``edition`` may be published; empty when it may be."""
    if not edition.is_draft:
        word = "scheduled" if edition.is_scheduled(at=now) else "published"
        return [f"Edition {edition.number} has already been {word}. Open the page again to see it."]
    of_kind = {Page.Kind.REVIEW: _of_review, Page.Kind.LISTING: _of_listing}.get(
        edition.page.kind, _of_plain_page
    )
    return of_kind(edition.as_kind)


def missing_note(edition: Edition, *, note: str) -> list[str]:
    """The public's history needs a word on every change after the first publication."""
    before = Edition.objects.filter(page=edition.page_id).exclude(live_from=None)
    if note.strip() or not before.exists():
        return []
    return ["Say in the change note what has changed: readers see it in the page’s history."]


def _of_plain_page(edition: Edition) -> list[str]:
    rules = [
        (edition.title.strip(), "Give the page a title."),
        (edition.body.strip(), "Write the text of the page."),
    ]
    return [reason for holds, reason in rules if not holds]


def _of_listing(edition: ListingEdition) -> list[str]:
    rules = [
        (edition.title.strip(), "Give the listing a title."),
        (edition.review_types, "Choose at least one type of review to list."),
    ]
    return [reason for holds, reason in rules if not holds]


def _of_review(edition: ReviewEdition) -> list[str]:
    attachments = list(edition.attachments.all())
    shown = [row for row in attachments if row.state == Attachment.State.PUBLISHED]
    kinds = {kind for row in shown for kind in (row.kind, *row.also_contains)}
    needs_report = edition.state == ReviewEdition.State.PUBLISHED
    rules = [
        (
            not needs_report or kinds & Attachment.REPORTS,
            "Attach the report, or choose a state that says why there is none.",
        ),
        (
            edition.state not in EXPLAINED or edition.state_reason.strip(),
            "Give the public a reason why the report is delayed or not published.",
        ),
        (
            bool(edition.conducted_from) == bool(edition.conducted_to),
            "Say both when the review began to be conducted and when that ended, or neither.",
        ),
    ]
    reasons = [reason for holds, reason in rules if not holds] + _reversed_dates(edition)
    reasons += [
        f"Upload the file of “{row}”, give its address elsewhere, or choose another state for it."
        for row in shown
        if not row.is_readable
    ]
    reasons += [
        f"The file of “{row}” has been erased: upload another, or remove it."
        for row in edition.attachments.exclude(document__erased_at=None)
    ]
    return reasons + _doubled_files(shown) + _taken_identifiers(edition)


def _reversed_dates(edition: ReviewEdition) -> list[str]:
    spans = {
        "conducted": (edition.conducted_from, edition.conducted_to),
        "period under review": (edition.period_from, edition.period_to),
    }
    return [
        f"The dates of “{name}” are the wrong way round: {as_words(begun)} is later than {as_words(ended)}."
        for name, (begun, ended) in spans.items()
        if begun
        and ended
        and begun.is_known
        and ended.is_known
        and ended < begun
        # Of 2015 and June 2015 nobody can say which is later.
        and not begun.iso.startswith(ended.iso)
    ]


def _doubled_files(shown: list[Attachment]) -> list[str]:
    files = Counter(row.document_id for row in shown if row.document_id)
    doubled = [row for row in shown if files[row.document_id] > 1]
    if not doubled:
        return []
    names = " and ".join(f"“{row}”" for row in doubled)
    return [
        f"{names} are the same file: attach it once and say what else it contains, or replace one."
    ]


def _taken_identifiers(edition: ReviewEdition) -> list[str]:
    """Identifiers are unique within a board and type; other boards use the same letters."""
    rivals = (
        Identifier.objects.filter(
            value__in=[identifier.value for identifier in edition.identifiers.all()],
            edition__page__board=edition.page.board_id,
            edition__review_type=edition.review_type,
            edition__live_from__isnull=False,
            edition__live_until=None,
        )
        .exclude(edition__page=edition.page_id)
        .select_related("edition__page")
    )
    return [
        f"Another review of this board is already known as {row.value}: {row.edition.page}."
        for row in rivals
    ]


def hold_blockers(page: Page) -> list[str]:
    """A sentence for each hold that keeps the page from going live."""
    return [
        f"This page is on hold ({hold.get_reason_display()}): nothing of it may go live until the hold is released."
        for hold in Hold.objects.in_force().filter(page=page)
    ]
