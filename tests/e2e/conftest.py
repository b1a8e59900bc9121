"""A real site, started as a new user would start it, and a real browser.

The tests of this folder run in one process, so that they share both.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from scr_site.embedded_postgres.paths import make_folder, place
from tests.conftest import empty_data_dir
from tests.e2e import screens
from tests.support import postgres_servers, served_site

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update"),
]
PATIENCE = 120_000  # milliseconds; nothing depends on how long anything takes
# What a page holds itself, and the viewer in which Chromium shows a PDF.
OF_THE_BROWSER = ("data:", "blob:", "about:", "chrome-extension://", "chrome://")
# The site has to bring its own, and not use that of whoever runs the tests.
NOT_INHERITED = {"DATABASE_URL", "DATABASE_OWNER_URL", "SITE_URL", "ALLOWED_HOSTS", "DATA_DIR"}
# Copies of live pages are made anew after each publication, and each process learns everything by itself:
# half of what the site had to do. Both are tested in tests/public and tests/site.
QUICK = {"LAST_GOOD_MINUTES": "0", "WEB_WORKERS": "1"}

expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """A running site. ``one_time`` are the passwords it printed, ``chosen`` those chosen since.

    ``cookies`` are of who has signed in already: the form is filled in once for each of them.
    """

    url: str
    one_time: dict[str, str]
    chosen: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, list] = field(default_factory=dict)

    def sign_in(self, page: Page, name: str) -> None:
        """Sign ``name`` in, with a password chosen at the first sign-in."""
        page.context.add_cookies(self.cookies.get(name, []))
        page.goto("/admin/")
        if not page.get_by_label("Username").count():
            return
        if name in self.chosen:
            _enter(page, name, self.chosen[name])
        else:
            self.choose_password(page, name)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        self.cookies[name] = page.context.cookies()

    def choose_password(self, page: Page, name: str) -> None:
        _enter(page, name, self.one_time[name])
        self.choose(page, name)

    def choose(self, page: Page, name: str) -> None:
        """Choose a password, after signing in with one that works once."""
        chosen = f"Plain-words-for-{name[::-1]}-9"
        page.get_by_label("The password you signed in with").fill(self.one_time[name])
        page.get_by_label("New password", exact=True).fill(chosen)
        page.get_by_label("The new password once more").fill(chosen)
        page.get_by_role("button", name="Set the new password").click()
        expect(page.get_by_text("Your new password is set.")).to_be_visible()
        self.chosen[name] = chosen


def _enter(page: Page, name: str, password: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture(scope="session")
def served():
    """The data folder of a site that was served once, and what its first start printed."""
    with contextmanager(empty_data_dir)() as data_dir:
        given = {"DATA_DIR": str(data_dir), "READY_PAGES": "0", "WEB_WORKERS": "1"}
        with served_site.site(**given) as (process, _, printed):
            postgres_servers.do_not_wait_for_the_disk(data_dir)  # nor do its copies
            served_site.stop(process)
        yield data_dir, printed


@contextmanager
def copy_of(served: Path) -> Iterator[Path]:
    """A data folder as that was left. As root, the database may lie elsewhere."""
    with contextmanager(empty_data_dir)() as data_dir:
        make_folder(data_dir.parent)
        subprocess.run(["cp", "-a", served, data_dir], check=True)
        if (base := place(served).base) != served.resolve():
            subprocess.run(["cp", "-a", base, place(data_dir).base], check=True)
        yield data_dir


@contextmanager
def serving(served: tuple[Path, str], *arguments: str, **more: str) -> Iterator[Site]:
    """A site of its own, as that which was served once left it, with these variables."""
    data_dir, printed = served
    with copy_of(data_dir) as copied, _running(*arguments, DATA_DIR=str(copied), **more) as url:
        yield Site(url, dict(re.findall(r"^    (\w+) +(\S+)$", printed, re.MULTILINE)))


@contextmanager
def _running(*arguments: str, **more: str) -> Iterator[str]:
    """Its address."""
    environment = {name: text for name, text in os.environ.items() if name not in NOT_INHERITED}
    process = subprocess.Popen(
        [sys.executable, "-m", "scr_site.launch.serve", "--port", "0", *arguments],
        cwd=ROOT,
        env=environment | QUICK | more,
        stdout=subprocess.PIPE,
        text=True,
    )
    output, url = "", None
    while not url:
        line = process.stdout.readline()
        assert line, f"The site did not start: {output}"
        output += line
        url = re.search(r"The site is at (\S+)/ and", line)
    yield url[1]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.fixture(scope="session")
def site(served):
    with serving(served) as running:
        yield running


@pytest.fixture(scope="package")
def browser():
    """Closed before the tests of other folders: while it runs, Django refuses the database to this process.

    The two tests of this folder that need that come before, where pytest-django puts them.
    """
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def widths(request):
    """Axe looks at the narrow page, where more gets in the way of each other; at both with --exhaustive."""
    is_full = request.config.getoption("exhaustive")
    return [screens.NARROW, screens.WIDE] if is_full else [screens.NARROW]


@pytest.fixture
def new_page(browser, site):
    """Makes pages at a width, each with cookies of its own.

    In the end no page may have logged an error or sent a request to another site.
    """
    faults: list[str] = []
    contexts = []

    def make(width: int = 1280, **options) -> Page:
        contexts.append(context := new_context(browser, site, width, **options))
        page = context.new_page()
        page.faults = faults
        watch(page, site.url, faults)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page):
    return new_page()


def new_context(browser, site: Site, width: int = screens.WIDE, **options):
    given = {"viewport": {"width": width, "height": 900}, "locale": "en-GB"} | options
    context = browser.new_context(base_url=site.url, **given)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="module")
def at_work(browser, site):
    """A browser in which an editor goes on working: what a page needs is fetched and compiled once."""
    with new_context(browser, site) as context:
        yield context


@pytest.fixture
def draft(at_work, site, request):
    """The form of a new page’s first edition."""
    page, faults = at_work.new_page(), []
    page.faults = faults
    watch(page, site.url, faults)
    site.sign_in(page, "editor")
    screens.add_page(page, "Pages", f"editor-{zlib.crc32(request.node.nodeid.encode())}")
    yield page
    page.close()
    assert faults == []


def watch(page: Page, own: str, faults: list[str]) -> None:
    """Note errors of scripts and of the content security policy, and requests to other sites."""

    def on_console(message) -> None:
        if message.type in {"error", "warning"}:
            faults.append(f"{page.url}: {message.text}")

    def on_request(request) -> None:
        if not request.url.startswith((own, *OF_THE_BROWSER)):
            faults.append(f"{page.url} asks {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", on_request)
