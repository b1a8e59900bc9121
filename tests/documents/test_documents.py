"""Intake: what an upload becomes, what is refused, and that a refusal leaves nothing behind."""

import hashlib
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InvalidStorageError, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import RequestFactory
from PIL import Image

from reviews.documents import intake, upload_handler
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import documents_storage
from reviews.models import Document
from reviews.pdf import refusals
from tests.support import factories as make
from tests.support import pdfs
from tests.support.concurrency import at_once

NEW_EVERY_TIME = {"id", "accepted_at", "accepted_by_id"}
TOO_LARGE = (
    "This file is larger than 1 MB. Reduce the pictures in it "
    "or split it into parts, and upload it again."
)


@pytest.fixture(autouse=True)
def _own_places_of_uploads(settings, tmp_path, monkeypatch):
    """Whatever is written outside the storage and the scratch folder would fail."""
    settings.DOCUMENT_LIMIT_MB = 1
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))


def scratch_files(tmp_path):
    return [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]


def accept(content, name="report.pdf", by=None):
    return intake.accept(ContentFile(content, name), by=by or make.make_user())


def stored(tmp_path):
    """The names of the files in the storage."""
    folder = tmp_path / "documents"
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def names_for(content):
    sha256 = hashlib.sha256(content).hexdigest()
    return [f"{sha256[:2]}/{sha256}.pdf", f"{sha256[:2]}/{sha256}.webp"]


@pytest.mark.django_db
def test_an_upload_is_stored_under_its_hash_and_described(tmp_path):
    content = pdfs.make_pdf(
        "Child L.\nWhat we learned.", pages=2, title="A review", language="en-GB", tagged=True
    )
    by = make.make_user()
    accept(content, by=by)
    document = Document.objects.get()
    assert stored(tmp_path) == names_for(content)
    assert [document.file.name, document.cover.name] == names_for(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, document.media_type, document.pages) == (
        len(content),
        "application/pdf",
        2,
    )
    assert (document.title, document.language, document.is_tagged) == ("A review", "en-GB", True)
    assert [page.split() for page in document.text] == [
        ["Child", "L.", "What", "we", "learned."],
        ["Page", "2"],
    ]
    assert document.accepted_by == by
    assert str(document) == "A review"
    with documents_storage().open(document.file.name) as file:
        assert file.read() == content
    with documents_storage().open(document.cover.name) as file, Image.open(file) as cover:
        assert (cover.format, cover.width) == ("WEBP", 600)
    assert scratch_files(tmp_path) == []


@pytest.mark.django_db
def test_a_file_that_says_nothing_of_itself_is_accepted(tmp_path):
    document = accept(pdfs.make_pdf())
    assert (document.title, document.language, document.is_tagged) == ("", "", False)
    assert str(document) == f"document {document.sha256[:12]}"


@pytest.mark.django_db
def test_the_same_bytes_are_the_same_document(tmp_path):
    content = pdfs.make_pdf()
    first = accept(content)
    changed = {path: path.stat().st_mtime_ns for path in (tmp_path / "documents").rglob("*.*")}
    assert accept(content, name="another name.pdf") == first
    assert Document.objects.count() == 1
    assert {path: path.stat().st_mtime_ns for path in changed} == changed
    assert stored(tmp_path) == names_for(content)
    assert accept(pdfs.make_pdf("Other.")) != first


@pytest.mark.usefixtures("committed")
def test_the_same_bytes_at_once_are_one_document(tmp_path):
    content, users = pdfs.make_pdf(), [make.make_user() for _ in range(3)]
    given = at_once(*[lambda by=by: accept(content, by=by) for by in users])
    document = Document.objects.get()
    assert given == [document] * 3
    with documents_storage().open(document.file.name) as file:
        assert file.read() == content


REFUSED = {
    "nothing": (b"", refusals.EMPTY),
    "word": (pdfs.word_file(), refusals.OFFICE),
    "old word": (pdfs.old_word_file(), refusals.OFFICE),
    "web page": (b"<!doctype html><p>A review.", refusals.WEB_PAGE),
    "web page before": (pdfs.polyglot_pdf(), refusals.PRECEDED),
    "web page after": (pdfs.followed_pdf(), refusals.FOLLOWED),
    "truncated": (pdfs.truncated_pdf(), refusals.TRUNCATED),
    "damaged": (pdfs.twice_damaged_pdf(), refusals.DAMAGED),
    "password": (pdfs.encrypted_pdf(user="secret", owner="secret"), refusals.PROTECTED),
    "no pages": (pdfs.no_pages_pdf(), refusals.NO_PAGES),
    "a byte too large": (pdfs.make_pdf(size=1_000_001), TOO_LARGE),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_no_row_and_no_file(what, tmp_path):
    content, sentence = REFUSED[what]
    with pytest.raises(Refused) as refusal:
        accept(content)
    assert refusal.value.reasons == [sentence]
    assert not Document.objects.exists()
    assert stored(tmp_path) == []
    assert scratch_files(tmp_path) == []


@pytest.mark.django_db
def test_a_file_as_large_as_the_limit_is_accepted():
    assert accept(pdfs.make_pdf(size=1_000_000)).size == 1_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["documents", "documents/{}"])
