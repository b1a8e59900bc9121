"""Public pages that are sent without Django: the same answers, and never an earlier one."""

from datetime import timedelta

import brotli
import psycopg
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory

from reviews import workflow
from reviews.lib import clock
from reviews.models import Banner, DocumentPage, Page, ReadyPage
from reviews.models.edition_parts import EDITION_OF, PARTS
from reviews.public.page_cache import store
from reviews.public.page_cache.answers import accepted
from reviews.public.page_cache.wsgi import ReadyPages
from tests.support import bypass
from tests.support import factories as make
from tests.support.queries import tables_read

REVIEW = "/reviews/scr-1/"
PAGES = (
    "/",
    "/list/",
    "/list/2015/",
    REVIEW,
    f"{REVIEW}history/",
    f"{REVIEW}history/1/",
    "/plain/",
)


class Asked:
    """What the callable answers to one request."""

    def __init__(self, application, path, method="GET", **environ):
        request = RequestFactory(HTTP_HOST="localhost").generic(method, path, **environ)
        answer = application(request.environ, self._start)
        self.body = b"".join(answer)
        getattr(answer, "close", lambda: None)()

    def _start(self, status, headers, exc_info=None):
        self.status = int(status[:3])
        self.headers = dict(headers)
        assert len(self.headers) == len(headers)


class Counting:
    """Django, and how often it was asked."""

    def __init__(self):
        self.application = get_wsgi_application()
        self.calls = 0

    def __call__(self, environ, start_response):
        self.calls += 1
        return self.application(environ, start_response)


@pytest.fixture
def django():
    return Counting()


def publish_everything():
    first = make.carry_over(make.open_review(path="reviews/scr-1", label="Child A"))
    second = workflow.open_edition(first.page, by=make.make_user()).as_kind
    make.make_live(make.change(second, summary="More."))
    make.make_live(make.open_listing(path="list"))
    make.make_live(make.open_plain(path="plain"))


@pytest.fixture
def ready(committed, django, settings, tmp_path):
    """The callable over real content, in a database in which everything is committed."""
    settings.READY_PAGES, settings.DATA_DIR = True, tmp_path
    publish_everything()
    pages = ReadyPages(django)
    yield pages
    if pages._listener:
        pages._listener.stop()


def hear(pages):
    """Wait until the callable trusts what it keeps."""
    Asked(pages, "/")
    while not pages._listener.is_trusted():
        Asked(pages, "/")


def test_a_page_is_made_once_and_is_what_django_sends(ready, django):
    hear(ready)
    for path in PAGES:
        plain = Asked(django, path)
        assert plain.status == 200, path
        made = Asked(ready, path)
        calls = django.calls
        for answer in (made, Asked(ready, path)):
            assert (answer.status, answer.body) == (200, plain.body)
            assert plain.headers.items() <= answer.headers.items()
            assert "Content-Security-Policy" in answer.headers
            assert "Set-Cookie" not in answer.headers
        small = Asked(ready, path, HTTP_ACCEPT_ENCODING="gzip, br")
        assert brotli.decompress(small.body) == plain.body
        head = Asked(ready, path, "HEAD")
        assert (head.body, head.headers) == (b"", answer.headers)
        known = Asked(ready, path, HTTP_IF_NONE_MATCH=f"W/{answer.headers['ETag']}")
        assert (known.status, known.body, known.headers["ETag"]) == (
            304,
            b"",
            answer.headers["ETag"],
        )
        assert small.headers["ETag"] != answer.headers["ETag"]
        assert Asked(ready, path, HTTP_IF_NONE_MATCH='"another"').status == 200
        assert django.calls == calls


def test_what_is_no_page_of_everybody_is_django_s(ready, django):
    hear(ready)
    others = (
        {"path": "/nothing/"},
        {"path": REVIEW.rstrip("/")},
        {"path": f"{REVIEW}?a=1", "QUERY_STRING": "a=1"},
        {"path": REVIEW, "HTTP_COOKIE": "sessionid=x"},
        {"path": REVIEW, "HTTP_HOST": "elsewhere.example"},
        {"path": REVIEW, "method": "POST"},
        {"path": "/register/"},
        {"path": "/list/on/2026-01-01/"},
    )
    for asked in others * 2:
        before = django.calls
        Asked(ready, **asked)
        assert django.calls == before + 1, asked
    assert Asked(ready, REVIEW, HTTP_HOST="elsewhere.example").status == 400
    assert not ReadyPage.objects.exclude(path__in=PAGES).exists()
    assert ReadyPage.objects.filter(path="/").exists()


