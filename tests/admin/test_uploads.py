"""Files at the form of a draft: refused in a sentence at the field, kept when something else is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.documents.uploads import STORE_DOWN
from reviews.models import Attachment, Document
from reviews.pdf import refusals
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
GOOD = pdfs.make_pdf("A sound report")


@shared_start
def draft():
    return make.open_bare_review(title="As opened")


def upload(client, draft, content: bytes = GOOD, name: str = "report.pdf", **changes):
    """Send the form with one document more."""
    fields = admin_client.with_row(
        admin_client.opened(client, draft), "attachments", kind="overview_report"
    )
    fields["attachments-0-document"] = SimpleUploadedFile(name, content, "application/pdf")
    return admin_client.save(client, draft, fields, **changes)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", refusals.EMPTY),
        (pdfs.word_file(), refusals.OFFICE),
        (pdfs.truncated_pdf(), refusals.TRUNCATED),
        (pdfs.encrypted_pdf(user="secret"), refusals.PROTECTED),
        (b"GIF89a", refusals.PICTURE),
    ],
    ids=["empty", "word", "truncated", "password", "other"],
)
def test_a_bad_file_is_a_sentence_at_its_field_and_the_rest_is_kept(draft, content, sentence):
    answer = upload(admin_client.editor(), draft, content, title="Typed")
    assert sentence in admin_client.errors(answer)
    assert admin_client.filled(answer)["title"] == "Typed"
    assert not Attachment.objects.filter(edition=draft).exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("megabytes", [2, 200])
def test_a_file_over_the_limit_is_a_sentence(draft, settings, megabytes):
    settings.DOCUMENT_LIMIT_MB = min(megabytes - 1, 50)
    answer = upload(admin_client.editor(), draft, bytes(megabytes * 1_000_000), title="Typed")
    assert admin_client.errors(answer)[0].startswith(
        f"This file is larger than {settings.DOCUMENT_LIMIT_MB} MB."
    )
    assert admin_client.filled(answer)["title"] == "Typed"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\"b'c.pdf", "a\nb.pdf", "\u202egnp.pdf", "x" * 300 + ".pdf"]
)
def test_the_name_of_the_file_does_not_matter(draft, name):
    answer = upload(admin_client.editor(), draft, name=name)
    assert admin_client.errors(answer) == []
    attachment = Attachment.objects.get(edition=draft)
    assert (attachment.slug, attachment.document.file.name.count("/")) == ("overview-report", 1)


def test_an_upload_is_kept_when_something_else_is_wrong(draft):
    client = admin_client.editor()
    answer = upload(client, draft, review_type="nonsense")
    assert not Attachment.objects.filter(edition=draft).exists()
    assert "File in place" in html.text(admin_client.content(answer))
    admin_client.save(client, draft, admin_client.filled(answer), review_type="scr")
    assert Attachment.objects.get(edition=draft).document.size == len(GOOD)


def test_a_forged_token_brings_no_document(draft):
    client = admin_client.editor()
    hidden = make.make_document("Of another draft")
    fields = admin_client.with_row(
        admin_client.opened(client, draft), "attachments", kind="overview_report"
    )
    forged = {"attachments-0-document-kept": f"{hidden.pk}:forged"}
    answer = admin_client.save(client, draft, fields, **forged)
    assert admin_client.errors(answer) == [
        "The uploaded file was lost on the way: choose it again."
    ]
    assert not Attachment.objects.filter(edition=draft).exists()


def test_a_file_is_replaced_and_removed(draft):
    client = admin_client.editor()
    upload(client, draft)
    fields = admin_client.opened(client, draft)
    other = SimpleUploadedFile("other.pdf", pdfs.make_pdf("Another"), "application/pdf")
    admin_client.save(client, draft, fields | {"attachments-0-document": other})
    assert Attachment.objects.get(edition=draft).document.size != len(GOOD)
    fields = admin_client.opened(client, draft) | {"attachments-0-document-remove": "on"}
    admin_client.save(client, draft, fields)
    assert Attachment.objects.get(edition=draft).document is None


def test_storage_that_is_down_is_said_and_the_form_is_kept(draft, tmp_path):
    (tmp_path / "documents").write_text("a file where the folder should be")
    answer = upload(admin_client.editor(), draft, title="Typed")
    assert STORE_DOWN in admin_client.errors(answer)
    assert admin_client.filled(answer)["title"] == "Typed"
    (tmp_path / "documents").unlink()
    assert admin_client.errors(upload(admin_client.editor(), draft)) == []
