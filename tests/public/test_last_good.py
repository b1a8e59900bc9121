"""PostgreSQL is away: what is live is served from its copies, and nothing else is."""

import time

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.models import Page
from reviews.public.last_good.shelf import shelf
from tests.public.test_unavailable import (
    gate,  # noqa: F401
    plain_503,
    site,
)
from tests.support import factories as make
from tests.support.tcp_proxy import TcpProxy
from tests.support.waiting import until

FIRST, SECOND, GONE = "/reviews/scr-1/", "/reviews/scr-2/", "/reviews/scr-3/"
DRAFT, LATER = "/reviews/scr-8/", "/reviews/scr-9/"
SITE = ("/", "/feeds.atom", "/sitemap.xml", "/sitemaps/pages.xml", "/register/", "/api/listings")
THEMES = ("/themes/", "/themes/neglect/", "/themes/neglect/?year=2015", "/themes/neglect.atom")
LISTING = (
    "/list/",
    "/list/2015/",
    "/cy/list/2015/",
    "/list/history/",
    "/list.atom",
    "/list.json",
    "/plain/",
)
PARTS = ("", "history/", "overview-report.pdf", "overview-report.webp", "overview-report.pdf/read/")
FORMS = ("json", "bib", "ris")


def of(review):
    return [f"{review}{part}" for part in PARTS] + [f"{review[:-1]}.{form}" for form in FORMS]


LIVE = [*SITE, *THEMES, *LISTING, *of(FIRST), *of(SECOND)]
NOT_LIVE = [
    *of(DRAFT),
    *of(LATER),
    *of(GONE)[1:],
    f"{FIRST}nothing.pdf",
    "/nothing/",
    "/list/?q=a",
]


@pytest.fixture
def content(committed, settings, tmp_path):
    settings.READY_PAGES, settings.DATA_DIR, settings.LAST_GOOD_MINUTES = True, tmp_path, 60
    for number in (1, 2, 3):
        draft = make.open_review(path=f"reviews/scr-{number}", label=f"Child {number}")
        make.carry_over(make.give_themes(draft, "neglect"))
    make.make_live(make.open_listing(path="list"))
    make.make_live(make.open_plain(path="plain"))
    make.open_review(path="reviews/scr-8", label="Child 8")
    later = make.approved(make.open_review(path="reviews/scr-9", label="Child 9"))
    workflow.publish(later, by=make.make_user(), at=clock.now() + make.DAY)
    withdraw(3)


def withdraw(number):
    make.withdraw(Page.objects.get(path=f"reviews/scr-{number}").editions.get())


@pytest.fixture
def running(content, gate: TcpProxy, tmp_path):  # noqa: F811
    with site(tmp_path, gate.port, LAST_GOOD_MINUTES="60") as (running, log):
        yield running
    assert "Traceback" not in log.read_text()


def has_copies(addresses):
    until(lambda: all(shelf().find(address, time.time()) for address in addresses))


def same(before, after):
    return [address for address in before if before[address][::2] != after[address][::2]]


@pytest.fixture
def kept(running, gate):  # noqa: F811
    """What the site answers when the database is away; nobody has asked for any of it before."""
    has_copies([*LIVE, GONE])
    gate.shut()
    return running.all([*LIVE, GONE])


@pytest.mark.slow
def test_what_is_live_is_served_while_the_database_is_away(running, kept):
    assert {address: status for address, (status, *_) in kept.items() if status != 200} == {}
    assert all(headers["Warning"].startswith("110") for _, headers, _ in kept.values())
    assert all(headers["Cache-Control"] == "no-cache" for _, headers, _ in kept.values())
    assert "Content-Security-Policy" in kept[FIRST][1]
    assert all("Child 1" in kept[address][2] for address in (FIRST, "/list/", "/themes/neglect/"))
    assert "Withdrawn" in kept[GONE][2]
    for number in (3, 8, 9):
        assert [a for a, (*_, text) in kept.items() if f"Child {number}" in text] == []
    part = running.get(f"{FIRST}overview-report.pdf", Range="bytes=0-3")
    assert (part[0], part[2]) == (206, "%PDF")
    assert [a for a, answer in running.all(NOT_LIVE).items() if not plain_503(answer)] == []
    assert plain_503(running.get("/admin/", Cookie=f"sessionid={'a' * 32}"))


@pytest.mark.slow
def test_what_is_withdrawn_meanwhile_is_not_served_and_the_rest_comes_back(running, gate, kept):  # noqa: F811
    # The site cannot hear of this, and nobody has made a copy of the notice.
    withdraw(1)
    doubtful = ("/", "/list/", FIRST, SECOND, *of(FIRST)[2:4])
    assert [a for a, answer in running.all(doubtful).items() if not plain_503(answer)] == []
    gate.open()
    comes_back(running)
    has_copies([*SITE, *THEMES, *LISTING, *of(SECOND), FIRST, GONE])
    now = running.all([SECOND, *of(SECOND)[2:], "/plain/"])
    assert same(now, kept) == []
    assert not any("Warning" in headers for _, headers, _ in now.values())
    gate.shut()
    later = running.all([*SITE, *THEMES, *LISTING, *of(SECOND), FIRST, *of(FIRST)[2:4]])
    assert all(plain_503(later.pop(address)) for address in of(FIRST)[2:4])
    assert {a: status for a, (status, *_) in later.items() if status != 200} == {}
    assert "Withdrawn" in later[FIRST][2]
    assert [a for a, (*_, text) in later.items() if "Child 1" in text] == []
    assert "Child 2" in later["/list/"][2]


def comes_back(running):
    def is_back() -> bool:
        status, headers, _ = running.get(SECOND)
        return status == 200 and "Warning" not in headers

    until(is_back)
