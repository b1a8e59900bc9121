"""Before a draft is submitted, the cleaned copies in it state their public title, and the board as author."""

from django.db import transaction

from reviews import pdf
from reviews.documents.labels import labelled_copy
from reviews.editions.digest import changed_fields, edition_content, edition_contents
from reviews.editions.labels import labels_to_write
from reviews.ledger.recording import record_edition_event
from reviews.lib.exceptions import Refused, StorageDown
from reviews.models import Document, Edition, Event, User
from reviews.workflow.locking import lock_with
from reviews.workflow.permissions import require
from reviews.workflow.replacing import put_in_place_of

RIGHT = "change_edition"


def label_documents(edition: Edition, *, by: User) -> None:
    """Put a copy with the right label in the place of each that has another. Slow: never inside a transaction.

    A file of which no such copy can be made stays as it is.
    """
    require(by, RIGHT, edition.page)
    content = edition_contents([edition]).get(
        edition.pk
    )  # none if somebody has discarded the draft
    for document, label in (labels_to_write(content) if content else {}).items():
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
