"""One row of each append-only model."""

import datetime
import hashlib
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db.models import Model

from reviews import pdf, workflow
from reviews.documents import findings
from reviews.documents.stored_files import original_names, store
from reviews.ledger import checkpoints
from reviews.models import (
    Approval,
    AvailabilityCheck,
    Checkpoint,
    Clearance,
    Document,
    DocumentCheck,
    Erasure,
    ErasureDecline,
    ErasureRequest,
    Event,
    Finding,
    FormerAddress,
    Hold,
    NoteCorrection,
    Notice,
    NoticeDuty,
    Original,
    PublicationRule,
    ReadingCopy,
    Release,
    Waiver,
    Withdrawal,
)
from tests.support import bypass, pdfs
from tests.support import factories as make

FOUND = pdf.Finding.of("unseen-words", recovered="Grace Okafor")
A_DAY = datetime.date(2026, 11, 23)


def make_event(**facts) -> Event:
    """Written as the web process writes it, without the checks that Python makes."""
    user, page = make.make_user(), make.open_plain().page
    given = {"verb": "published", "actor": user.pk, "actor_name": str(user), "role": ""}
    given |= {"page": page.pk, "edition": 1, "banner": None, "moment": None}
    given |= {"digest": "", "reason": "", "request_id": "", "body": "{}"}
    values = (given | facts).values()
    places = ", ".join(["%s"] * len(values))
    ((number,),) = bypass.sql(f"SELECT reviews_record_event({places})", *values)
    return Event.objects.get(pk=number)


def make_former_address(**fields) -> FormerAddress:
    given = {"path": f"downloads/{next(make.counter)}", "page": make.open_plain().page}
    given |= {"added_by": make.make_user()}
    return FormerAddress.objects.create(**given | fields)


def make_checkpoint(**fields) -> Checkpoint:
    make_event()
    made = checkpoints.checkpoint()
    given = {"size": made.size + 1, "head": made.head, "at": made.at, "note": made.note}
    return Checkpoint.objects.create(**given | fields)


def make_withdrawal(**fields) -> Withdrawal:
    given = {"reason": "error", "public_note": "Gone.", "by": make.make_user()}
    live = make.make_live(make.open_plain())
    return Withdrawal.objects.create(edition=live, **given | fields)


def make_correction() -> NoteCorrection:
    page = make.withdraw(make.make_live(make.open_plain())).edition.page
    return workflow.correct_notice(page, by=make.make_user(), note="Corrected.")


def make_correction_row(public_note: str) -> NoteCorrection:
    """Without the verb, which asks for a note itself."""
    withdrawal = make_withdrawal()
    return NoteCorrection.objects.create(
        withdrawal=withdrawal, public_note=public_note, by=make.make_user()
    )


def make_clearance() -> Clearance:
    page = make.withdraw(make.make_live(make.open_plain())).edition.page
    draft = make.approved(workflow.open_edition(page, by=make.make_user()))
    return Clearance.objects.get(approval__in=Approval.objects.of(draft))


def make_approval(**fields) -> Approval:
    page = fields.pop("page", None) or make.open_plain().page
    given = {"page": page, "edition_number": 1, "by": make.make_user()}
    verdict = {"verdict": "returned", "digest": "0123456789abcdef" * 4, "remarks": "Say more."}
    return Approval.objects.create(**given | verdict | fields)


def make_hold() -> Hold:
    return workflow.hold(make.open_plain().page, by=make.make_user(), reason="inquest")


def make_release() -> Release:
    return workflow.release(make_hold(), by=make.make_user())


def make_rule(**fields) -> PublicationRule:
    given = {"jurisdiction": "wales", "review_type": "cpr", "guidance": "Guidance 2100"}
    rule = {"citation": "Section 1", "minimum_weeks": 12, "in_force_from": A_DAY}
    return PublicationRule.objects.create(**given | rule | fields)


def make_duty(**fields) -> NoticeDuty:
    given = {"recipient": "The Welsh Government", "working_days": 5}
    return NoticeDuty.objects.create(rule=make_rule(), **given | fields)


def make_notice(**fields) -> Notice:
    given = {"page": make.open_plain().page, "recipient": "The family", "sent_on": A_DAY}
    return Notice.objects.create(by=make.make_user(), **given | fields)


def make_check(**fields) -> AvailabilityCheck:
    given = {"page": make.open_plain().page, "address": "/a/", "status": 200, "size": 9}
    return AvailabilityCheck.objects.create(**given | {"was_available": True} | fields)