@pytest.mark.sweep(few=5, full=20)
def test_whatever_changes_is_seen_at_once(ready, seeds):
    """Two changes for every seed, and a withdrawal."""
    hear(ready)
    person = make.make_user()
    for number in seeds:
        banner = workflow.announce(Banner(message=f"Message {number}"), by=person)
        assert f"Message {number}".encode() in Asked(ready, REVIEW).body
        workflow.end_banner(banner, by=person)
        assert f"Message {number}".encode() not in Asked(ready, REVIEW).body
    row = Page.objects.get(path="reviews/scr-1").editions.latest("number")
    make.withdraw(row)
    gone = Asked(ready, REVIEW)
    assert b"Withdrawn" in gone.body or gone.status == 410
    assert REVIEW.encode() not in Asked(ready, "/list/").body


def test_a_period_that_begins_is_seen_without_any_change(ready, django):
    hear(ready)
    begins = clock.now() + timedelta(minutes=1)
    workflow.announce(Banner(message="Later", live_from=begins), by=make.make_user())
    Asked(ready, "/plain/")
    ends = ReadyPage.objects.get(path="/plain/").valid_until
    assert ends <= begins
    answer = ready._memory._answers["/plain/"]
    state = ready._memory._state
    assert ready._memory.get("/plain/", state, answer.ends - 0.001) is answer
    assert ready._memory.get("/plain/", state, answer.ends) is None
    assert store.fetch("/plain/") is not None
    bypass.sql("UPDATE reviews_readypage SET valid_until = clock_timestamp()")
    assert store.fetch("/plain/") is None


def test_after_an_update_of_the_program_its_pages_are_made_again(ready):
    """A page that was made before leads to a style sheet that is there no more."""
    Asked(ready, "/plain/")
    assert store.fetch("/plain/") is not None
    bypass.sql("UPDATE reviews_readypage SET generation = reviews_generation() || '.another'")
    assert store.fetch("/plain/") is None
    updated = ReadyPages(Counting())
    Asked(updated, "/plain/")
    updated._listener.stop()
    assert updated.application.calls == 1
    assert store.fetch("/plain/") is not None


def test_a_draft_changes_nothing(ready):
    before = store.state().generation
    draft = workflow.open_edition(Page.objects.get(path="reviews/scr-1"), by=make.make_user())
    make.change(draft.as_kind, summary="Another.")
    assert store.state().generation == before
    make.make_live(draft.as_kind)
    assert store.state().generation != before


def test_changes_that_end_in_another_order_have_names_of_their_own(committed):
    names = [store.state().generation]
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(CHANGE)
        names.append(store.state().generation)
        bypass.sql(CHANGE)
        names.append(store.state().generation)
    names.append(store.state().generation)
    assert names[1] == names[0]
    assert len(set(names)) == 3


def test_the_names_go_on_when_earlier_changes_are_removed(committed):
    names = set()
    for _ in range(1001):
        bypass.sql(CHANGE)
        names.add(bypass.sql("SELECT reviews_generation()")[0][0])
    assert len(names) == 1001
    assert bypass.sql("SELECT count(*) <= 501 FROM reviews_publicchange")[0][0]


@pytest.mark.django_db
def test_every_table_that_pages_read_has_the_trigger(client):
    publish_everything()
    make.withdraw(make.make_live(make.open_review(path="reviews/scr-2", label="Child B")))
    noted = {name for (name,) in bypass.sql(NOTED)}
    parts = {model._meta.db_table for model in {*PARTS, *EDITION_OF.values()}}
    parts |= {DocumentPage._meta.db_table}  # which follows the documents
    with tables_read() as read:
        for path in (
            *PAGES,
            "/reviews/scr-2/",
            f"{REVIEW}overview-report.pdf/read/",
        ):
            client.get(path)
    assert "reviews_banner" in read
    assert read - noted - parts == set()


CHANGE = "UPDATE reviews_board SET name = name"
NOTED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'public_change'"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=x", ""),
        ("identity", ""),
    ],
)
def test_the_best_encoding_that_is_taken(header, encoding):
    assert accepted(header) == encoding
