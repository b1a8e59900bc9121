"""Files are looked through again by newer checks: keeping what is found, and stopping what would go live."""

from datetime import datetime

from django.db import transaction

from reviews import pdf
from reviews.documents.rechecking import (
    NotLookedAt,
    SecondLook,
    compare,
    keep_second_look,
    look_again,
    outdated,
)
from reviews.documents.stored_files import lock_files
from reviews.editions.found_again import unsettled_schedules
from reviews.ledger.recording import record_event
from reviews.lib.exceptions import JustWentLive
from reviews.models import Document, Edition, Event, Page, User
from reviews.workflow.publication import clear_schedule


def recheck(document: Document) -> SecondLook | None:
    """Look through a stored file and keep what is found. Slow: never inside a transaction.

    None if somebody else has done it meanwhile, or the document was erased. Raises NotLookedAt.
    """
    return record_second_look(document, look_again(document))


@transaction.atomic
def record_second_look(document: Document, found: tuple[pdf.Finding, ...]) -> SecondLook | None:
    """A further check of the document, with its event. That a file fails once more is not kept again."""
    lock_files(document.sha256)
    if not outdated().filter(pk=document.pk).exists():
        return None
    look = compare(document, found)
    if look.is_checked or look.is_first_failure:
        check = keep_second_look(look)
        body = {"file": document.sha256, "version": pdf.CHECKS}
        body |= {"new": look.new, "gone": look.gone, "unsettled": look.unsettled}
        by = User.objects.the_register()
        record_event(Event.Verb.CHECKED_AGAIN, by=by, body=body, row=check)
    return look


def recheck_edition(edition: Edition) -> None:
    """Before a step that asks whether its files are in order. What cannot be looked at stays as it is."""
    shown = edition.reviewedition.attachments.all() if hasattr(edition, "reviewedition") else []
    for document in outdated().filter(pk__in={row.document_id for row in shown} - {None}):
        try:
            recheck(document)
        except NotLookedAt:
            continue


def stop_unsettled(*, now: datetime) -> list[Edition]:
    """Take back the schedule of editions with a file that is not in order: they would go live by themselves."""
    waiting = unsettled_schedules(at=now).order_by("pk")
    return [edition for edition in waiting if _take_back(edition, now=now)]


def _take_back(edition: Edition, *, now: datetime) -> bool:
    """Not what went live, or was taken back, while it was waited for."""
    try:
        with transaction.atomic():
            page = Page.objects.select_for_update().get(pk=edition.page_id)
            waiting = page.editions.scheduled(at=now).filter(pk=edition.pk).first()
            if waiting is not None:
                clear_schedule(page, waiting, by=User.objects.the_register())
            return waiting is not None
    except JustWentLive:
        return False
