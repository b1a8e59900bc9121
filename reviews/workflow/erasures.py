"""The last resort: two people destroy what named a child, in the rows and in storage."""

import logging
from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction

from reviews.documents import stored_files
from reviews.documents.uploads import hashes_of, let_go
from reviews.editions.erasure_scope import blockers_to_erasing, erasure_scope
from reviews.ledger import checkpoints
from reviews.ledger.recording import record_event
from reviews.lib import clock, public_changes, request_context
from reviews.lib.storage import storage_faults
from reviews.models import (
    Document,
    Erasure,
    ErasureDecline,
    ErasureRequest,
    Event,
    Page,
    User,
)
from reviews.workflow.locking import lock, refuse_if

Verb = Event.Verb
logger = logging.getLogger(__name__)
DECLINING = ("ask_erasure", "erase_edition")  # either right is enough


@transaction.atomic
def ask_erasure(
    page: Page, *, by: User, reason: str, document: Document | None = None
) -> ErasureRequest:
    """Ask that the page, or one document of it, is destroyed. Nothing happens yet."""
    page = lock(page, by=by, right="ask_erasure")
    reasons = blockers_to_erasing(page, document, at=clock.now())
    if reason not in ErasureRequest.Reason.values:
        reasons.append("Choose a reason for the erasure from the list.")
    if ErasureRequest.objects.waiting().filter(page=page, document=document).exists():
        reasons.append("Somebody has asked for this already: it waits for an administrator.")
    refuse_if(reasons)
    made = ErasureRequest.objects.create(page=page, document=document, reason=reason, by=by)
    named = [row.sha256 for row in erasure_scope(page, document).destroyed]
    body = {"page": document is None, "documents": named}
    record_event(Verb.ERASURE_ASKED, by=by, page=page.pk, reason=reason, body=body, row=made)
    return made


@transaction.atomic
def decline_erasure(request: ErasureRequest, *, by: User) -> ErasureDecline:
    """Take a request back, for those who may ask; turn it down, for those who carry them out."""
    right = next((each for each in DECLINING if by.has_perm(f"reviews.{each}")), DECLINING[0])
    page = lock(request.page, by=by, right=right)
    refuse_if(_answered(request))
    made = ErasureDecline.objects.create(request=request, by=by)
    record_event(Verb.ERASURE_DECLINED, by=by, page=page.pk, reason=request.reason, row=made)
    return made


@transaction.atomic
def erase(request: ErasureRequest, *, by: User) -> Erasure:
    """Carry out what somebody else asked for. It cannot be taken back.

    The rows are erased and the event is written in the database, in one transaction; the bytes
    leave the storage after it. A crash between the two leaves bytes that nothing shows any more:
    ``finish_erasures`` destroys them, and verifying the register reports them until then.
    """
    page = lock(request.page, by=by, right="erase_edition")
    reasons = blockers_to_erasing(page, request.document, at=clock.now())
    if request.by_id == by.pk:
        reasons.append("You asked for this erasure: somebody else must carry it out.")
    refuse_if(reasons + _answered(request))
    named = [row.pk for row in erasure_scope(page, request.document).destroyed]
    waiting = [] if request.document else hashes_of(page.editions.values("pk"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reviews_erase(%s, %s, %s)",
            [request.pk, by.pk, request_context.request_id.get()],
        )
    public_changes.foretell()
    transaction.on_commit(public_changes.announce)
    transaction.on_commit(partial(_destroy, _erased().filter(pk__in=named)), robust=True)
    transaction.on_commit(partial(let_go, waiting), robust=True)
    checkpoints.when_due()
    return Erasure.objects.get(request=request)


def _answered(request: ErasureRequest) -> list[str]:
    answers = [
        (Erasure, "This erasure has been carried out already."),
        (ErasureDecline, "This request was declined: somebody has to ask again."),
    ]
    return [
        sentence for model, sentence in answers if model.objects.filter(request=request).exists()
    ]


def finish_erasures() -> int:
    """Destroy what the storage still holds of erased documents; the number of files it was."""
    return _destroy(_erased())


def _erased():
    """By their rows, when they are read: nothing is destroyed that another page came to show meanwhile."""
    return Document.objects.exclude(erased_at=None)


def _destroy(documents: Iterable[Document]) -> int:
    """A file that cannot be destroyed now is logged and stays for ``finish_erasures``."""
    gone = 0
    for document in documents:
        for name in stored_files.every_name(document):
            try:
                gone += stored_files.remove([name])
            except storage_faults() as fault:
                logger.error("Erased file %s is still in storage: %s", name, type(fault).__name__)
    return gone
