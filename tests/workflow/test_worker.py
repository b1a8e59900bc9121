"""``manage.py work``, as a process of its own: it outlives a database that is away, and sends what is due."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from reviews.models import Document, Mail, Upload
from tests.support import admin_client, jobs, sent_files, smtp
from tests.support import factories as make
from tests.support.waiting import until

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def draft(settings):
    jobs.queue_jobs(settings)
    return make.open_bare_review()


def is_checked(upload: Upload) -> bool:
    upload.refresh_from_db()
    return upload.document is not None


def others() -> set[int]:
    """The connections to the database that are not this process’s."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in cursor.fetchall()}


def end(pids: set[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT pg_terminate_backend(pid, 60000) FROM unnest(%s) pid", [[*pids]])
    connection.close()


def test_it_goes_on_once_the_database_is_back(draft):
    client = admin_client.editor()
    before = others()
    with jobs.working():
        lost = until(lambda: others() - before)
        end(lost)
        upload = Upload.objects.get(pk=key_of(sent_files.sent(client, draft)))
        until(is_checked, upload)
        assert others().isdisjoint(lost)
    assert upload.document == Document.objects.get()


def key_of(answer) -> str:
    assert answer.status_code == 202, answer.content
    return str(Upload.objects.latest("pk").pk)


def test_it_sends_what_is_due(draft, settings):
    admin_client.person("Approvers", username="second", email="second@board.example")
    with smtp.smtp_server(settings) as inbox:
        settings.MAIL_AT_ONCE = False
        admin_client.send(admin_client.editor(), make.open_review(), "submit", note="First.")
        assert inbox.to("second@board.example") == []
        with jobs.working():
            until(lambda: Mail.objects.exclude(sent_at=None).exists())
        assert len(inbox.to("second@board.example")) == 1


def test_a_mail_server_that_refuses_does_not_end_it(draft, settings):
    admin_client.person("Approvers", username="second", email="second@board.example")
    smtp.send_to(settings, smtp.free_port())
    settings.MAIL_AT_ONCE = False
    client = admin_client.editor()
    admin_client.send(client, make.open_review(), "submit", note="First.")
    with jobs.working():
        until(lambda: Mail.objects.failing().exists())
        upload = Upload.objects.get(pk=key_of(sent_files.sent(client, draft)))
        until(is_checked, upload)


def test_it_says_that_it_has_nothing_to_do_where_requests_do_the_jobs(settings):
    settings.JOBS = "at_once"
    with pytest.raises(CommandError, match="JOBS is not “worker”"):
        call_command("work")
