"""kill -9 while a file is taken in or looked through again: what was acknowledged is there, and nothing is left lying about."""

import subprocess
from functools import partial
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from reviews import pdf
from reviews.admin.editions.file_tokens import token_of
from reviews.documents import leftovers
from reviews.documents.soundness import require_sound
from reviews.documents.upload_handler import ReceivedFile
from reviews.ledger import verification
from reviews.models import Document, Event
from tests.support import crash, hiding_pdfs
from tests.support.crash import Steps
from tests.support.failing_uploads import Upload, assert_no_scratch, assert_repaired
from tests.support.old_checks import OLD, draft_of, stored

pytestmark = pytest.mark.usefixtures("committed", "stepped")
STRIDE, STRIDE_OF_CHECKS = 72, 20


@pytest.fixture
def stepped(settings, monkeypatch):
    """Each operation on a file is a step: when it arrives, while it is looked through, when it is stored."""
    backend = {"BACKEND": "tests.support.crash.SteppedFiles"}
    settings.STORAGES = settings.STORAGES | {"documents": settings.STORAGES["documents"] | backend}
    for owner, name in (
        (ReceivedFile, "receive"),
        (ReceivedFile, "complete"),
        (ReceivedFile, "close"),
        (pdf, "read"),
        (pdf, "clean_copy"),
        (subprocess.Popen, "communicate"),  # the child that looks through the file is at work
    ):
        monkeypatch.setattr(owner, name, Steps.before_and_after(getattr(owner, name)))


def sent_by_itself(upload: Upload, said: Path) -> None:
    """As the script of the form does it; ``said`` says what the answer acknowledged, and after how many steps."""
    file = SimpleUploadedFile("a.pdf", upload.content, "application/pdf")
    address = f"/admin/upload/{upload.draft.pk}/"
    answer = upload.client.post(address, {"file": file})
    said.write_text(f"{answer.json()['kept']} {Steps.count}")


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=STRIDE)
def test_killed_at_every_seventy_second_step_of_an_upload(seeds, tmp_path):
    """From the last one back. With all seeds, at every step."""
    [seed] = seeds
    upload, said = Upload(0), tmp_path / "said"
    assert not crash.killed_at(0, partial(sent_by_itself, upload, said))
    assert_whole(upload)
    kept, steps = said.read_text().split()
    assert kept == token_of(upload.document)
    said.unlink()
    kills = {"before it was recorded": 0, "after it": 0}
    for number, step in enumerate(range(int(steps) - seed, 0, -STRIDE), start=1):
        upload = Upload(number)
        assert crash.killed_at(step, partial(sent_by_itself, upload, said))
        assert not said.exists()
        leftovers.sweep()  # as when the site starts again
        assert_no_scratch(tmp_path / "scratch")
        kills["after it" if upload.document else "before it was recorded"] += 1
        assert_whole(upload)
        upload.assert_nobody_else_reads_it()
        assert_repaired()
    assert kills["before it was recorded"] > 0, kills
    assert kills["after it"] or seed, kills


def assert_whole(upload: Upload) -> None:
    """All rows and files of a document, or no row of it."""
    if document := upload.document:
        require_sound(document)
        require_sound(document.originals.get())
        assert document.reading_copy
    else:
        assert not Document.objects.filter(originals__sha256=upload.sha256).exists()


HIDDEN = hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"])


def recheck(counted: Path) -> int:
    """The exit status; ``counted`` says after how many steps it ended."""
    status = 0
    try:
        call_command("recheck_documents")
    except SystemExit as ended:
        status = ended.code
    counted.write_text(f"{Steps.count}")
    return status


def to_look_through(number: int) -> Document:
    document = stored(HIDDEN + b"\n" * number)
    draft_of(document)
    return document


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=STRIDE_OF_CHECKS)
def test_killed_at_every_twentieth_step_of_looking_again(seeds, tmp_path):
    """From the last one back. The next run does what is missing, and nothing twice."""
    [seed] = seeds
    counted = tmp_path / "counted"
    documents, kills = [], {"before it was kept": 0, "after it": 0}
    for number in range(2):  # the first run of all does more
        documents.append(to_look_through(number))
        assert not crash.killed_at(0, partial(recheck, counted))
    for step in range(int(counted.read_text()) - seed, 0, -STRIDE_OF_CHECKS):
        documents.append(to_look_through(len(documents)))
        assert crash.killed_at(step, partial(recheck, counted))
        leftovers.sweep()
        assert_no_scratch(tmp_path / "scratch")
        is_kept = documents[-1].checks.count() == 2
        kills["after it" if is_kept else "before it was kept"] += 1
        assert recheck(counted) == 0
    for document in documents:
        checks = list(document.checks.order_by("pk"))
        assert [each.version for each in checks] == [OLD, pdf.CHECKS]
        assert {each.kind for each in checks[1].findings.all()} >= {"hidden-text"}
    assert Event.objects.filter(verb="checked_again").count() == len(documents)
    assert verification.verify(outside=[]).problems == []
    assert kills["before it was kept"] > 0, kills
    assert kills["after it"] or seed, kills
