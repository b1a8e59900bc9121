"""When a copy may be served, and when nobody can be certain any more that it is still right."""

import stat
import time
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.test import RequestFactory

from reviews import workflow
from reviews.lib import clock, public_changes
from reviews.models import Attachment, Banner, Page
from reviews.public import history_parts
from reviews.public.last_good.answer import STALE
from reviews.public.last_good.renewal import Renewal
from reviews.public.last_good.shelf import shelf
from reviews.public.page_cache.listener import Listener
from reviews.public.page_cache.micro_cache import COPY_KEPT, KEPT, MicroCache
from tests.support import factories as make
from tests.support.erasures import asker, eraser

FIRST, SECOND, OTHER = "/reviews/scr-1/", "/reviews/scr-2/", "/reviews/scr-3/"
# What lies behind a page is kept apart from it.
BEHIND = ("/list/history/?year=2015", "/themes/neglect/?year=2015")
ALL = ("/", "/list/", "/plain/", *BEHIND, FIRST, SECOND, OTHER)
LEDGER = "SELECT pg_advisory_xact_lock(727001)"


@pytest.fixture
def renewal(committed, settings, tmp_path, monkeypatch):
    """Two reviews that show one document, another with a theme, a listing and a page, all of them copied."""
    monkeypatch.setattr(history_parts, "MOST_ON_ONE_PAGE", 1)
    settings.READY_PAGES, settings.DATA_DIR, settings.LAST_GOOD_MINUTES = True, tmp_path, 60
    first = make.open_review(path="reviews/scr-1", label="Child 1")
    shown = Attachment.objects.get(edition=first.pk).document
    second = make.open_bare_review(path="reviews/scr-2", label="Child 2")
    make.attach(second, shown)
    third = make.open_review(path="reviews/scr-3", label="Child 3")
    make.carry_over(make.give_themes(third, "neglect"), "2015-08", "2015-08")
    for draft in (first, second, make.open_listing(path="list"), make.open_plain(path="plain")):
        make.make_live(draft)
    listener = Listener()
    renewal = Renewal(listener, rest=0)
    renewed(renewal)
    yield renewal
    listener.stop()


def renewed(renewal):
    """Work until everything is settled; the listener may have heard of something meanwhile."""
    renewal.work()
    while renewal._urgent or renewal._later or not renewal._is_settled():
        renewal.work()


def kept(after=0.0):
    found = {address: shelf().find(address, time.time() + after) for address in ALL}
    return {address: copy.body.decode() for address, copy in found.items() if copy}


def nobody_may_read(folder):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_dir()}
    return (modes, folders) == ({0o600}, {0o700})


def page(number):
    return Page.objects.get(path=f"reviews/scr-{number}")


def after_a_day():
    return kept(25 * 3600)


@pytest.mark.slow
def test_what_may_be_served(renewal, settings):
    before = kept()
    assert list(before) == list(ALL)
    assert "Child 2" in before[FIRST]
    assert nobody_may_read(settings.DATA_DIR / "last_good")
    nothing_is_served_in_doubt(renewal, before)
    what_is_withdrawn_has_gone_everywhere(renewal)
    settings.LAST_GOOD_MINUTES = 3 * 24 * 60
    what_a_period_ends_is_not_served_after_it(renewal)
    what_is_erased_leaves_nothing(renewal)
    settings.LAST_GOOD_MB = 0
    make.withdraw(page(3).editions.get())
    renewed(renewal)
    assert list(kept()) == [FIRST]  # the rest would have been made again, and does not fit


def nothing_is_served_in_doubt(renewal, before):
    with transaction.atomic():
        make.withdraw(page(2).editions.get())
        # Already now, so that it does not matter what becomes of the process after the commit.
        assert kept() == {}
        transaction.set_rollback(True)
    assert kept() == {}
    renewed(renewal)
    assert kept() == before
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(727001)")  # as whoever is about to commit
        public_changes.foretell()
        renewal.work()
        assert kept() == {}
    renewed(renewal)
    assert kept() == before
    assert list(kept(59 * 60)) == list(ALL)
    assert kept(61 * 60) == {}  # since the database was last heard of


def what_is_withdrawn_has_gone_everywhere(renewal):
    untouched = shelf().find(OTHER, time.time()).made
    make.withdraw(page(2).editions.get())
    assert kept() == {}
    renewed(renewal)
    now = kept()
    assert list(now) == list(ALL)
    assert "Withdrawn" in now.pop(SECOND)
    assert [address for address, text in now.items() if "Child 2" in text] == []
    assert ("Child 1" in now["/list/"], "Child 1" in now[FIRST]) == (True, True)
    assert shelf().find(OTHER, time.time()).made == untouched


def what_a_period_ends_is_not_served_after_it(renewal):
    draft = workflow.open_edition(page(1), by=make.make_user()).as_kind
    make.make_live(make.change(draft, summary="Later."), at=clock.now() + make.DAY)
    renewed(renewal)
    assert list(kept()) == list(ALL)
    assert list(kept(23 * 3600)) == list(ALL)
    assert list(after_a_day()) == [OTHER]  # the others lead to it, or have shown its document
    assert "Later." not in kept()[FIRST]
    ends = Banner(message="For an hour.", live_until=clock.now() + timedelta(hours=1))
    workflow.announce(ends, by=make.make_user())
    renewed(renewal)
    assert list(kept(50 * 60)) == list(ALL)
    assert all("For an hour." in text for text in kept().values())
    assert kept(70 * 60) == {}


def what_is_erased_leaves_nothing(renewal):
    asked = workflow.ask_erasure(page(2), by=asker(), reason="child", document=None)
    workflow.erase(asked, by=eraser())
    assert kept() == {}
    renewed(renewal)
    assert list(kept()) == [address for address in ALL if address != SECOND]


@pytest.mark.parametrize(
    ("status", "marks", "kept_for"),
    [
        ("200 OK", [("Warning", STALE)], COPY_KEPT),
        ("410 Gone", [("Warning", STALE)], COPY_KEPT),
        ("200 OK", [], KEPT),
    ],
)
def test_nginx_shows_no_copy_in_the_place_of_an_error(status, marks, kept_for):
    def site(environ, start_response):
        start_response(status, [("Cache-Control", "no-cache"), *marks])
        return []

    answers = []
    environ = RequestFactory().get(FIRST).environ
    MicroCache(site)(environ, lambda *answer: answers.append(dict(answer[1])))
    assert answers[0]["Cache-Control"] == kept_for
    assert answers[0]["X-Cache-Control-Of-Readers"] == "no-cache"
    assert ("stale-if-error" in kept_for) == (not marks)


@pytest.mark.parametrize(
    ("asked_at", "until"), [("1796000000.250", "@1796000000"), ("", None), ("soon", None)]
)
def test_nginx_keeps_a_page_until_its_own_second_ends(asked_at, until):
    def site(environ, start_response):
        start_response("200 OK", [])
        return []

    answers = []
    environ = RequestFactory().get(FIRST, HTTP_X_ASKED_AT=asked_at).environ
    MicroCache(site)(environ, lambda *answer: answers.append(answer[1]))
    names = [name for name, _ in answers[0]]
    assert dict(answers[0]).get("X-Accel-Expires") == until
    assert names[:1] == ["Cache-Control"]
