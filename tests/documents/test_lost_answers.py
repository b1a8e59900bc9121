"""The database has recorded an upload, and its answer never arrives."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from reviews.documents import intake
from reviews.lib.exceptions import StorageDown
from reviews.models import Document, Original, User
from tests.support import factories as make
from tests.support import pdfs
from tests.support.failing_uploads import add_author, found
from tests.support.hiding_pdfs import changed
from tests.support.tcp_proxy import TcpProxy

UPLOADS = {
    "as it is": pdfs.make_pdf("Kept as it is."),
    "cleaned": changed(add_author, pdfs.make_pdf("Cleaned.")),
}


def accept(content: bytes, by: User) -> Document:
    return intake.accept(ContentFile(content, "review.pdf"), by=by)


@pytest.fixture
def gate(committed, monkeypatch):
    """The only way to the database."""
    host, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"] or "5432"
    target = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))
    with TcpProxy(target) as gate:
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        monkeypatch.setitem(connection.settings_dict, "PORT", str(gate.port))
        yield gate
        connection.close()
    monkeypatch.undo()


@pytest.mark.parametrize("upload", UPLOADS.values(), ids=UPLOADS)
def test_what_was_recorded_is_taken_though_the_answer_is_lost(gate, upload):
    editor = make.make_user()
    gate.cut_after = b"COMMIT"
    document = accept(upload, editor)
    assert gate.has_cut
    assert Document.objects.get() == document
    assert Original.objects.count() == (upload == UPLOADS["cleaned"])
    assert found() == []


def test_what_nobody_can_say_is_not_taken_and_the_same_when_it_is_sent_again(gate):
    editor, upload = make.make_user(), UPLOADS["cleaned"]
    gate.cut_after, gate.stays_shut = b"COMMIT", True
    with pytest.raises(StorageDown, match="did not record"):
        accept(upload, editor)
    assert gate.has_cut
    gate.open()
    recorded = Document.objects.get()
    assert found() == []
    assert accept(upload, editor) == recorded
    assert found() == []
