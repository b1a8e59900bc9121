"""What is slow holds nothing that others wait for, and whoever waits too long is not left without a word."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from reviews import workflow
from reviews.admin.verbs import BUSY
from reviews.lib.clock import snapshot
from reviews.models import Page, Withdrawal
from tests.support import admin_client
from tests.support import factories as make
from tests.support.concurrency import PATIENCE, by_itself
from tests.support.slow_uploads import SlowUpload

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def slow(settings):
    """Uploads are slow until the test releases them."""
    settings.FILE_UPLOAD_HANDLERS = ["tests.support.slow_uploads.SlowUploads"]
    SlowUpload.begun = threading.Semaphore(0)
    SlowUpload.released.clear()
    yield SlowUpload
    SlowUpload.released.set()


def do_not_wait() -> None:
    """From now on this connection waits for no lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1ms'")


def withdraw(page) -> Withdrawal:
    facts = {"reason": "anonymity", "note": "Ask the board.", "authorised_by": "The chair"}
    return workflow.withdraw(page, by=make.make_user(), **facts)


def test_a_page_is_withdrawn_while_files_of_its_next_edition_are_checked(slow):
    page = make.make_live(make.open_bare_review()).page
    draft = workflow.open_edition(page, by=make.make_user())
    client = admin_client.editor()
    fields = admin_client.with_document(admin_client.opened(client, draft))
    with ThreadPoolExecutor(1) as editors:
        saving = editors.submit(by_itself, lambda: admin_client.save(client, draft, fields))
        assert slow.begun.acquire(timeout=PATIENCE)
        do_not_wait()
        withdraw(page)
        slow.released.set()
        answer = saving.result(PATIENCE)
    assert admin_client.errors(answer) == []
    assert draft.attachments.get().document.pages == 1


def test_a_page_is_withdrawn_under_eight_uploads_into_its_next_edition(slow):
    page = make.make_live(make.open_bare_review()).page
    draft = workflow.open_edition(page, by=make.make_user())
    address = reverse("admin:reviews_reviewedition_upload", args=[draft.pk])

    def send(client):
        file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 and no more, which is refused at once")
        return client.post(address, {"file": file}).status_code

    people = [admin_client.editor() for _ in range(8)]
    with ThreadPoolExecutor(len(people)) as editors:
        sending = [editors.submit(by_itself, partial(send, each)) for each in people]
        for _ in people:
            assert slow.begun.acquire(timeout=PATIENCE)
        do_not_wait()
        withdraw(page)
        slow.released.set()
        assert {each.result(PATIENCE) for each in sending} == {422}


def test_a_lock_that_is_held_keeps_a_withdrawal_waiting():
    """What the test above would see if the form held the page while it checks files."""
    page = make.make_live(make.open_bare_review()).page
    with held(page):
        do_not_wait()
        with pytest.raises(OperationalError, match="lock timeout"):
            withdraw(page)


class held:
    """Somebody else’s transaction that holds the page and has stopped."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done, self.over = threading.Event(), threading.Event()

    def hold(self) -> None:
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=self.page.pk)
            self.done.set()
            assert self.over.wait(PATIENCE)

    def __enter__(self) -> None:
        self.people = ThreadPoolExecutor(1)
        self.holding = self.people.submit(by_itself, self.hold)
        assert self.done.wait(PATIENCE)

    def __exit__(self, *exception) -> None:
        self.over.set()
        self.holding.result(PATIENCE)
        self.people.shutdown()


def test_whoever_waits_too_long_to_withdraw_keeps_what_they_typed():
    page = make.make_live(make.open_bare_review()).page
    client = admin_client.approver()
    step = admin_client.page_url(page, "withdraw")
    typed = {"reason": "anonymity", "authorised_by": "The chair", "note": "Ask the board."}
    with held(page):
        do_not_wait()
        answer = client.post(step, admin_client.filled(client.get(step)) | typed)
        assert admin_client.messages(answer) == [BUSY]
        assert admin_client.filled(answer)["note"] == "Ask the board."
    assert client.post(step, admin_client.filled(answer)).status_code == 302
    assert Withdrawal.objects.get().public_note == "Ask the board."


def test_whoever_waits_too_long_to_save_keeps_what_they_typed():
    draft = make.open_bare_review()
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    with held(draft.page):
        do_not_wait()
        answer = admin_client.save(client, draft, fields, title="Typed")
        assert BUSY in admin_client.errors(answer)
        assert admin_client.filled(answer)["title"] == "Typed"
    admin_client.save(client, draft, admin_client.filled(answer))
    draft.refresh_from_db()
    assert draft.title == "Typed"


def test_what_only_reads_may_read_files_between_two_statements():
    """An evidence bundle with large files, or from a slow store, was ended by the database."""
    limits = []
    with connection.cursor() as cursor:
        for begin in (transaction.atomic, snapshot, transaction.atomic):
            with begin():
                cursor.execute("SHOW idle_in_transaction_session_timeout")
                limits += cursor.fetchone()
    usual = limits[0]
    assert limits == [usual, "10min", usual]
    assert usual != "10min"


def test_nothing_that_the_site_asks_the_database_goes_on_for_long():
    """Whatever the settings hand to PostgreSQL is what a connection then has."""
    default, options = site.DATABASES["default"], site.DATABASES["public"]["OPTIONS"]["options"]
    address = {name: default[name.upper()] for name in ("host", "port", "user", "password")}
    with psycopg.connect(dbname=default["NAME"], options=options, **address) as given:
        limits = {
            name: given.execute(f"SHOW {name}").fetchone()[0]
            for name in (
                "lock_timeout",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
                "join_collapse_limit",
            )
        }
    assert limits == {
        "lock_timeout": "8s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "5s",
        "join_collapse_limit": "5",
    }
