"""What a public page costs, compared with nginx sending the same bytes as a file, in one run.

    .venv/bin/python bench/public.py [requests]

Starts the site with its demonstration, nginx in front of it as in docs/nginx.conf, and a second nginx that
has the page as a file, sends it with the site's headers, keeps it open and logs as much. Asks each in turn,
in rounds, over open connections, and compares the processor time of the servers for one request: other
programs on the machine change that less than they change how long anything takes. What the site does while
nobody asks for anything is measured by itself and left out: the slower the machine, the more of it would
fall to each request. Both nginx speak TLS, the site does not.
"""

import http.client
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scr_site import embedded_postgres  # noqa: E402
from tests.support import nginx  # noqa: E402

PAGE = "/reviews/scr-2015-1/"
ROUNDS = 11
RESTING = 10  # seconds
BUSY = 0.03  # of a processor
FILTERED = "/serious-case-reviews/?year=2015"
DOCUMENT = "/reviews/large/overview-report.pdf"
# A document of the size that the peers were measured with.
PUBLISH = """
import django
django.setup()
from tests.support import factories as make
draft = make.open_bare_review(path="reviews/large", label="Child L")
make.attach(draft, make.make_document("A report.", size=409_453))
make.make_live(draft)
"""
TAKES = {"Accept-Encoding": "gzip"}
TAKES_NAMED = {"Accept_Encoding": "gzip"}
SITE_SETTINGS = {"DJANGO_SETTINGS_MODULE": "scr_site.settings", "DEBUG": "1"}
FILE_SERVER = """
server {
    listen 443 ssl;
    ssl_certificate /etc/ssl/register/certificate.pem;
    ssl_certificate_key /etc/ssl/register/key.pem;
    root /srv/register/files;
    gzip_static on;
    server_tokens off;
    open_file_cache max=1000 inactive=60s;
    access_log /var/log/nginx/register.log combined buffer=32k flush=1s;
    {headers}
}
server { listen 80; }
"""
# What nginx says of a file by itself.
OF_FILES = {"server", "date", "connection", "etag", "vary", "last-modified", "transfer-encoding"}
OF_FILES |= {"content-type", "content-length", "content-encoding"}


@dataclass
class Asked:
    """One server and what it is asked; ``roots`` are the processes whose descendants' time counts.

    ``at_rest`` is how much of each second they use while nobody asks for anything.
    """

    name: str
    connect: Callable[[], http.client.HTTPConnection]
    path: str
    roots: list[int]
    headers: dict[str, str] = field(default_factory=lambda: dict(TAKES))
    status: int = 200
    at_rest: float = 0.0
    costs: list[float] = field(default_factory=list)

    def round(self, requests: int) -> None:
        link = self.connect()
        before, begun = cpu(self.roots), time.monotonic()
        for _ in range(requests):
            link.request("GET", self.path, headers=self.headers)
            answer = link.getresponse()
            answer.read()
            if answer.status != self.status:
                raise SystemExit(f"{self.name} answered {answer.status}")
        used = cpu(self.roots) - before - self.at_rest * (time.monotonic() - begun)
        self.costs.append(used / requests * 1000)
        link.close()


def cpu(roots: list[int]) -> float:
    """Seconds of processor time that the processes and all their descendants have used."""
    return sum(seconds_of(each) for each in {*roots, *descendants(roots)})


def at_rest(roots: list[int]) -> float:
    """Of each second, how much the processes use while nobody asks, once they have done what follows a start."""
    found = 1.0
    while not 0 <= found <= BUSY:  # below it, a process has ended meanwhile
        before, begun = cpu(roots), time.monotonic()
        time.sleep(RESTING)
        found = (cpu(roots) - before) / (time.monotonic() - begun)
    return found


def descendants(roots: list[int]) -> set[int]:
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(_fields(place)[1])
        except OSError:  # it has ended
            continue
    found, more = set(), set(roots)
    while more:
        more = {each for each, parent in parents.items() if parent in more} - found
        found |= more
    return found


def _fields(place: Path) -> list[str]:
    return place.read_text().rpartition(")")[2].split()


def seconds_of(process: int) -> float:
    """To the nanosecond, for each of its threads."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def size_of(process: int) -> float:
    """Millions of bytes of memory that are its own, or its share."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(re.search(r"Pss: +(\d+)", text)[1]) / 1000


def web_server(site: int) -> list[int]:
    """The processes of the site's web server, without its database."""
    return [
        each
        for each in descendants([site])
        if b"web_server" in Path(f"/proc/{each}/cmdline").read_bytes()
    ]


