"""Files on their way in: where they lie, how much of them is written, and for whom."""

import hashlib
import os
import shutil
import signal
import stat
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from reviews import pdf
from reviews.documents import intake, leftovers, limits, space
from reviews.lib import scratch
from reviews.lib.storage import documents_storage
from reviews.models import Document
from reviews.pdf import child, refusals
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.counted_uploads import CountedUploads

pytestmark = pytest.mark.django_db
MEGABYTE = limits.MEGABYTE


@pytest.fixture
def counted(settings):
    settings.FILE_UPLOAD_HANDLERS = ["tests.support.counted_uploads.CountedUploads"]
    CountedUploads.arrived = CountedUploads.total = 0
    return CountedUploads


def a_file(content: bytes = b"", name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdfs.make_pdf("A review."), "application/pdf")


def received(content: bytes):
    request = RequestFactory().post("/", {"file": a_file(content)})
    request.takes_files = True
    return request


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everything_below(folder: Path) -> list[Path]:
    return [folder, *folder.rglob("*")]


def test_nobody_else_on_the_host_can_read_a_document(tmp_path):
    request = received(pdfs.make_pdf("A draft."))
    file = request.FILES["file"]
    made = everything_below(tmp_path / "scratch")
    intake.accept(file, by=make.make_user())
    made += everything_below(tmp_path / "documents")
    assert {mode(path) for path in made if path.is_dir()} == {0o700}
    assert {mode(path) for path in made if path.is_file()} == {0o600}
    assert sum(path.is_file() for path in made) == 3
    request.close()
    assert [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()] == []


def test_folders_of_earlier_versions_are_closed_when_the_site_starts(tmp_path):
    make.make_document()
    (tmp_path / "documents").chmod(0o755)
    leftovers.sweep()
    assert mode(tmp_path / "documents") == 0o700


def test_a_file_is_hashed_while_it_is_written():
    content = pdfs.make_pdf(size=300_000)
    request = received(content)
    file = request.FILES["file"]
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert file.path.read_bytes() == content
    assert intake.accept(file, by=make.make_user()).sha256 == file.sha256
    request.close()


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/", "/admin/erasures/"])
def test_nothing_of_a_file_is_written_for_a_page_that_takes_none(counted, address):
    for client in (Client(), admin_client.editor()):
        client.post(address, {"username": "x", "file": a_file(bytes(3 * MEGABYTE))})
        assert counted.total == 0


def test_files_are_written_for_editors_in_a_draft_only(counted):
    draft = make.open_bare_review()
    address = f"/admin/upload/{draft.pk}/"
    for client in (Client(), admin_client.auditor()):
        client.post(address, {"file": a_file()})
        assert counted.total == 0
    assert "kept" in admin_client.editor().post(address, {"file": a_file()}).json()
    assert counted.total > 0


def test_who_is_signed_out_meanwhile_keeps_what_they_typed_and_no_file_is_written(counted):
    draft = make.open_bare_review(title="As opened")
    client = admin_client.editor()
    fields = admin_client.with_document(admin_client.opened(client, draft))
    client.logout()
    answer = admin_client.save(client, draft, fields, title="Typed")
    assert (counted.arrived, counted.total) == (1, 0)
    assert answer.redirect_chain[-1][0].startswith("/admin/login/")


def test_a_request_far_longer_than_any_form_is_answered_with_a_sentence(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MEGABYTE
    answer = Client().post("/admin/login/", {"file": a_file(bytes(2 * MEGABYTE))})
    assert answer.status_code == 413
    assert "this page takes no files" in html.text(html.page_of(answer))
    draft = make.open_bare_review()
    sent = {"file": a_file(bytes(2 * MEGABYTE))}
    answer = admin_client.editor().post(f"/admin/upload/{draft.pk}/", sent)
    assert answer.json()["refused"] == [refusals.NOT_A_PDF]


def test_all_files_of_a_request_have_one_limit_and_the_rest_of_the_form_is_kept(counted, settings):
    settings.REQUEST_LIMIT_MB = 1
    draft, client = make.open_bare_review(), admin_client.editor()
    fields = admin_client.opened(client, draft)
    for number, size in enumerate([600_000, 700_000, 300_000]):
        kind = ("overview_report", "executive_summary", "appendix")[number]
        fields = admin_client.with_row(fields, "attachments", kind=kind)
        content = pdfs.make_pdf(f"File {number}.", size=size)
        fields[f"attachments-{number}-document"] = a_file(content)
    answer = admin_client.save(client, draft, fields, title="Typed")
    assert set(admin_client.errors(answer)) == {limits.too_much()}
    assert admin_client.filled(answer)["title"] == "Typed"
    assert counted.total <= MEGABYTE
    assert sorted(Document.objects.values_list("size", flat=True)) == [300_000, 600_000]


def test_no_space_is_said_before_a_file_is_chosen_and_none_is_written(counted, settings, tmp_path):
    draft, client = make.open_bare_review(), admin_client.editor()
    assert space.NO_SPACE not in html.text(html.page_of(client.get(admin_client.address(draft))))
    settings.DISK_RESERVE_MB = shutil.disk_usage(tmp_path).free // MEGABYTE + 1000
    assert space.NO_SPACE in html.text(html.page_of(client.get(admin_client.address(draft))))
    answer = client.post(f"/admin/upload/{draft.pk}/", {"file": a_file()})
    assert answer.json()["refused"] == [space.NO_SPACE]
    assert (counted.arrived, counted.total) == (1, 0)


def test_a_disk_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "scratch").write_text("a file where the folder should be")
    draft = make.open_bare_review()
    answer = admin_client.editor().post(f"/admin/upload/{draft.pk}/", {"file": a_file()})
    assert answer.status_code == 422
    assert answer.json()["refused"][0].startswith("The file could not be stored")


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_has_is_not(tmp_path):
    own = scratch.folder() / "upload"
    own.write_bytes(b"arriving")
    pid = os.fork()
    if pid == 0:
        (scratch.folder() / "upload").write_bytes(b"half of a draft")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    (tmp_path / "scratch" / "stray").write_bytes(b"of an earlier version")
    storage = documents_storage()
    unfinished = tmp_path / "documents" / storage.UNFINISHED
    unfinished.mkdir(parents=True)
    (unfinished / "half.part").write_bytes(b"half")
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"upload", "stray", "half.part"}
    assert leftovers.sweep() == 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [own]


def test_what_is_being_written_is_not_swept():
    storage = documents_storage()
    with storage._unfinished() as folder:
        (folder / "now.part").write_bytes(b"half")
        assert storage.sweep() == 0
    assert storage.sweep() == 1


class BreaksOff(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError("no space")


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path):
    storage = documents_storage()
    with pytest.raises(OSError, match="no space"):
        storage.save("ab/name", BreaksOff(b""))
    assert not storage.exists("ab/name")
    storage.save("ab/name", ContentFile(b"before"))
    with pytest.raises(OSError, match="no space"):
        storage.save("ab/name", BreaksOff(b""))
    assert (tmp_path / "documents/ab/name").read_bytes() == b"before"
    assert storage.sweep() == 0


def test_files_wait_for_their_turn_and_may_come_back_later(monkeypatch, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.make_pdf())
    monkeypatch.setattr(child, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(child, "PATIENCE", 0)
    assert pdf.read(path).pages == 1
    with child._turns, pytest.raises(pdf.Unreadable) as refused:
        pdf.read(path)
    assert refused.value.sentence == refusals.BUSY
