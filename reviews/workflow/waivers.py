"""What was found in a document: letting it be for a reason, and asking to see it."""

from django.db import transaction

from reviews.ledger.recording import record_event
from reviews.lib.exceptions import Refused
from reviews.models import Document, Event, Finding, User, Waiver
from reviews.workflow.permissions import NOT_YOURS

Verb = Event.Verb
RIGHT = "reviews.change_edition"


@transaction.atomic
def settle_finding(finding: Finding, *, by: User, reason: str) -> Waiver:
    """Record why ``finding`` may stay in a document that is published."""
    document = _document_of(finding, by)
    reason = reason.strip()
    if finding.severity == Finding.Severity.BLOCKS:
        raise Refused(f"This cannot be settled. {finding.sentence}")
    if Waiver.objects.filter(finding=finding).exists():
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


def _document_of(finding: Finding, by: User) -> Document:
    """Raises Refused for those who may not change editions, or do not work on this document."""
    document = Document.objects.of(by).filter(pk=finding.document_id).first()
    if document is None or not by.has_perm(RIGHT):
        raise Refused(NOT_YOURS)
    if document.erased_at:
        raise Refused("This document has been erased: nothing can be done with it any more.")
    return document
