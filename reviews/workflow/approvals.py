"""Two people: one hands over, another signs exactly what was handed over."""

from django.db import transaction

from reviews.editions.approval import Stage, approval_status, authors, signature, unseen
from reviews.editions.blockers import blockers, missing_note
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.models import Approval, Edition, Event, User
from reviews.workflow.locking import describe, lock_with, refuse_if

Verb = Event.Verb
OPEN_TO_SUBMIT = {Stage.DRAFT, Stage.RETURNED, Stage.CHANGED}
OPEN_TO_SIGN = {Stage.SUBMITTED, Stage.AWAITING_SIGNATURE}


@transaction.atomic
def submit(
    edition: Edition, *, by: User, note: str, weight: str = Edition.Weight.SUBSTANTIVE
) -> Approval:
    """Hand a draft over for approval with the change note that readers will see."""
    _, edition = lock_with(edition, by=by, right="change_edition")
    reasons = blockers(edition, now=clock.now()) + missing_note(edition, note=note)
    if approval_status(edition).stage not in OPEN_TO_SUBMIT:
        reasons.append("It has been submitted already and has not changed since.")
    refuse_if(reasons)
    describe(edition, change_note=note.strip() or "First published.", change_weight=weight)
    signed = signature(edition, Approval.Verdict.SUBMITTED, by=by)
    signed.save()
    record_edition_event(Verb.SUBMITTED, edition, by=by, row=signed)
    return signed


@transaction.atomic
def return_(edition: Edition, *, by: User, remarks: str) -> Approval:
    """Hand a draft back with remarks; whatever was signed before counts no more."""
    _, edition = lock_with(edition, by=by, right="approve_edition")
    reasons = [] if edition.is_draft else ["Only a draft can be returned."]
    if not approval_status(edition).can_be_returned:
        reasons.append("It has not been submitted for approval.")
    if not remarks.strip():
        reasons.append("Say in the remarks what has to change.")
    refuse_if(reasons)
    said = signature(edition, Approval.Verdict.RETURNED, by=by, remarks=remarks)
    said.save()
    record_edition_event(Verb.RETURNED, edition, by=by, row=said)
    return said


@transaction.atomic
def approve(edition: Edition, *, by: User, seen: str | None = None) -> Approval:
    """Sign everything that the edition says. After an override, this is the second signature.

    With ``seen``, the digest of what was looked at, nothing else is signed.
    """
    _, edition = lock_with(edition, by=by, right="approve_edition")
    status = approval_status(edition)
    reasons = [] if status.stage in OPEN_TO_SIGN else _why_not_signed(status)
    if by.pk in authors(edition):
        reasons.append("You worked on this edition: somebody else must approve it.")
    refuse_if(reasons + unseen(edition, seen=seen))
    signed = signature(edition, Approval.Verdict.APPROVED, by=by)
    signed.save()
    record_edition_event(Verb.APPROVED, edition, by=by, row=signed)
    return signed


def _why_not_signed(status) -> list[str]:
    if status.stage == Stage.APPROVED:
        return ["It has been approved already."]
    return status.reasons
