"""The web server is stopped at any moment of its life."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds after which a test gives up
# Requests in progress may take longer than the test waits: nobody is killed here.
PATIENT = (
    "from scr_site.launch import web_server as w; w.GRACE_SECONDS = 3600; w.main(['--port', '0'])"
)
ENDLESS = """
import os, threading
os.write(int(os.environ["SAYS"]), b".")
threading.Event().wait()
"""


@contextmanager
def server(**env):
    given = subprocess.Popen(
        [sys.executable, "-c", PATIENT],
        cwd=ROOT,
        env=os.environ | env,
        pass_fds=[int(env["SAYS"])],
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield given
    finally:
        with suppress(ProcessLookupError):
            os.killpg(given.pid, signal.SIGKILL)


@pytest.mark.parametrize("workers", [1, 2])
def test_it_stops_while_its_workers_still_import_the_site(tmp_path, workers):
    (tmp_path / "endless.py").write_text(ENDLESS)
    seen, said = os.pipe()
    site = {"DJANGO_SETTINGS_MODULE": "endless", "PYTHONPATH": str(tmp_path), "SAYS": str(said)}
    with os.fdopen(seen, "rb") as news, server(**site, WEB_WORKERS=str(workers)) as process:
        os.close(said)
        assert news.read(workers) == b"." * workers
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (0, "")
