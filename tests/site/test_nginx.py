"""docs/nginx.conf in a real nginx in front of the real site: what it keeps, hands out, and holds back."""

import gzip
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from reviews import workflow
from reviews.models import Banner, Page
from tests.public.test_unavailable import gate, site  # noqa: F401
from tests.support import factories as make
from tests.support.nginx import ENVIRONMENT, PATIENCE, running_nginx
from tests.support.waiting import until

pytestmark = [pytest.mark.nginx, pytest.mark.slow]
REVIEW, OTHER, GONE, LIST = "/reviews/scr-1/", "/reviews/scr-2/", "/reviews/scr-3/", "/list/"
REPORT = f"{REVIEW}overview-report.pdf"
DRAFT = "/reviews/scr-9/overview-report.pdf"
SIZE = 200_000


@pytest.fixture
def front(committed, gate, settings, tmp_path):  # noqa: F811
    """nginx, and the site behind it, which ``stop`` ends."""
    settings.READY_PAGES, settings.DATA_DIR = True, tmp_path
    for number in (1, 2, 3):
        draft = make.open_bare_review(path=f"reviews/scr-{number}", label=f"Child {number}")
        make.attach(draft, make.make_document(f"Report {number}.", size=SIZE))
        make.make_live(draft)
    make.attach(make.open_bare_review(path="reviews/scr-9", label="Child 9"), make.make_document())
    make.make_live(make.open_listing(path="list"))
    (tmp_path / "nginx").mkdir()
    with ExitStack() as stack:
        behind, _ = stack.enter_context(site(tmp_path, gate.port, **ENVIRONMENT))
        with running_nginx(tmp_path / "nginx", behind.port, tmp_path) as front:
            front.stop = stack.close
            yield front


def shows(front, address, text, **headers):
    """Ask until the page at ``address`` has ``text``."""
    until(lambda: text in front.ask(address, **headers)[2])


def withdraw(number, **how):
    make.withdraw(Page.objects.get(path=f"reviews/scr-{number}").editions.get(), **how)


def check_pages(front):
    status, headers, body = front.ask(
        REVIEW, Accept_Encoding="gzip, br", Cookie="_ga=1; sessionid=x"
    )
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert b"Child 1" in gzip.decompress(body)
    assert b"Child 1" in front.ask(REVIEW)[2]
    known = front.ask(REVIEW, Accept_Encoding="gzip", If_None_Match=headers["ETag"])
    assert (known[0], known[2], known[1]["ETag"]) == (304, b"", headers["ETag"])
    assert headers.get_all("Cache-Control") == ["no-cache"]
    assert "Set-Cookie" not in headers
    assert "X-Cache-Control-Of-Readers" not in headers
    assert "Content-Security-Policy" in headers
    assert front.ask(REVIEW, "HEAD")[0::2] == (200, b"")
    missing = front.ask("/nothing/")
    assert (missing[0], missing[1]["Cache-Control"]) == (404, "no-store")
    assert front.ask("/static/register.css")[0] == 200
    status, headers, _ = front.ask("/board-colour/17505c.css")
    assert (status, "immutable" in headers["Cache-Control"]) == (200, True)


def check_files(front):
    status, headers, whole = front.ask(REPORT)
    assert (status, headers["Content-Type"], len(whole)) == (200, "application/pdf", SIZE)
    assert headers["Content-Disposition"] == 'inline; filename="scr-1-overview-report.pdf"'
    assert "object-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-cache"
    part = front.ask(REPORT, Range="bytes=5-104", If_Range=headers["ETag"])
    assert (part[0], part[2]) == (206, whole[5:105])
    assert front.ask(REPORT, Range="bytes=5-104", If_Range='"another"')[0] == 200
    assert front.ask(REPORT, If_None_Match=headers["ETag"])[0::2] == (304, b"")
    assert front.ask(REPORT, "HEAD")[0::2] == (200, b"")
    stored = next((front.folder.parent / "documents").rglob("*.pdf"))
    inside = f"/protected/{stored.relative_to(front.folder.parent / 'documents')}"
    for address in (DRAFT, inside, "/protected/", "/protected/../documents/"):
        assert front.ask(address)[0] == 404, address


def logged(front, *lines):
    """The log, once it has these lines: each worker of nginx writes them within a second."""
    log = front.folder / "register.log"
    until(lambda: all(line in log.read_text() for line in lines))
    return log.read_text()


def check_bounds(front):
    status, _, text = front.ask(f"/search/?q={'a+' * 5000}")
    assert (status, b"<h1" in text) == (200, True)
    status, _, text = front.ask(f"/search/?q={'a+' * 9_000}")
    assert (status, b"search for fewer words" in text) == (414, True)
    status, _, text = front.ask(REVIEW, "POST", b"x" * 100_000)
    assert (status, b"Nothing was done" in text) == (413, True)
    assert front.ask("/admin/", "POST", b"x" * 100_000)[0] not in (413, 500)
    assert front.ask("/admin/login/")[0] == 200
    log = logged(front, f" GET {REVIEW} 200 ", " GET /search/ 200 ", " GET /admin/login/ 200 ")
    assert not [word for word in ("a+a", "127.0.0.1") if word in log]


