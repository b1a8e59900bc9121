"""A site that ``bin/serve`` starts, as a new user has it."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.support.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]


def environment(**more):
    """As a new user has it: nothing of this test run's own."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | more


def start(*arguments, **env):
    return subprocess.Popen(
        [sys.executable, "-m", "scr_site.launch.serve", *arguments],
        cwd=ROOT,
        env=environment(**env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def site(*arguments, **env):
    """A site that answers, as (process, its address, what it printed); killed at the end."""
    process = start("--port", "0", *arguments, **env)
    try:
        printed = ""
        while not (found := re.search(r"The site is at (\S+)/ ", printed)):
            line = process.stdout.readline()
            assert line, f"{printed}\n{process.communicate()[1]}"
            printed += line
        yield process, found[1], printed
    finally:
        process.kill()
        process.communicate()


def fetch(url):
    """The status of the answer."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code


def comes_back(url):
    """Until then the answer may be that the site has no database."""

    def is_back() -> bool:
        status = fetch(url)
        assert status in {200, 503}
        return status == 200

    until(is_back)


def stop(process, by=signal.SIGINT):
    process.send_signal(by)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (0, "")
