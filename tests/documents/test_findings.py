"""What intake keeps of a file in which something was found."""

import hashlib

import pikepdf
import pytest
from django.core.files.base import ContentFile

from reviews import workflow
from reviews.documents import findings, intake
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Document, Finding
from tests.support import active_pdfs, erasures, hiding_pdfs, pdfs
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME

pytestmark = pytest.mark.django_db

HIDDEN = hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"])
AUTHOR = active_pdfs.with_info(Author=NAME)


def accept(content: bytes) -> Document:
    return intake.accept(ContentFile(content, f"{NAME}.pdf"), by=make.make_user())


def kept(document: Document) -> list[tuple[str, str]]:
    return [(found.kind, found.severity) for found in findings.latest(document)]


def everything() -> str:
    """All that is stored of all documents, except what is masked."""
    rows = [*Document.objects.values_list(*(field.name for field in Document._meta.fields))]
    rows += Finding.objects.values_list("kind", "why", "page")
    return repr(rows)


def test_words_with_signs_that_no_database_takes_are_kept_without_them():
    """Of a file that stays as it is, since something else in it blocks."""
    stated = f"{NAME}\0\ud800".encode("utf-16-be", "surrogatepass")

    def add(pdf):
        text = pikepdf.String(b"\xfe\xff" + stated)
        pdf.docinfo["/Author"] = text
        pdf.pages[0].obj.Annots.append(
            hiding_pdfs.mark(pdf, "/Text", active_pdfs.CORNER, Contents=text)
        )
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"{NAME} \0", 0))

    accept(hiding_pdfs.changed(add, hiding_pdfs.under_annotation("/Square")))
    found = dict(Finding.objects.values_list("kind", "recovered"))
    assert found.keys() >= {"hidden-text", "metadata", "comment", "unseen-words"}
    assert found["metadata"] == f"Author: {NAME}"
    assert found["comment"] == found["unseen-words"] == NAME


def test_a_hidden_name_is_kept_apart_from_the_text():
    document = accept(HIDDEN)
    assert kept(document) == [("hidden-text", "blocks")]
    found = Finding.objects.get()
    assert (found.recovered, found.page, found.why, len(found.box)) == (NAME, 1, "covered", 4)
    assert bytes(found.picture).startswith(b"RIFF")
    assert NAME not in everything()


def test_a_file_with_nothing_to_clean_stays_as_it_is():
    content = pdfs.make_pdf("A review.")
    document = accept(content)
    assert (document.sha256, kept(document)) == (hashlib.sha256(content).hexdigest(), [])


def test_a_file_that_says_who_wrote_it_becomes_a_cleaned_copy():
    document = accept(AUTHOR)
    uploaded = hashlib.sha256(AUTHOR).hexdigest()
    assert document.sha256 != uploaded
    assert document.checks.get().cleaned_from == uploaded
    assert kept(document) == [("metadata", "removed")]
    assert not Finding.objects.exclude(recovered="").exists()
    with documents_storage().open(document.file.name) as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert NAME.encode() not in content
    assert findings.statuses([document.pk])[document.pk] == findings.CheckStatus(is_checked=True)


def test_a_form_becomes_a_copy_without_fields():
    """This one shows nothing in its field, so nothing is drawn."""
    upload = ContentFile(active_pdfs.with_form(), "form.pdf")
    document = intake.accept(upload, by=make.make_user())
    assert [(each.kind, each.severity) for each in findings.latest(document)] == [
        ("form", "removed")
    ]
    with documents_storage().open(document.file.name) as content:
        assert NAME.encode() not in content.read()


def test_the_same_upload_is_the_same_copy():
    assert accept(AUTHOR) == accept(AUTHOR)
    assert Finding.objects.count() == 1


def test_what_was_settled_stays_settled_however_often_the_file_comes():
    """As it is, and from other originals, of which cleaning leaves the same."""

    def by(author: str) -> bytes:
        page = pdfs.make_pdf("Write to office@board.example.")
        return hiding_pdfs.changed(lambda made: made.docinfo.__setitem__("/Author", author), page)

    document = accept(by(NAME))
    (found,) = [each for each in findings.latest(document) if each.is_open]
    assert found.kind == "e-mail-address"
    workflow.settle_finding(found, by=make.make_user(), reason="The office.")
    with documents_storage().open(document.file.name) as content:
        itself = content.read()
    for again, checks in ((by("Another Author"), 2), (itself, 2)):
        assert accept(again) == document
        assert document.checks.count() == checks
        assert findings.statuses([document.pk])[document.pk].unsettled == 0


def test_a_document_from_before_the_checks_is_checked_when_it_is_uploaded_again():
    content = pdfs.make_pdf("A review.")
    old = make.make_unchecked_document(sha256=hashlib.sha256(content).hexdigest())
    assert not findings.statuses([old.pk])[old.pk].is_checked
    assert accept(content) == old
    assert findings.statuses([old.pk])[old.pk].is_checked


def test_a_file_whose_cleaned_copy_was_erased_cannot_come_back(erased_document):
    erased_document(accept(AUTHOR))
    with pytest.raises(Refused, match="cannot come back"):
        accept(AUTHOR)


@pytest.fixture
def erased_document():
    def erase(document: Document) -> None:
        draft = make.open_bare_review(state="published")
        make.attach(draft, document)
        make.withdraw(make.make_live(draft))
        erasures.erase(draft.page, document=document)

    return erase
