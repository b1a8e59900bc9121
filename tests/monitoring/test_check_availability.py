"""The command against a real server, as the public reaches it."""

import hashlib
import http.server
import threading
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.testcases import LiveServerThread, _StaticFilesHandler

from reviews import workflow
from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import AvailabilityCheck
from reviews.monitoring import probe
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def site():
    """The site on a port of its own, in a thread with its own connection."""
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@contextmanager
def another_site(answer):
    """A server that is not ours; ``answer`` is what it does with a GET."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def run(site: str, *, fails: bool = False) -> list[str]:
    output = StringIO()
    if fails:
        with pytest.raises(SystemExit, match="1"):
            call_command("check_availability", "--site", site, stdout=output, no_color=True)
    else:
        call_command("check_availability", "--site", site, stdout=output, no_color=True)
    return output.getvalue().splitlines()


def test_every_live_page_and_file_is_fetched_and_recorded(site):
    live = make.make_live(make.open_review(path="reviews/one"))
    make.make_live(make.open_plain(path="about"))
    make.open_review(path="reviews/draft")
    before = clock.now()
    assert run(site) == ["pages=2 files=1 unavailable=0"]
    found = {row.address: row for row in AvailabilityCheck.objects.all()}
    assert set(found) == {"/about/", "/reviews/one/", "/reviews/one/overview-report.pdf"}
    document = live.attachments.get().document
    kept = found["/reviews/one/overview-report.pdf"]
    assert (kept.document, kept.page_id) == (document, live.page_id)
    assert (kept.status, kept.size, kept.sha256) == (200, document.size, document.sha256)
    assert all(row.was_available and before < row.at < clock.now() for row in found.values())


def test_the_words_of_the_files_are_not_read():
    """All of them at once would not fit into memory."""
    make.make_live(make.open_review())
    [document] = [target.document for target in probe.targets() if target.document]
    assert document.get_deferred_fields() == {"text"}


def test_a_file_that_was_changed_in_the_store_is_not_available_and_the_rest_is_checked(site):
    one = make.make_live(make.open_review(path="reviews/one"))
    make.make_live(make.open_review(path="reviews/two"))
    document = one.attachments.get().document
    with open(documents_storage().path(document.file.name), "ab") as file:  # noqa: PTH123
        file.write(b"%")
    assert run(site, fails=True) == [
        "Not available: /reviews/one/overview-report.pdf (status 503)",
        "pages=2 files=2 unavailable=1",
    ]
    bad = AvailabilityCheck.objects.get(was_available=False)
    assert (bad.status, bad.page_id, bad.document) == (503, one.page_id, document)


def test_a_file_that_arrives_with_other_bytes_is_not_available():
    live = make.make_live(make.open_review(path="reviews/one"))

    def change(request):
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"other bytes")

    with another_site(change) as site:
        assert run(site, fails=True) == [
            "Not available: /reviews/one/overview-report.pdf (other bytes than were approved)",
            "pages=1 files=1 unavailable=1",
        ]
    bad = AvailabilityCheck.objects.get(was_available=False)
    assert (bad.status, bad.page_id) == (200, live.page_id)


def test_a_file_that_is_lost_is_not_available(site):
    one = make.make_live()
    documents_storage().delete(one.attachments.get().document.file.name)
    assert run(site, fails=True)[-1] == "pages=1 files=1 unavailable=1"
    assert AvailabilityCheck.objects.get(was_available=False).status == 503


def test_a_server_that_is_down_is_no_answer(site):
    make.make_live(make.open_review(path="reviews/one"))
    with another_site(lambda request: None) as down:
        pass
    assert run(down, fails=True) == [
        "Not available: /reviews/one/ (no answer)",
        "Not available: /reviews/one/overview-report.pdf (no answer)",
        "pages=1 files=1 unavailable=2",
    ]
    rows = AvailabilityCheck.objects.values_list("status", "size", "sha256", "was_available")
    assert set(rows) == {(0, 0, "", False)}
    assert run(site) == ["pages=1 files=1 unavailable=0"]


def test_a_redirect_off_the_site_is_not_followed():
    make.make_live(make.open_plain(path="about"))
    asked = []

    def elsewhere(request):
        asked.append(request.path)
        request.send_response(200)
        request.end_headers()

    with another_site(elsewhere) as other:

        def lead_away(request):
            request.send_response(302)
            request.send_header("Location", f"{other}/about/")
            request.end_headers()

        with another_site(lead_away) as site:
            assert run(site, fails=True)[-1] == "pages=1 files=0 unavailable=1"
        assert asked == []
        assert run(other) == ["pages=1 files=0 unavailable=0"]
    assert asked == ["/about/"]
    assert AvailabilityCheck.objects.get(was_available=False).status == 302


def test_a_redirect_within_the_site_is_followed_without_cookies():
    make.make_live(make.open_plain(path="about"))
    cookies = []

    def answer(request):
        cookies.append(request.headers.get("Cookie"))
        first = request.path == "/about/"
        request.send_response(301 if first else 200)
        request.send_header("Set-Cookie", "a=b")
        if first:
            request.send_header("Location", "/moved/")
        request.end_headers()

    with another_site(answer) as site:
        assert run(site) == ["pages=1 files=0 unavailable=0"]
    assert cookies == [None, None]


def test_an_answer_that_breaks_off_is_not_available():
    make.make_live(make.open_plain(path="about"))

    def break_off(request):
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"half")

    with another_site(break_off) as site:
        assert run(site, fails=True)[-1] == "pages=1 files=0 unavailable=1"


def test_what_was_withdrawn_meanwhile_is_not_counted(site):
    live = make.make_live()
    page, file = probe.targets()
    assert probe.check(page, site=site).was_available
    make.withdraw(live)
    assert probe.check(file, site=site) is None
    assert AvailabilityCheck.objects.count() == 1


def test_the_new_edition_s_file_is_what_counts(site):
    live = make.make_live()
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    draft.attachments.update(document=make.make_document("Another report"))
    make.make_live(draft)
    assert run(site) == ["pages=1 files=1 unavailable=0"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM reviews_availabilitycheck WHERE document_id IS NOT NULL")
        [[sha256]] = cursor.fetchall()
    with documents_storage().open(draft.attachments.get().document.file.name) as file:
        assert hashlib.sha256(file.read()).hexdigest() == sha256


def test_a_site_that_is_no_address_is_refused():
    with pytest.raises(CommandError, match="Give the site as an address"):
        call_command("check_availability", "--site", "file:///etc")
