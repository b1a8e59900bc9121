"""A file that was sent for a draft is checked, and the row of the draft that waits for it gets its document."""

from django.db import transaction
from django.db.models import Q

from reviews.documents import uploads
from reviews.editions.digest import changed_fields, edition_content
from reviews.editions.protected_names import search_page
from reviews.ledger.recording import record_edition_event
from reviews.lib.exceptions import Refused
from reviews.models import Attachment, Document, Edition, Event, Page, Upload
from reviews.workflow.labels import follow_titles


def check_upload(upload: Upload) -> None:
    """Look through the file and keep what became of it. Slow: never inside a transaction.

    Nothing happens if somebody else is at it, or it does not wait any more. Raises StorageDown: it waits
    on then.
    """
    with uploads.alone_with(upload) as is_alone:
        waiting = Upload.objects.waiting().select_related("edition__page", "by")
        upload = waiting.filter(pk=upload.pk).first() if is_alone else None
        if upload is None:
            return
        try:
            document, refusals = uploads.check(upload), []
        except Refused as refused:
            document, refusals = None, refused.reasons
        _keep(upload, document, refusals)
    uploads.let_go([upload.sha256])


def give_up(upload: Upload, sentence: str) -> None:
    """It could not be checked, and nobody is to wait for it."""
    Upload.objects.waiting().filter(pk=upload.pk).update(refusals=[sentence])
    uploads.let_go([upload.sha256])


def _keep(upload: Upload, document: Document | None, refusals: list[str]) -> None:
    """What was found, and the document in the row that waits for it."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=upload.edition.page_id)
        Upload.objects.filter(pk=upload.pk).update(document=document, refusals=refusals)
        filled = place_uploads(upload.edition)
    if filled:
        search_page(upload.edition.page)
        follow_titles(upload.edition, by=upload.by)


def place_uploads(draft: Edition) -> bool:
    """Give each saved row its document, if that has come meanwhile; whether there was one.

    Under the lock of the page. An open form of the draft has the same row with the same upload, so whoever
    has it open is not asked about this change.
    """
    came = Upload.objects.filter(edition=draft.pk, is_placed=False).exclude(document=None)
    shown = Attachment.objects.filter(edition=draft.pk, state=Attachment.State.PUBLISHED, link="")
    rows = {row.pk: row for row in shown.filter(pk__in=came.values("attachment"))}
    found = [each for each in came.select_related("by") if each.attachment_id in rows]
    for upload in found:
        _place(upload, rows[upload.attachment_id])
    Upload.objects.filter(pk__in=[each.pk for each in found]).update(is_placed=True)
    return bool(found)


def _place(upload: Upload, row: Attachment) -> None:
    """Recorded as done by whoever sent the file. Its name in addresses is made from its kind, if it has none."""
    before = edition_content(row.edition)
    others = Attachment.objects.filter(edition=row.edition_id).filter(~Q(slug=""), ~Q(pk=row.pk))
    row.document = upload.document
    row.slug = row.slug or row.free_slug(set(others.values_list("slug", flat=True)))
    row.save(update_fields=["document", "slug"])
    after = edition_content(row.edition)
    fields = changed_fields(before.field_digests, after.field_digests)
    record_edition_event(Event.Verb.SAVED, after, by=upload.by, body={"fields": fields})