@contextmanager
def started(command: list[str], ready: str, **more: str) -> Iterator[tuple[int, int]]:
    """The process and its port, which ``ready`` finds in a line of its output."""
    process = subprocess.Popen(
        [sys.executable, "-u", *command],
        cwd=ROOT,
        env=os.environ | more,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield (
            process.pid,
            next(int(found[1]) for line in process.stdout if (found := re.search(ready, line))),
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


@contextmanager
def file_server(folder: Path, headers: dict[str, str]) -> Iterator[nginx.Front]:
    """A second nginx, which has what is in ``folder / "files"``."""
    stated = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    configuration = FILE_SERVER.replace("{headers}", "\n    ".join(stated))
    with nginx.running_nginx(folder, 9, folder, configuration=configuration) as front:
        yield front


def get(link: http.client.HTTPConnection, path: str, **headers: str) -> http.client.HTTPResponse:
    link.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = link.getresponse()
    answer.content = answer.read()
    return answer


def put_beside(folder: Path, site: Callable, front: nginx.Front) -> dict[str, str]:
    """The page and the document as files, as the site sends them, and nginx in front of it; the page's headers."""
    (folder / "files").mkdir()
    page = get(site(), PAGE, Accept_Encoding="gzip").content
    (folder / "files" / "page.html.gz").write_bytes(page)
    (folder / "files" / "page.html").write_bytes(get(site(), PAGE).content)
    (folder / "files" / "document.pdf").write_bytes(get(front.connection(), DOCUMENT).content)
    headers = get(front.connection(), PAGE, Accept_Encoding="gzip").headers
    return {name: value for name, value in headers.items() if name.lower() not in OF_FILES}


def first_visit(front: nginx.Front) -> int:
    """The bytes of the page with its style sheet and script, as a browser takes them."""
    page = get(front.connection(), PAGE).content.decode()
    parts = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)
    sent = [
        get(front.connection(), each, Accept_Encoding="gzip, br").content for each in [PAGE, *parts]
    ]
    return sum(map(len, sent))


def main(requests: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="register-bench-"))
    folder.chmod(0o711)  # the database's account must be able to enter it
    for name in ("data", "front", "files"):
        (folder / name).mkdir()
    try:
        with ExitStack() as stack:
            measure(folder, stack, requests)
    finally:
        embedded_postgres.remove(folder / "data")
        shutil.rmtree(folder)


def measure(folder: Path, stack: ExitStack, requests: int) -> None:
    settings = {
        "DATA_DIR": str(folder / "data"),
        "MICRO_CACHE": "1",
        "DOCUMENTS_X_ACCEL": nginx.ENVIRONMENT["DOCUMENTS_X_ACCEL"],
        "ALLOWED_HOSTS": f"127.0.0.1,{nginx.NAME}",
    }
    serving = ["-m", "scr_site.launch.serve", "--port", "0"]
    site, port = stack.enter_context(started(serving, r"site is at \S+:(\d+)/", **settings))
    publish = [sys.executable, "-c", PUBLISH]
    subprocess.run(publish, cwd=ROOT, env=os.environ | settings | SITE_SETTINGS, check=True)
    web = web_server(site)
    front = stack.enter_context(nginx.running_nginx(folder / "front", port, folder / "data"))

    def direct() -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", port)

    headers = put_beside(folder / "files", direct, front)
    files = stack.enter_context(file_server(folder / "files", headers))
    resting = at_rest(web)
    asked = questions(direct, web, front, files)
    for each in asked:
        each.at_rest = resting if web[0] in each.roots else 0.0
    for each in asked * ROUNDS:  # in turn, in rounds
        each.round(requests)
    report(asked)
    sys.stdout.write(f"the site at rest: {resting * 1000:.1f} ms of CPU a second\n")
    sizes = sorted(size_of(each) for each in web)
    sys.stdout.write(f"first visit with style sheet and script: {first_visit(front):,} bytes\n")
    sys.stdout.write(f"memory of a process of the site: {sizes[-1]:.0f} MB\n")


def questions(direct: Callable, web: list[int], front, files) -> list[Asked]:
    """What is asked, and which processes answer it; the file by nginx before what is compared with it."""
    known = {"If-None-Match": get(direct(), PAGE, **TAKES_NAMED).headers["ETag"]}
    kept = {"If-None-Match": get(files.connection(), "/page.html", **TAKES_NAMED).headers["ETag"]}
    behind = [front.process, *web]
    return [
        Asked("file by nginx", files.connection, "/page.html", [files.process]),
        Asked("page by the site alone", direct, PAGE, web),
        Asked("page behind our nginx", front.connection, PAGE, behind),
        Asked(
            "file by nginx, 304", files.connection, "/page.html", [files.process], TAKES | kept, 304
        ),
        Asked("page by the site alone, 304", direct, PAGE, web, TAKES | known, 304),
        Asked("page behind our nginx, 304", front.connection, PAGE, behind, TAKES | known, 304),
        Asked("listing, filtered, by Django", direct, FILTERED, web),
        Asked("document by nginx", files.connection, "/document.pdf", [files.process]),
        Asked("document behind our nginx", front.connection, DOCUMENT, behind),
    ]


def report(asked: list[Asked]) -> None:
    """The median of the rounds; also as a share of what the file before it cost in the same round."""
    file = asked[0]
    for each in asked:
        file = each if "by nginx" in each.name else file
        cost = statistics.median(each.costs)
        pairs = zip(file.costs, each.costs, strict=True)
        share = statistics.median(limit / own for limit, own in pairs)
        sys.stdout.write(f"{each.name:32}{cost:8.3f} ms of CPU   {share:5.2f} of the file\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