def test_storage_that_is_down_is_said_and_leaves_no_row(place, tmp_path):
    """A file is where a folder should be, which not even root can write into."""
    content, by = pdfs.make_pdf(), make.make_user()
    obstacle = tmp_path / place.format(names_for(content)[0].split("/")[0])
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_bytes(b"")
    with pytest.raises(StorageDown):
        accept(content, by=by)
    assert not Document.objects.exists()
    obstacle.unlink()
    assert accept(content, by=by) == Document.objects.get()


@pytest.mark.django_db
def test_what_an_interrupted_upload_left_is_not_taken_for_the_file(tmp_path):
    content = pdfs.make_pdf()
    half = tmp_path / "documents" / names_for(content)[0]
    half.parent.mkdir(parents=True)
    half.write_bytes(content[: len(content) // 2])
    document = accept(content)
    with documents_storage().open(document.file.name) as file:
        assert file.read() == content


NAMES = [
    "../../../etc/passwd.pdf",
    "/etc/passwd.pdf",
    "..\\..\\report.pdf",
    "re'po\"rt`.pdf",
    "report\r\nX-Header: yes.pdf",
    "report\u202efdp.exe",
    "report\x00.pdf",
    f"{'n' * 300}.pdf",
    "Überprüfung – Kind Ł.pdf",
    "",
]


@pytest.mark.django_db
@pytest.mark.sweep(few=3, full=len(NAMES))
def test_the_name_of_an_upload_never_reaches_the_storage(tmp_path, seeds):
    kept = []
    for seed in seeds:
        content = pdfs.make_pdf(f"File {seed}.")
        document = accept(content, name=NAMES[seed % len(NAMES)])
        assert [document.file.name, document.cover.name] == names_for(content)
        assert document.title == ""
        kept += names_for(content)
        assert stored(tmp_path) == sorted(kept)
        files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
        assert sorted(files) == sorted(Path(name).name for name in kept)


@pytest.mark.django_db
def test_an_upload_arrives_whole_up_to_the_limit():
    content = pdfs.make_pdf(size=1_000_000)
    file = SimpleUploadedFile("report.pdf", content, "application/pdf")
    request = RequestFactory().post("/", {"file": file})
    request.takes_files = True
    document = intake.accept(request.FILES["file"], by=make.make_user())
    request.close()
    with documents_storage().open(document.file.name) as stored_file:
        assert stored_file.read() == content


@pytest.mark.django_db
@pytest.mark.parametrize("megabytes", [2, 200])
def test_no_more_of_an_upload_is_written_than_the_limit_and_a_chunk(megabytes, tmp_path):
    request = RequestFactory().post("/")
    request.takes_files = True
    handler = upload_handler.LimitedUpload(request)
    handler.new_file("file", "report.pdf", "application/pdf", None, None)
    chunk = bytes(handler.chunk_size)
    count = megabytes * 1_000_000 // len(chunk)
    for number in range(count):
        handler.receive_data_chunk(chunk, number * len(chunk))
    arrived = handler.file_complete(count * len(chunk))
    (written,) = scratch_files(tmp_path)
    assert 1_000_000 <= written.stat().st_size <= 1_000_000 + len(chunk)
    assert arrived.size == count * len(chunk)
    with pytest.raises(Refused, match=TOO_LARGE):
        intake.accept(arrived, by=make.make_user())
    arrived.close()
    assert not Document.objects.exists()


def test_files_go_where_somebody_decided_or_nowhere():
    assert settings.FILE_UPLOAD_HANDLERS == ["reviews.documents.upload_handler.LimitedUpload"]
    with pytest.raises(InvalidStorageError, match="'a.txt' has no storage"):
        default_storage.open("a.txt")


def described(document):
    """The row and its cover, without what differs between two uploads of a file."""
    row = Document.objects.filter(pk=document.pk).values().get()
    with documents_storage().open(document.cover.name) as cover:
        return cover.read(), {
            name: value for name, value in row.items() if name not in NEW_EVERY_TIME
        }


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "A report."])
def test_the_documents_of_all_tests_are_as_intake_makes_them(text):
    with transaction.atomic():
        document = make.make_document(text, pages=2, title="A review", language="cy", tagged=True)
        made = described(document)
        transaction.set_rollback(True)
    with documents_storage().open(document.file.name) as file:
        content = file.read()
    documents_storage().delete(document.cover.name)
    assert described(accept(content)) == made
