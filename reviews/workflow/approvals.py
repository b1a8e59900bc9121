"""Two people: one submits an edition, another approves exactly what was submitted."""

from django.db import transaction

from reviews.compliance.publishing import publishing_blockers
from reviews.editions.approval import Stage, approval_status, changed_while_open
from reviews.editions.blockers import file_blockers, missing_note
from reviews.editions.change_weight import weight_blockers
from reviews.editions.digest import EditionContent, edition_content
from reviews.editions.protected_names import name_blockers, note_blockers
from reviews.editions.returning import missing_clearance
from reviews.editions.signing import signing_blockers, take_back_blockers
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.models import Approval, Clearance, Edition, Event, User, Withdrawal
from reviews.workflow.locking import lock_with, refuse_if, save_fields

OPEN_TO_SUBMIT = {Stage.DRAFT, Stage.RETURNED, Stage.CHANGED}


@transaction.atomic
def submit(
    edition: Edition, *, by: User, note: str, weight: str = Edition.Weight.SUBSTANTIVE
) -> Approval:
    """Hand a draft over for approval with the change note that readers will see."""
    page, edition = lock_with(edition, by=by, right="change_edition")
    content = edition_content(edition)
    now = clock.now()
    reasons = [*publishing_blockers(content, now=now), *missing_note(page, note=note)]
    reasons += [*note_blockers(page, note), *weight_blockers(content, weight=weight, now=now)]
    if approval_status(content).stage not in OPEN_TO_SUBMIT:
        reasons.append("It has been submitted already and has not changed since.")
    refuse_if(reasons)
    save_fields(edition, change_note=note.strip() or content.row.first_note, change_weight=weight)
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
def approve(
    edition: Edition, *, by: User, seen: str | None = None, cleared: Withdrawal | None = None
) -> Approval:
    """Approve the whole content of an edition. After an override, this is the second signature.

    With ``seen``, the digest of what was looked at, nothing else is approved. ``cleared`` is the
    withdrawal of which the approver confirms that it need not keep this edition from the public.
    Newer checks can find something in a file after it was submitted: nobody signs that unseen.
    """
    page, edition = lock_with(edition, by=by, right="approve_edition")
    content, now = edition_content(edition), clock.now()
    withdrawal = Withdrawal.objects.in_force(page, at=now) if edition.is_draft else None
    reasons = signing_blockers([content], by=by)[edition.pk]
    reasons = reasons or [
        *missing_clearance(withdrawal, cleared=cleared),
        *name_blockers(content),
        *file_blockers(content),
    ]
    refuse_if(reasons + changed_while_open(content, seen=seen))
    approval = record_verdict(content, Approval.Verdict.APPROVED, by=by)
    if withdrawal:
        row = Clearance.objects.create(withdrawal=withdrawal, approval=approval)
        facts = {"reason": withdrawal.reason, "row": row}
        record_edition_event(Event.Verb.CLEARED, content, by=by, **facts)
    return approval


@transaction.atomic
def take_back(edition: Edition, *, by: User) -> Approval:
    """Whoever submitted a draft takes that back, before it is published: an approval of it is void."""
    _, edition = lock_with(edition, by=by, right="change_edition")
    content = edition_content(edition)
    refuse_if(take_back_blockers(content, by=by))
    return record_verdict(content, Approval.Verdict.TAKEN_BACK, by=by)


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