def make_erasure_request() -> ErasureRequest:
    withdrawn = make.withdraw(make.make_live(make.open_plain())).edition
    return workflow.ask_erasure(withdrawn.page, by=make.make_user(), reason="child")


def make_decline() -> ErasureDecline:
    return workflow.decline_erasure(make_erasure_request(), by=make.make_user())


def make_erasure() -> Erasure:
    by = make.make_user(groups=("Administrators",))
    return workflow.erase(make_erasure_request(), by=by)


def make_check_of_document() -> DocumentCheck:
    return make.make_document_row().checks.get()


# Of a scan on which another program laid its text, with words where the picture shows nothing.
OLD_LAYER = (
    pdf.Finding.of("hidden-text", page=1, why=pdf.consent.NO_PICTURE),
    pdf.Finding.of(pdf.SCAN, page=1),
)


def make_finding(document: Document | None = None) -> Finding:
    document = document or make.make_document_row()
    return findings.keep_check(document, [FOUND]).findings.get()


def make_reading_copy(html: str = "<p>A review.</p>") -> ReadingCopy:
    return ReadingCopy.objects.create(document=make.make_document_row(), html=html)


def make_original(
    document: Document | None = None, content: bytes = b"", picture: bytes = b"", **fields
) -> Original:
    """With bytes of its own, which nobody has looked through."""
    content = content or pdfs.make_pdf(producer=f"original {next(make.counter)}")
    sha256 = hashlib.sha256(content).hexdigest()
    stored = original_names(sha256)
    for name, kept in zip(stored, (content, picture or content), strict=True):
        store(name, ContentFile(kept))
    facts = {"size": len(content), "file": stored[0], "cover": stored[1]}
    facts |= {"document": document or make.make_document_row(), "uploaded_by": make.make_user()}
    return Original.objects.create(sha256=sha256, **facts | fields)


def make_waiver_row(reason: str) -> Waiver:
    """Without the verb, which asks for a reason itself."""
    finding = make_finding()
    facts = {"document": finding.document, "by": make.make_user(), "reason": reason}
    return Waiver.objects.create(finding=finding, **facts)


def make_finding_again(severity: str) -> Finding:
    """What a later check found again, with the waiver of the same finding of the check before."""
    document = make.make_document_row()
    found = replace(FOUND, severity=pdf.Severity(severity))
    first = findings.keep_check(document, [found]).findings.get()
    facts = {"document": document, "reason": "No names.", "by": make.make_user()}
    again = findings.row_of(
        document.checks.create(version=pdf.CHECKS),
        found,
        earlier_waiver=Waiver.objects.create(finding=first, **facts),
    )
    again.save()
    return again


def make_waiver(document: Document | None = None) -> Waiver:
    finding = make_finding(document)
    return workflow.settle_finding(finding, by=make.make_user(), reason="No names.")


# By model: a function that makes a row, and a change that somebody might attempt.
ROWS: dict[type[Model], tuple] = {
    Document: (make.make_unchecked_document, {"title": "Other"}),
    Event: (make_event, {"actor_name": "Somebody else"}),
    Checkpoint: (make_checkpoint, {"note": "Other"}),
    Withdrawal: (make_withdrawal, {"public_note": "Other"}),
    NoteCorrection: (make_correction, {"public_note": "Other"}),
    Clearance: (make_clearance, {"withdrawal_id": 0}),
    Approval: (make_approval, {"verdict": "approved"}),
    Hold: (make_hold, {"reason": "other"}),
    Release: (make_release, {"at": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)}),
    PublicationRule: (make_rule, {"minimum_weeks": 1}),
    NoticeDuty: (make_duty, {"working_days": 0}),
    Notice: (make_notice, {"sent_on": datetime.date(2001, 1, 1)}),
    AvailabilityCheck: (make_check, {"was_available": False}),
    ErasureRequest: (make_erasure_request, {"reason": "person"}),
    ErasureDecline: (make_decline, {"at": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)}),
    DocumentCheck: (make_check_of_document, {"version": 2}),
    Finding: (make_finding, {"severity": "information"}),
    ReadingCopy: (make_reading_copy, {"html": "<p>Other</p>"}),
    Original: (make_original, {"size": 1}),
    Waiver: (make_waiver, {"reason": "Other"}),
    Erasure: (make_erasure, {"transaction": 1}),
}
