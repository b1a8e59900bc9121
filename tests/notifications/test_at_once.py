"""E-mail leaves after the request that caused it, by a real server, and no request waits for that."""

import socket

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reviews.models import Mail
from reviews.notifications.at_once import courier
from reviews.notifications.delivery import send_due
from tests.support import admin_client, smtp
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("committed")
PATIENCE = 60  # seconds; nothing depends on how long anything takes


@pytest.fixture
def submitter(settings):
    settings.MAIL_AT_ONCE = True
    person = admin_client.person("Approvers", username="second", email="second@board.example")
    assert person.email
    return admin_client.editor()


def submit(client) -> None:
    admin_client.send(client, make.open_review(), "submit", note="First.")


def test_it_leaves_without_the_command(submitter, settings):
    with smtp.smtp_server(settings) as inbox:
        submit(submitter)
        assert courier.join(PATIENCE)
        submit(submitter)
        assert courier.join(PATIENCE)
        assert len(inbox.to("second@board.example")) == 2
        Client().post(reverse("concern"), {"kind": "names", "what": "A name."})
        assert courier.join(PATIENCE)
    assert [subject for subject, _ in inbox.to("second@board.example")][2:] == [
        "Case review register: a reader reported a concern"
    ]
    assert not Mail.objects.unsent().exists()


def test_a_request_does_not_wait_for_a_server_that_does_not_answer(submitter, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp.send_to(settings, silent.getsockname()[1])
        settings.EMAIL_TIMEOUT = PATIENCE
        silent.settimeout(PATIENCE)
        submit(submitter)
        connected, _ = silent.accept()
        assert not courier.join(0)  # it still waits, and the request has its answer
        with transaction.atomic():  # and so does no transaction, which the database would end
            Mail.objects.select_for_update(nowait=True).get()
        assert send_due() == (0, 0)  # nor does another sender take it
        connected.close()
        assert courier.join(PATIENCE)
    mail = Mail.objects.get()
    assert (mail.sent_at, mail.tries) == (None, 1)


@pytest.mark.parametrize("off", ["MAIL_AT_ONCE", "MAIL_IS_SET_UP"])
def test_it_is_left_to_the_command_where_it_is_switched_off(submitter, settings, off):
    with smtp.smtp_server(settings) as inbox:
        setattr(settings, off, False)
        submit(submitter)
        assert courier.join(PATIENCE)
    assert (inbox.delivered, Mail.objects.count()) == ([], 0)
