"""What was found in a document: letting it be for a reason, asking to see it, opening the original."""

from django.core.files.base import File
from django.db import transaction

from reviews.documents.originals import open_original
from reviews.ledger.recording import record_event
from reviews.lib.exceptions import Refused
from reviews.models import Document, Event, Finding, Original, User, Waiver
from reviews.workflow.permissions import NOT_YOURS

Verb = Event.Verb
RIGHT = "reviews.change_edition"
CHECKED_AGAIN = (
    "This file was looked through again meanwhile. Open it again, and settle what was found then."
)


@transaction.atomic
def settle_finding(finding: Finding, *, by: User, reason: str) -> Waiver:
    """Record why ``finding`` may stay in a document that is published."""
    document = _document_of(finding, by)
    reason = reason.strip()
    if finding.severity == Finding.Severity.BLOCKS:
        raise Refused(f"This cannot be settled. {finding.sentence}")
    if document.checks.filter(pk__gt=finding.source_id).exists():
        raise Refused(CHECKED_AGAIN)
    if Finding.objects.get(pk=finding.pk).is_settled:
        raise Refused("Somebody has settled this already.")
    if not reason:
        raise Refused("Say why it may stay.")
    made = Waiver.objects.create(finding=finding, document=document, reason=reason, by=by)
    record_event(Verb.FINDING_SETTLED, by=by, body={"file": document.sha256}, row=made)
    return made


@transaction.atomic
def show_finding(finding: Finding, *, by: User) -> str:
    """What the finding has recovered, which is masked otherwise. Asking is an event."""
    document = _document_of(finding, by)
    body = {"file": document.sha256, "finding": finding.pk}
    record_event(Verb.FINDING_SHOWN, by=by, body=body)
    return finding.recovered


def read_original(original: Original, *, by: User, reason: str) -> File:
    """The file of which a document is the cleaned copy, open, and compared with its row.

    Opening it is an event, which names the reason and none of the content. Raises OtherBytes and
    StorageDown, and then it was not opened.
    """
    if reason not in Original.Reason.values:
        raise Refused("Choose from the list why you open it.")
    _document_of_original(original, by)
    content = open_original(original)  # all of it is read, for which no transaction is kept open
    try:
        with transaction.atomic():
            document = _document_of_original(original, by)  # it may have been erased meanwhile
            body = {"file": document.sha256, "original": original.sha256}
            record_event(Verb.ORIGINAL_READ, by=by, reason=reason, body=body)
    except BaseException:
        content.close()
        raise
    return content


def _document_of_original(original: Original, by: User) -> Document:
    document = _document_of(original, by)
    if Original.objects.with_fate().get(pk=original.pk).is_destroyed:
        raise Refused("This original was destroyed by an erasure.")
    return document


def _document_of(about: Finding | Original, by: User) -> Document:
    """Raises Refused for those who may not change editions, or do not work on this document."""
    document = Document.objects.of(by).filter(pk=about.document_id).first()
    if document is None or not by.has_perm(RIGHT):
        raise Refused(NOT_YOURS)
    if document.erased_at:
        raise Refused("This document has been erased: nothing can be done with it any more.")
    return document
