"""How long the public pages take, compared with a bare Django view, in one run on one machine.

    .venv/bin/python bench/pages.py [requests]

Starts the site with its demonstration, and bench/hello.py on the same server software with the same
options. Requests both in turn over one open connection each (200 times by default), and prints the
median time of each page as a multiple of the bare view's. Machines are noisy: compare the ratios.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = {
    "listing": "/serious-case-reviews/",
    "review": "/reviews/scr-2015-1/",
    "history": "/serious-case-reviews/history/",
    "document (29 KB)": "/reviews/scr-2015-1/serious-case-review.pdf",
    "not found": "/nothing/",
}
GUNICORN = ["-m", "gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]


def started(command: list[str], ready: str) -> tuple[subprocess.Popen, int]:
    """The running server and its port, which ``ready`` finds in a line of its output."""
    process = subprocess.Popen(
        [sys.executable, "-u", *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "bench")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if found := re.search(ready, line):
            return process, int(found[1])
    raise SystemExit(f"{command} did not start")


def seconds(connection: http.client.HTTPConnection, path: str) -> float:
    start = time.perf_counter()
    connection.request("GET", path)
    connection.getresponse().read()
    return time.perf_counter() - start


def main(requests: int) -> None:
    site, site_port = started(
        ["-m", "scr_site.launch.serve", "--fresh", "--port", "0"], r"site is at \S+:(\d+)/"
    )
    bare, bare_port = started(
        [*GUNICORN, "--bind", "127.0.0.1:0", "hello:application"], r"Listening at: \S+:(\d+) "
    )
    try:
        ours = http.client.HTTPConnection("127.0.0.1", site_port)
        theirs = http.client.HTTPConnection("127.0.0.1", bare_port)
        for name, path in PAGES.items():
            pairs = [(seconds(ours, path), seconds(theirs, "/")) for _ in range(requests)]
            mine, hello = (statistics.median(column) for column in zip(*pairs, strict=True))
            sys.stdout.write(f"{name:20}{mine / hello:6.1f} x a bare view ({mine * 1000:.1f} ms)\n")
    finally:
        site.send_signal(2)
        bare.terminate()
        site.wait()
        bare.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
