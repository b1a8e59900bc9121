"""Before a draft is submitted, the cleaned copies in it state their public title, and the board as author."""

from django.db import transaction

from reviews import pdf
from reviews.compliance.publishing import publishing_blockers
from reviews.documents.labels import labelled_copy
from reviews.editions.digest import (
    EditionContent,
    changed_fields,
    edition_content,
    edition_contents,
)
from reviews.editions.labels import labels_to_write
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.lib.exceptions import Refused, StorageDown
from reviews.models import Attachment, Document, Edition, Event, User
from reviews.workflow.locking import lock_with
from reviews.workflow.permissions import require
from reviews.workflow.replacing import put_in_place_of

RIGHT = "change_edition"


def label_documents(edition: Edition, *, by: User) -> None:
    """Put a copy with the right label in the place of each that has another. Slow: never inside a transaction.

    Nothing is written while something keeps the edition from being published: its title may name a child.
    A file of which no such copy can be made stays as it is.
    """
    content = _content(edition, by=by)
    if content and not publishing_blockers(content, now=clock.now()):
        _label_each(edition, labels_to_write(content), by=by)


def follow_titles(edition: Edition, *, by: User) -> None:
    """The same of a draft that has come back and was saved: only of what was labelled before, but always, so
    that what a title says no more is in no file."""
    shown = Attachment.objects.filter(edition=edition.pk).exclude(document=None)
    if shown.exclude(document__author="").exists() and (content := _content(edition, by=by)):
        labels = labels_to_write(content)
        again = {document: label for document, label in labels.items() if document.label}
        _label_each(edition, again, by=by)


def _content(edition: Edition, *, by: User) -> EditionContent | None:
    """None if somebody has discarded the draft."""
    require(by, RIGHT, edition.page)
    return edition_contents([edition]).get(edition.pk)


def _label_each(edition: Edition, labels: dict[Document, pdf.Label], *, by: User) -> None:
    for document, label in labels.items():
        try:
            _label(edition, document, label, by=by)
        except (Refused, StorageDown):
            continue


def _label(edition: Edition, document: Document, label: pdf.Label, *, by: User) -> None:
    """What was asked before the copy was made is asked again once the draft is locked."""
    with labelled_copy(document, label, by=by) as record, transaction.atomic():
        _, draft = lock_with(edition, by=by, right=RIGHT)
        before = edition_content(draft)
        if labels_to_write(before).get(document) != label:
            return
        put_in_place_of(document, record(), draft=draft, by=by)
        after = edition_content(draft)
        fields = changed_fields(before.field_digests, after.field_digests)
        record_edition_event(Event.Verb.SAVED, after, by=by, body={"fields": fields})
