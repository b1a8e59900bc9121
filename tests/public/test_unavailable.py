"""The database or the storage is down: a plain 503 to readers, and everything back afterwards."""

import http.client
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from django.template import loader

from reviews.public.footer import shipped_help_lines
from scr_site.launch.serve import WEB_SERVER
from tests.support import factories as make
from tests.support.tcp_proxy import TcpProxy
from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
REVIEW = "/reviews/scr-1/"
FILES = {f"{REVIEW}overview-report.pdf": 200, f"{REVIEW}overview-report.webp": 200}
PAGES = {"/": 200, "/list/": 200, "/list/?year=2015": 200, REVIEW: 200, f"{REVIEW}history/": 200}
OTHERS = {"/old/address": 301, REVIEW.rstrip("/"): 301, "/never/anything/": 404}
EVERYTHING = PAGES | FILES | OTHERS
PATIENCE = 120  # seconds after which a test gives up; nothing depends on how long anything takes


class Site:
    """The site in processes of its own, as production runs it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str, **headers: str) -> tuple[int, HTTPMessage, str]:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            asked.request("GET", address, headers=headers)
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read().decode("latin-1")
        finally:
            asked.close()

    def all(self, addresses) -> dict[str, tuple[int, HTTPMessage, str]]:
        """The answers at ``addresses``, asked for at once."""
        with ThreadPoolExecutor(len(addresses)) as readers:
            return dict(zip(addresses, readers.map(self.get, addresses), strict=True))

    def statuses(self, addresses) -> dict[str, int]:
        return {address: status for address, (status, *_) in self.all(addresses).items()}

    def comes_back(self) -> None:
        until(lambda: self.statuses(EVERYTHING) == EVERYTHING)


@contextmanager
def site(data_dir: Path, database_port: int, **more: str):
    """A site whose database is at that port; yields it and the file that its complaints go to."""
    user, name = connection.settings_dict["USER"], connection.settings_dict["NAME"]
    account = f"{quote(user)}:{quote(connection.settings_dict['PASSWORD'])}".rstrip(":")
    environment = (
        os.environ
        | {
            "DATABASE_URL": f"postgresql://{account}@127.0.0.1:{database_port}/{quote(name)}",
            "DATA_DIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            # Unless a test is about them.
            "LAST_GOOD_MINUTES": "0",
            "WEB_WORKERS": "1",
            "SECRET_KEY": "of the test",
        }
        | more
    )
    with socket.create_server(("127.0.0.1", 0)) as listener, (data_dir / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *WEB_SERVER, "--fd", str(listener.fileno())],
            cwd=ROOT,
            env=environment,
            pass_fds=[listener.fileno()],
            stderr=log,
        )
        try:
            yield Site(listener.getsockname()[1]), data_dir / "log"
        finally:
            process.terminate()
            process.wait()


@pytest.fixture
def gate():
    """The way to the test database."""
    host, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"] or "5432"
    is_folder = host.startswith("/")
    with TcpProxy(f"{host}/.s.PGSQL.{port}" if is_folder else (host, int(port))) as gate:
        yield gate


@pytest.fixture
def content(committed):
    live = make.make_live(make.open_review(path="reviews/scr-1", label="Child A"))
    make.former_address(live.page, "old/address")
    make.make_live(make.open_listing(path="list"))


def plain_503(answer: tuple[int, HTTPMessage, str]) -> bool:
    status, headers, text = answer
    context = {"help_lines": shipped_help_lines()}
    plain = loader.render_to_string("reviews/unavailable.html", context).encode().decode("latin-1")
    assert "0808 800 5000" in plain
    return (status, text, headers["Retry-After"], headers["Cache-Control"]) == (
        *(503, plain, "60", "no-store"),
    )


def test_a_database_that_goes_away_and_comes_back(content, gate, tmp_path):
    with site(tmp_path, gate.port) as (running, log):
        assert running.statuses(EVERYTHING) == EVERYTHING
        gate.shut()
        for answer in running.all(EVERYTHING).values():
            assert plain_503(answer)
            assert "Content-Security-Policy" in answer[1]
            assert not [name for name in ("Set-Cookie", "Vary") if name in answer[1]]
        signed_in = {"Cookie": f"sessionid={'a' * 32}"}
        assert plain_503(running.get("/admin/", **signed_in))
        gate.open()
        assert running.statuses(EVERYTHING) == EVERYTHING
        assert running.get("/admin/", **signed_in)[0] == 302
    assert "Traceback" not in log.read_text()


def test_a_site_started_without_its_database_waits_for_it(content, gate, tmp_path):
    gate.shut()
    with site(tmp_path, gate.port) as (running, _):
        assert [plain_503(answer) for answer in running.all(FILES).values()] == [True, True]
        gate.open()
        running.comes_back()


def test_readers_are_answered_while_all_of_staff_wait(content, gate, tmp_path):
    signing_in = {"Cookie": f"sessionid={'a' * 32}"}
    with (
        site(tmp_path, gate.port, DATABASE_POOL="1") as (running, _),
        ThreadPoolExecutor(8) as people,
    ):
        running.comes_back()
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
            staff = [people.submit(running.get, "/admin/", **signing_in) for _ in range(8)]
            assert running.statuses(EVERYTHING) == EVERYTHING
            assert not any(each.done() and each.result()[0] == 302 for each in staff)
        for each in staff:
            each.result(PATIENCE)
        assert running.get("/admin/", **signing_in)[0] == 302


def test_a_storage_that_goes_away_and_comes_back(content, gate, tmp_path):
    documents = tmp_path / "documents"
    with site(tmp_path, gate.port) as (running, log):
        running.comes_back()
        documents.rename(tmp_path / "elsewhere")
        documents.write_text("not a folder")
        assert [plain_503(answer) for answer in running.all(FILES).values()] == [True, True]
        assert running.statuses(PAGES | OTHERS) == PAGES | OTHERS
        documents.unlink()
        assert [plain_503(answer) for answer in running.all(FILES).values()] == [True, True]
        (tmp_path / "elsewhere").rename(documents)
        assert running.statuses(EVERYTHING) == EVERYTHING
    assert "Traceback" not in log.read_text()
