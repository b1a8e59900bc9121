"""Files that the script of a form sends, and the form that is saved with them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.documents import uploads
from reviews.documents.stored_files import upload_name
from reviews.documents.upload_handler import ReceivedFile
from reviews.editions.blockers import blockers
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import Document, Edition, Upload
from tests.support import admin_client, pdfs
from tests.support import factories as make
from tests.support.admin_client import filled, with_row

GOOD = pdfs.make_pdf("A sound report")
BAD = b"This is no PDF."
NAME = "overview report.pdf"


def sent(client, draft, content: bytes = GOOD):
    """What the script of the form is answered for a file that it sends by itself."""
    address = reverse("admin:reviews_reviewedition_upload", args=[draft.pk])
    file = SimpleUploadedFile(NAME, content, "application/pdf")
    return client.post(address, {"file": file})


def asked(client, upload: Upload):
    return client.post(reverse("admin:reviews_upload_ask", args=[upload.pk]))


def opened(client, draft) -> dict:
    return filled(client.get(admin_client.address(draft)))


def saved_with(client, draft, form: dict, kept: str):
    """The form is saved with a new row for what was sent while it was open."""
    row = {"kind": "overview_report", "state": "published", "document-kept": kept}
    return admin_client.save(client, draft, with_row(form, "attachments", **row))


def sent_and_saved(client, draft, content: bytes = GOOD):
    form = opened(client, draft)
    return saved_with(client, draft, form, sent(client, draft, content).json()["kept"])


def received(draft, by, content: bytes = GOOD) -> Upload:
    """Stored, and then the site is stopped."""
    file = ReceivedFile(NAME, "application/pdf")
    file.receive(content)
    file.complete()
    file.size = len(content)
    return uploads.receive(file, draft, by=by)


def codes(draft) -> list[str]:
    return [each.code for each in blockers(edition_content(draft), now=clock.now())]


def is_stored(upload: Upload) -> bool:
    return documents_storage().exists(upload_name(upload.sha256))


def make_taken(draft: Edition) -> Upload:
    """Of any document that there is."""
    taken = {"document": Document.objects.first(), "name": NAME, "size": 1}
    return Upload.objects.create(edition_id=draft.pk, by=make.make_user(), **taken)
