"""Signed heads of the ledger leave the database: into a store, and to the auditors."""

import datetime
import socket

import pytest
from django.core import mail
from django.core.files.storage import storages

from reviews import workflow
from reviews.ledger import checkpoint_note, checkpoints
from reviews.lib import clock
from reviews.models import Checkpoint, Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def kept(size: int) -> str:
    with storages["checkpoints"].open(f"checkpoint-{size:09}.txt") as file:
        return file.read().decode()


def test_a_checkpoint_is_kept_outside_and_mailed(settings):
    settings.AUDITORS_EMAIL = "auditors@example.org"
    make.make_live()
    made = checkpoints.publish()
    assert made.size == Event.objects.count()
    [sent] = mail.outbox
    assert (sent.to, sent.body) == (["auditors@example.org"], made.note)
    assert checkpoint_note.read(kept(made.size), checkpoints.public_key()).hash == bytes(made.head)


def test_nothing_new_is_not_signed_twice():
    make.make_live()
    assert checkpoints.publish()
    assert checkpoints.publish() is None


def test_nobody_is_mailed_when_no_address_is_set(settings):
    settings.AUDITORS_EMAIL = ""
    make.make_live()
    assert checkpoints.publish()
    assert mail.outbox == []


def test_a_mail_server_that_is_down_fails_no_act(settings, caplog):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.AUDITORS_EMAIL = "auditors@example.org"
    make.make_live()
    made = checkpoints.publish()
    assert kept(made.size) == made.note
    assert "was not mailed: ConnectionRefusedError" in caplog.text


def test_a_store_that_is_down_fails_no_act(settings, caplog, tmp_path):
    place = tmp_path / "a-file-not-a-folder"
    place.write_text("")
    settings.STORAGES = settings.STORAGES | {
        "checkpoints": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": place, "base_url": None},
        }
    }
    make.make_live()
    made = checkpoints.publish()
    assert Checkpoint.objects.get() == made
    assert "was not stored outside" in caplog.text
    place.unlink()
    assert checkpoints.publish() is None
    assert kept(made.size) == made.note


def test_every_hundred_events_and_every_day(django_capture_on_commit_callbacks):
    page, user = make.open_plain().page, make.make_user()
    checkpoints.publish()
    size = Event.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(99):
            workflow.record_page_changed(page, by=user, fields=["path"])
    assert [row.size for row in Checkpoint.objects.order_by("size")] == [size]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.record_page_changed(page, by=user, fields=["path"])
    assert [row.size for row in Checkpoint.objects.order_by("size")] == [size, size + 100]
    now = clock.now()
    assert not checkpoints.is_due(now=now + datetime.timedelta(days=2))
    workflow.record_page_changed(page, by=user, fields=["path"])
    assert not checkpoints.is_due(now=now)
    assert checkpoints.is_due(now=now + datetime.timedelta(days=1, minutes=1))
