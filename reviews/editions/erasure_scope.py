"""What an erasure of a page or of one document destroys, and why it may not be carried out yet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from reviews.models import Attachment, Document, Edition, Original, Page


@dataclass(frozen=True)
class ErasureScope:
    """The documents that an erasure destroys, and those that stay because another page shows them.

    The originals of those that are destroyed go too, also where they are documents themselves that no
    other page shows.
    """

    destroyed: list[Document]
    kept: list[Document]

    @property
    def originals(self) -> list[Original]:
        own = Original.objects.filter(document__in=self.destroyed).with_fate()
        return list(own.filter(is_destroyed=False))


def erasure_scope(page: Page, document: Document | None) -> ErasureScope:
    """The scope of erasing ``document``, or without one the whole page."""
    if document:
        return ErasureScope([document, *_forebears([document], but_for=None)], [])
    shown = Document.objects.filter(attachments__edition__page=page).distinct().order_by("pk")
    elsewhere = set(_shown_elsewhere(page))
    destroyed = [row for row in shown if row.pk not in elsewhere]
    return ErasureScope(
        destroyed + _forebears(destroyed, but_for=page),
        [row for row in shown if row.pk in elsewhere],
    )


def _forebears(documents: list[Document], *, but_for: Page | None) -> list[Document]:
    """The documents from which these were made, as the database finds them when it erases."""
    keys, page = [each.pk for each in documents], but_for and but_for.pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT reviews_forebears(%s, %s)", [keys, page])
        found = [key for (key,) in cursor]
    return list(Document.objects.filter(pk__in=found).order_by("pk"))


def blockers_to_erasing(page: Page, document: Document | None, *, at: datetime) -> list[str]:
    """Why this cannot be erased at the moment ``at``, as sentences that quote no content."""
    if document is None:
        return _still_public(page.editions.all(), at=at)
    shown = Edition.objects.filter(reviewedition__attachments__document=document)
    reasons = _still_public(shown, at=at)
    if shown.exists() and not shown.filter(page=page).exists():
        reasons.append("This page does not show that file.")
    reasons += [
        f"A draft of page {number} shows this file: remove it there first."
        for number in shown.drafts().exclude(page=page).values_list("page", flat=True)
    ]
    return reasons


def _still_public(editions: QuerySet, *, at: datetime) -> list[str]:
    public = [
        f"Edition {edition.number} of page {edition.page_id} is public: withdraw the page first."
        for edition in editions.public(at=at)
    ]
    return public + [
        f"Edition {edition.number} of page {edition.page_id} waits to go live: take back its schedule first."
        for edition in editions.scheduled(at=at)
    ]


def _shown_elsewhere(page: Page) -> QuerySet:
    """The keys of the documents that other pages show."""
    shown = Attachment.objects.exclude(edition__page=page).exclude(document=None)
    return shown.values_list("document", flat=True)