def check_odd_addresses(front):
    """Signs that browsers escape, as they are: bytes of Latin-1, of UTF-8, a bracket."""
    nothing = front.ask("/nothing/")
    for odd in (b"/caf\xe9/", "/café/".encode(), b"/<b>/", b"/caf%e9/?q=a", b"/a%3fb%0d%0ac<"):
        assert front.ask_raw(odd)[0::2] == nothing[0::2], odd
    status, headers, _ = front.ask_raw(f"{REVIEW}”".encode())
    assert (status, headers["Location"]) == (301, REVIEW)
    for read in ("café", "“a”", "😀", "a|b^{c}`d'", "%22a%22"):
        assert front.ask_raw(f"/search/?q={read}".encode())[0] == 200, read
    for unreadable in (b"caf\xe9", b"a b", b'"a"', b"<b>", b"a\x7f", b"\xc3(", b"\xf0\x9f\x98"):
        status, _, text = front.ask_raw(b"/search/?q=" + unreadable)
        assert (status, b"search box" in text) == (400, True), unreadable


def test_pages_and_files_are_handed_out(front):
    check_pages(front)
    check_odd_addresses(front)
    check_files(front)
    check_bounds(front)
    banner = workflow.announce(Banner(message="From now on."), by=make.make_user())
    shows(front, REVIEW, b"From now on.")
    workflow.end_banner(banner, by=make.make_user())
    withdraw(1)
    assert front.ask(REPORT)[0] == 410


def workers(front):
    """The processes of nginx that answer, each with the number of its open sockets."""
    children = Path(f"/proc/{front.process}/task/{front.process}/children").read_text().split()
    return {
        child: sockets(child)
        for child in children
        if "worker" in Path(f"/proc/{child}/cmdline").read_text()
    }


def sockets(process):
    found = 0
    for each in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += "socket:" in str(each.readlink())
    return found


def have_more(now, before):
    return len(now) == 2 and all(now[each] > before.get(each, 0) for each in now)


def pages_of_each_worker(front):
    """The same page over so many connections, all open at once, that each of the two has answered."""
    pages, before = [], workers(front)
    with ExitStack() as links:
        while not have_more(workers(front), before):
            assert len(pages) < 300
            link = links.enter_context(closing(front.connection()))
            link.request("GET", REVIEW)
            pages.append(link.getresponse().read())
    return pages


def test_no_worker_of_nginx_shows_what_another_has_seen_to_be_withdrawn(front):
    """Each keeps the files of pages open by itself."""
    assert all(b"Child 1" in page for page in pages_of_each_worker(front))
    withdraw(1)
    shows(front, REVIEW, b"Withdrawn")
    assert all(b"Withdrawn" in page for page in pages_of_each_worker(front))


def hits(log):
    """The lines of the log about what nginx had."""
    return "".join(line for line in log.read_text().splitlines() if line.endswith(" HIT"))


def test_a_withdrawal_shows_before_the_next_second_ends(front):
    """Of a page that nginx keeps: it has handed it out without asking for it."""
    deadline, log = time.monotonic() + PATIENCE, front.folder / "register.log"
    while not log.exists() or f" GET {REVIEW} 200 " not in hits(log):
        assert b"Child 1" in front.ask(REVIEW)[2]
        assert time.monotonic() < deadline
    for number, address in enumerate((REVIEW, OTHER, GONE), 1):
        assert f"Child {number}" in front.ask(address)[2].decode()
        withdraw(number, answer="gone" if address == GONE else "notice")
        second = int(time.time())
        while int(time.time()) == second:
            front.ask(LIST)
        assert b"Withdrawn" in front.ask(address)[2]


def test_what_was_withdrawn_is_not_shown_when_the_site_is_stopped(front, gate):  # noqa: F811
    for address, text in (
        (REVIEW, "Child 1"),
        (OTHER, "Child 2"),
        (GONE, "Child 3"),
        (LIST, OTHER),
    ):
        assert text in front.ask(address)[2].decode()
        assert front.ask(address, Accept_Encoding="gzip, br")[1]["Content-Encoding"] == "gzip"
    withdraw(1)
    withdraw(3, answer="gone")
    # One reader has seen each withdrawal, in one encoding.
    for address in (REVIEW, GONE):
        shows(front, address, b"Withdrawn")
    gate.shut()
    check_what_is_kept(front)
    front.stop()
    check_what_is_kept(front)
    status, headers, text = front.ask("/reviews/scr-2/history/")
    assert (status, headers["Retry-After"], b"cannot be shown" in text) == (503, "60", True)


def check_what_is_kept(front):
    for encoding in ("identity", "gzip, br"):
        kept = {each: front.ask(each, Accept_Encoding=encoding) for each in (REVIEW, GONE, OTHER)}
        texts = [gunzipped(body, headers) for _, headers, body in kept.values()]
        assert [status for status, *_ in kept.values()] == [200, 410, 200]
        assert ["Child 2" in text for text in texts] == [False, False, True]
        assert ["Withdrawn" in text for text in texts] == [True, True, False]


def gunzipped(body, headers):
    return (gzip.decompress(body) if "Content-Encoding" in headers else body).decode()
