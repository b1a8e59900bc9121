"""The process that keeps the copies of pages is killed: another one of the machine goes on with it."""

import os
import re
import signal
import time
from pathlib import Path

from reviews import workflow
from reviews.models import Banner, Page
from reviews.public.last_good.shelf import shelf
from tests.public.test_last_good import FIRST, GONE, SECOND, content, has_copies  # noqa: F401
from tests.public.test_unavailable import gate, site  # noqa: F401
from tests.support import factories as make
from tests.support.waiting import until

PAGES = ("/", "/list/", "/list/2015/", FIRST, SECOND, "/plain/")
LIVE = (*PAGES, f"{SECOND}overview-report.pdf")
HELD = re.compile(r"^\d+: FLOCK +ADVISORY +WRITE (\d+) \S+:(\d+) 0 EOF$", re.MULTILINE)


def holder(data_dir) -> int:
    """The process whose turn it is, as the kernel says."""
    turn = str((data_dir / "last_good" / "turn").stat().st_ino)

    def found() -> str | None:
        held = {file: pid for pid, file in HELD.findall(Path("/proc/locks").read_text())}
        return held.get(turn)

    return int(until(found))


def kept_with(words, addresses) -> bool:
    """Whether there is a copy of each of them, with these words."""
    found = [shelf().find(address, time.time()) for address in addresses]
    return all(copy and words in copy.body.decode() for copy in found)


def killed(data_dir) -> int:
    found = holder(data_dir)
    os.kill(found, signal.SIGKILL)
    return found


def test_another_process_goes_on(content, gate, tmp_path):  # noqa: F811
    with site(tmp_path, gate.port, LAST_GOOD_MINUTES="60", WEB_WORKERS="2") as (running, _):
        has_copies([*LIVE, GONE])
        # A banner shows on every page, so whoever is killed has everything to make again.
        workflow.announce(Banner(message="A message."), by=make.make_user())
        first = killed(tmp_path)
        until(kept_with, "A message.", (*PAGES, GONE))
        assert holder(tmp_path) != first
        make.withdraw(Page.objects.get(path="reviews/scr-1").editions.get())
        assert killed(tmp_path) != first
        has_copies([*LIVE, GONE])
        gate.shut()
        kept = running.all(LIVE)
    assert {address: status for address, (status, *_) in kept.items() if status != 200} == {}
    assert "Withdrawn" in kept[FIRST][2]
    assert [address for address, (*_, text) in kept.items() if "Child 1" in text] == []
    assert "Child 2" in kept["/list/"][2]
