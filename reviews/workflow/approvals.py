"""Two people: one submits an edition, another approves exactly what was submitted."""

from django.db import transaction

from reviews.compliance.publishing import publishing_blockers
from reviews.editions.approval import (
    ApprovalStatus,
    Stage,
    approval_status,
    authors,
    changed_while_open,
)
from reviews.editions.blockers import Blocker, missing_note
from reviews.editions.change_weight import weight_blockers
from reviews.editions.digest import EditionContent, edition_content
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.models import Approval, Edition, Event, User
from reviews.workflow.locking import lock_with, refuse_if, save_fields

OPEN_TO_SUBMIT = {Stage.DRAFT, Stage.RETURNED, Stage.CHANGED}
OPEN_TO_APPROVE = {Stage.SUBMITTED, Stage.AWAITING_SIGNATURE}


@transaction.atomic
def submit(
    edition: Edition, *, by: User, note: str, weight: str = Edition.Weight.SUBSTANTIVE
) -> Approval:
    """Hand a draft over for approval with the change note that readers will see."""
    page, edition = lock_with(edition, by=by, right="change_edition")
    content = edition_content(edition)
    now = clock.now()
    reasons = [*publishing_blockers(content, now=now), *missing_note(page, note=note)]
    reasons += weight_blockers(content, weight=weight, now=now)
    if approval_status(content).stage not in OPEN_TO_SUBMIT:
        reasons.append("It has been submitted already and has not changed since.")
    refuse_if(reasons)
    save_fields(edition, change_note=note.strip() or "First published.", change_weight=weight)
    return record_verdict(content.rewritten(edition), Approval.Verdict.SUBMITTED, by=by)


@transaction.atomic
def return_(edition: Edition, *, by: User, remarks: str) -> Approval:
    """Hand a draft back with remarks; earlier verdicts count no more."""
    _, edition = lock_with(edition, by=by, right="approve_edition")
    content = edition_content(edition)
    reasons = [] if edition.is_draft else ["Only a draft can be returned."]
    if not approval_status(content).can_be_returned:
        reasons.append("It has not been submitted for approval.")
    if not remarks.strip():
        reasons.append("Say in the remarks what has to change.")
    refuse_if(reasons)
    return record_verdict(content, Approval.Verdict.RETURNED, by=by, remarks=remarks)


@transaction.atomic
def approve(edition: Edition, *, by: User, seen: str | None = None) -> Approval:
    """Approve the whole content of an edition. After an override, this is the second signature.

    With ``seen``, the digest of what was looked at, nothing else is approved.
    """
    _, edition = lock_with(edition, by=by, right="approve_edition")
    content = edition_content(edition)
    reasons = _blockers_to_approving(approval_status(content))
    if by.pk in authors(edition):
        reasons.append("You worked on this edition: somebody else must approve it.")
    refuse_if(reasons + changed_while_open(content, seen=seen))
    return record_verdict(content, Approval.Verdict.APPROVED, by=by)


def record_verdict(
    content: EditionContent, verdict: Approval.Verdict, *, by: User, remarks: str = ""
) -> Approval:
    """Add a verdict on ``content``, which must be what is stored, and its event."""
    approval = Approval.objects.create(
        page_id=content.row.page_id,
        edition_number=content.row.number,
        verdict=verdict,
        digest=content.digest,
        parts=content.field_digests,
        remarks=remarks.strip(),
        by=by,
    )
    record_edition_event(Event.Verb(verdict), content, by=by, row=approval)
    return approval


def _blockers_to_approving(status: ApprovalStatus) -> list[str | Blocker]:
    if status.stage in OPEN_TO_APPROVE:
        return []
    return ["It has been approved already."] if status.is_approved else [*status.blockers]
