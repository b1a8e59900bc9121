"""The file that was uploaded where a cleaned copy of it is published: kept, private, checked, erased."""

import hashlib
import stat

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from reviews import workflow
from reviews.documents import intake, originals
from reviews.documents.soundness import OtherBytes
from reviews.documents.stored_files import gone_unless_recorded, original_names, store
from reviews.ledger import verification
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import documents_storage
from reviews.models import Document, Original, User
from tests.support import active_pdfs, erasures, pdfs
from tests.support import factories as make
from tests.support.append_only_rows import make_original
from tests.support.bypass import refused
from tests.support.hiding_pdfs import NAME

AUTHOR = active_pdfs.with_info(Author=NAME)
SHA256 = hashlib.sha256(AUTHOR).hexdigest()


def accept(content: bytes, by: User | None = None) -> Document:
    return intake.accept(ContentFile(content, f"{NAME}.pdf"), by=by or make.make_user())


def stored(tmp_path) -> set[str]:
    folder = tmp_path / "documents"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def problems() -> list[str]:
    return verification.verify(outside=[]).problems


def withdrawn_with(document: Document):
    draft = make.open_bare_review(state="published")
    make.attach(draft, document)
    live = make.make_live(draft)
    return make.withdraw(live).edition.page


@pytest.mark.django_db
def test_an_original_is_kept_privately_checked_and_erased_with_its_copy(tmp_path):
    plain, by = make.make_document(), make.make_user()
    assert not Original.objects.exists()
    document = accept(AUTHOR, by=by)
    kept = Original.objects.get()
    names = original_names(SHA256)
    assert (kept.document, kept.sha256, kept.size) == (document, SHA256, len(AUTHOR))
    assert (kept.file.name, kept.cover.name, kept.uploaded_by) == (*names, by)
    copies = {row.name for each in (plain, document) for row in (each.file, each.cover)}
    assert stored(tmp_path) == copies | set(names)
    path = tmp_path / "documents" / names[0]
    assert path.read_bytes() == AUTHOR
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = withdrawn_with(document)
    path.write_bytes(AUTHOR[:-1] + b"x")
    assert problems() == [f"Original {SHA256}: its file has other bytes."]
    path.unlink()
    assert problems() == [f"Original {SHA256}: its file cannot be read (FileNotFoundError)."]
    assert accept(AUTHOR) == document
    assert (problems(), Original.objects.get()) == ([], kept)

    erasures.erase(page, document=document)
    assert stored(tmp_path) == {plain.file.name, plain.cover.name}
    assert (problems(), workflow.finish_erasures()) == ([], 0)
    store(names[0], ContentFile(AUTHOR))
    assert "still in storage: run finish_erasures" in " ".join(problems())
    assert workflow.finish_erasures() == 1
    with pytest.raises(Refused, match="cannot come back"):
        accept(AUTHOR)


@pytest.mark.usefixtures("committed")
def test_a_commit_that_fails_leaves_no_original(tmp_path):
    """There is no such person: the database finds out when it commits."""
    nobody = User(pk=0, username="nobody")
    with pytest.raises(StorageDown, match="did not record"):
        accept(AUTHOR, by=nobody)
    left = stored(tmp_path)
    assert {name for name in left if name.startswith("originals/")} == set()
    assert left  # the copy, which does no harm
    accept(AUTHOR)
    assert stored(tmp_path) == left | set(original_names(SHA256))
    with pytest.raises(StorageDown), gone_unless_recorded(SHA256):
        raise StorageDown("The second upload of the file fails.")
    assert stored(tmp_path) == left | set(original_names(SHA256))


@pytest.mark.django_db
def test_one_original_of_two_copies_goes_with_either(tmp_path):
    """A later version of the cleaning makes another copy, which another page shows."""
    content = pdfs.make_pdf("Uploaded twice.")
    first, second = make.make_document(), make.make_document()
    rows = [make_original(each, content) for each in (first, second)]
    other = make_original(second)
    with refused("duplicate key value violates unique constraint …"):
        make_original(first, content)
    make.attach(make.open_bare_review(state="published"), second)
    erasures.erase(withdrawn_with(first), document=first)
    fates = Original.objects.with_fate().in_bulk()
    assert [fates[row.pk].is_destroyed for row in (*rows, other)] == [True, True, False]
    left = {name for name in stored(tmp_path) if name.startswith("originals/")}
    assert left == {other.file.name, other.cover.name}
    assert problems() == []
    assert not second.erased_at


@pytest.mark.django_db
def test_an_original_goes_with_a_document_of_the_same_bytes(tmp_path):
    """It was uploaded before anything in it was cleaned, and again afterwards."""
    content = pdfs.make_pdf("A review.")
    document = make.make_document("A review.")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    copy = make.make_document()
    original = make_original(copy, content)
    erasures.erase(withdrawn_with(document), document=document)
    assert stored(tmp_path) == {copy.file.name, copy.cover.name}
    assert Original.objects.with_fate().get(pk=original.pk).is_destroyed
    assert problems() == []


@pytest.mark.django_db
def test_the_public_never_gets_it(settings):
    draft = make.open_bare_review(path="reviews/scr-1")
    document = make.make_document()
    original = make_original(document)
    make.attach(draft, document)
    make.make_live(draft)
    client, page = Client(), "/reviews/scr-1/"
    by_hash = f"{page}history/{{}}.pdf"
    answer = client.get(by_hash.format(document.sha256))
    assert (answer.status_code, len(b"".join(answer))) == (200, document.size)
    for address in (
        by_hash.format(original.sha256),
        f"{page}history/{original.sha256}.webp",
        f"{page}history/{original.sha256}.pdf/read/",
        f"/{original.file.name}",
        f"{page}{original.file.name}",
        f"/admin/originals/{original.pk}/",
        f"/admin/originals/{original.pk}/cover/",
    ):
        answer = client.get(address)
        assert answer.status_code in {302, 404}, address
        assert "location" not in answer or "/admin/login/" in answer["location"], address
    for address in (page, f"{page}history/", f"{page[:-1]}.json"):
        assert original.sha256 not in client.get(address).content.decode()
    assert document.sha256 in client.get(f"{page[:-1]}.json").content.decode()
    settings.DOCUMENTS_X_ACCEL = "/protected/"
    sent = client.get(f"{page}overview-report.pdf")["X-Accel-Redirect"]
    assert sent == f"/protected/{document.file.name}"


@pytest.mark.django_db
def test_what_is_read_is_what_was_compared(tmp_path):
    original = make_original(content=AUTHOR)
    with originals.open_original(original) as content:
        assert content.read() == AUTHOR
    path = documents_storage().path(original.file.name)
    for wrong in (AUTHOR[:-1], AUTHOR + b"\n", AUTHOR[:-1] + b"x"):
        (tmp_path / path).write_bytes(wrong)
        with pytest.raises(OtherBytes):
            originals.open_original(original)
    (tmp_path / path).unlink()
    with pytest.raises(StorageDown):
        originals.open_original(original)
