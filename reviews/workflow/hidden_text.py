"""Hidden text is taken out of a document of a draft, with the consent of whoever works on it."""

from django.db import transaction

from reviews import pdf
from reviews.documents import findings
from reviews.documents.hidden_text import copy_without_hidden_text
from reviews.editions.digest import edition_content
from reviews.editions.hidden_text import blockers_to_taking_out
from reviews.ledger.recording import record_edition_event
from reviews.models import Document, Edition, Event, Finding, User
from reviews.workflow.locking import lock_with, refuse_if
from reviews.workflow.permissions import require
from reviews.workflow.replacing import put_in_place_of

RIGHT = "change_edition"


def take_out_hidden_text(edition: Edition, *, by: User, document: Document) -> Document:
    """Put a copy that shows the same in the place of ``document`` in a draft, and return it.

    The copy is made before anything is locked, and what was asked before is asked again afterwards. If it
    is refused then, no copy is kept.
    """
    require(by, RIGHT, edition.page)
    refuse_if(blockers_to_taking_out(edition_content(edition), document))
    with copy_without_hidden_text(document, by=by) as record, transaction.atomic():
        _, draft = lock_with(edition, by=by, right=RIGHT)
        refuse_if(blockers_to_taking_out(edition_content(draft), document))
        copy = record()
        _replace(draft, document, copy, by=by)
    return copy


def _replace(draft: Edition, document: Document, copy: Document, *, by: User) -> None:
    put_in_place_of(document, copy, draft=draft, by=by)
    removed = Finding.objects.filter(source=copy.checks.order_by("pk").last(), severity="removed")
    found = findings.places(removed.filter(kind__in=pdf.TAKEN))
    body = {"file": copy.sha256, "original": document.sha256}
    body |= {"hidden": {f"{each.page}": each.number for each in found}}
    record_edition_event(Event.Verb.HIDDEN_TAKEN_OUT, edition_content(draft), by=by, body=body)
