"""A disk that is nearly full takes no file more, and everything else goes on."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.documents import intake
from reviews.documents.limits import MEGABYTE
from reviews.documents.space import NO_SPACE
from reviews.documents.uploads import STORE_DOWN
from reviews.lib.exceptions import Refused
from reviews.models import Document, Page
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.small_disk import fill, small_disk

pytestmark = pytest.mark.django_db


def an_upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", pdfs.make_pdf("A review."), "application/pdf")


@pytest.fixture
def full(settings, tmp_path):
    """All that is free is reserved."""
    settings.DISK_RESERVE_MB = shutil.disk_usage(tmp_path).free // MEGABYTE + 1000


def test_a_file_is_taken_while_there_is_space():
    assert intake.accept(an_upload(), by=make.make_user()).pages == 1


def test_no_file_takes_the_reserve(full):
    with pytest.raises(Refused) as refusal:
        intake.accept(an_upload(), by=make.make_user())
    assert refusal.value.reasons == [NO_SPACE]
    assert not Document.objects.exists()


def test_the_rest_of_the_form_is_kept_and_the_page_withdrawn(full):
    draft = make.open_bare_review()
    client = admin_client.editor()
    fields = admin_client.with_document(admin_client.opened(client, draft))
    answer = admin_client.save(client, draft, fields, title="Typed")
    assert NO_SPACE in admin_client.errors(answer)
    assert admin_client.filled(answer)["title"] == "Typed"
    live = make.make_live(draft)
    make.withdraw(live)
    assert "Ask the board for a copy." in html.text(
        html.page_of(client.get(live.page.get_absolute_url()))
    )


@contextmanager
def no_byte_more() -> Iterator[None]:
    """The operating system refuses to write a file, as on a full disk, whatever is said to be free.

    A limit of this process, the log of the tests included, so it ends before anything is said of the test.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [1000, 300_000])
def test_a_disk_that_takes_no_byte_more_is_said_and_the_page_withdrawn(size):
    """A small file is written when it is complete, a large one while it arrives."""
    live, draft = make.make_live(make.open_bare_review()), make.open_bare_review()
    client = admin_client.editor()
    fields = admin_client.with_document(admin_client.opened(client, draft))
    fields["attachments-0-document"] = SimpleUploadedFile("a.pdf", b"%PDF" + bytes(size))
    with no_byte_more():
        answer = admin_client.save(client, draft, fields, title="Typed")
        withdraw_in_the_admin(live.page)
    assert STORE_DOWN in admin_client.errors(answer)
    assert admin_client.filled(answer)["title"] == "Typed"
    assert not Document.objects.exists()


def withdraw_in_the_admin(page: Page) -> None:
    way = admin_client.page_url(page, "withdraw")
    typed = {"reason": "anonymity", "authorised_by": "The chair", "note": "Ask the board."}
    approver = admin_client.approver()
    assert approver.post(way, admin_client.filled(approver.get(way)) | typed).status_code == 302
    assert not admin_client.is_public(page)


@pytest.fixture
def disk(settings, tmp_path):
    """All places of files are on a disk of three megabytes, one of which is kept in reserve."""
    settings.DISK_RESERVE_MB = 1
    with small_disk(3 * MEGABYTE, tmp_path) as disk:
        settings.SCRATCH_DIR = disk / "scratch"
        documents = settings.STORAGES["documents"]
        on_it = documents["OPTIONS"] | {"location": disk / "documents"}
        settings.STORAGES = settings.STORAGES | {"documents": documents | {"OPTIONS": on_it}}
        yield disk


@pytest.mark.small_disk
def test_a_small_disk_keeps_its_reserve_and_every_page_can_be_withdrawn(disk):
    near, full = (make.make_live(make.open_bare_review()) for _ in range(2))
    taken = fill_by_uploads()
    assert 0 < taken < 4
    assert shutil.disk_usage(disk).free >= MEGABYTE
    withdraw_in_the_admin(near.page)
    fill(disk)
    assert shutil.disk_usage(disk).free < 1 << 16
    withdraw_in_the_admin(full.page)


def fill_by_uploads() -> int:
    """How many files of 700 kB were taken, each with a draft of its own, until one was refused."""
    client = admin_client.editor()
    for taken in range(5):
        draft = make.open_bare_review()
        fields = admin_client.with_document(admin_client.opened(client, draft))
        content = pdfs.make_pdf(f"Review {taken}.", size=700_000)
        fields["attachments-0-document"] = SimpleUploadedFile("a.pdf", content)
        answer = admin_client.save(client, draft, fields, title="Typed")
        if errors := admin_client.errors(answer):
            assert NO_SPACE in errors
            assert admin_client.filled(answer)["title"] == "Typed"
            break
    assert Document.objects.count() == taken
    return taken
