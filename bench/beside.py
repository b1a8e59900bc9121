"""How long searches take here and on another site that has the same reviews, in one run.

    .venv/bin/python bench/beside.py REVIEWS ADDRESS PROCESS…

REVIEWS is a file with a line of JSON for each review: its title, published (a date), summary and text, which is
divided into pages of a document. ADDRESS is where the other site, which runs already, searches, with {} for what
is asked: http://127.0.0.1:8000/?q={}. PROCESS are its web server and its database: their processor time counts,
with all their children’s, as ours does. In rounds, each site is asked each question in turn over HTTP, with another
address each time, so that no answer here is kept from before. Here it is asked first after a public change, when
nothing is known but what all searches need, and then again, when its words and its reviews are known.
"""

import http.client
import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import psycopg
import public
import search
from search import FOLDER

from scr_site import embedded_postgres

ROUNDS, BEFORE = 7, 3  # those before prepare what all others use
OFTEN = 8
ASKED = {
    "word of every review": "safeguarding",
    "word of 1 in 10": "kelodrian",
    "rare word": "pyloricus",
    "phrase": '"professional curiosity"',
    "two words": "kelodrian assessment",
    "four common words": "family services child review",
    "phrase that is nowhere": '"services family child review services"',
    "word that is nowhere": "zzyzxplugh",
}
PAGE = 500  # words
TEXTS = """
CREATE TEMP TABLE texts (n int, title text, published text, summary text, number int, text text)
"""
PAGES = """
UPDATE reviews_edition SET title = texts.title, first_published = published, summary = texts.summary
    FROM texts WHERE id = 1000000 + n AND texts.number = 1;
INSERT INTO reviews_documentpage (document_id, number, text, vector)
    SELECT 1000000 + n, number, reviews_with_signs_aside(text),
        reviews_searchable_page(text) || reviews_of_document(1000000 + n) FROM texts;
"""


@dataclass
class Site:
    """Where it is searched, and the ``roots`` of its processes; its costs by what was asked."""

    address: str
    roots: list[int]
    costs: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in ASKED})
    waits: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in ASKED})

    def ask(self, name: str, turn: object) -> None:
        """Milliseconds of processor time, and until the answer."""
        before, begun = public.cpu(self.roots), time.monotonic()
        self.get(ASKED[name], turn)
        self.waits[name].append((time.monotonic() - begun) * 1000)
        self.costs[name].append((public.cpu(self.roots) - before) * 1000)

    def get(self, asked: str, turn: object) -> None:
        _, host, path, query, _ = urlsplit(self.address.format(quote_plus(asked)))
        answer = public.get(http.client.HTTPConnection(host), f"{path}?{query}&n={turn}")
        if answer.status != HTTPStatus.OK:
            raise SystemExit(f"{self.address} answered {answer.status}")

    def get_often(self, asked: str, turn: object) -> None:
        """So that each of its processes is asked."""
        for time_of_it in range(OFTEN):
            self.get(asked, f"{turn}-{time_of_it}")


def pages_of(reviews: Path) -> Iterator[tuple]:
    """Of each review its number, title, date and summary, with the number and the text of each page."""
    with reviews.open() as lines:
        for n, line in enumerate(lines, 1):
            each = json.loads(line)
            words = each["text"].split()
            for number, start in enumerate(range(0, len(words), PAGE), 1):
                text = " ".join(words[start : start + PAGE])
                yield n, each["title"], each["published"], each["summary"], number, text


def fill(reviews: Path) -> None:
    def make_pages(cursor: psycopg.Cursor) -> None:
        cursor.execute(TEXTS)
        with cursor.copy("COPY texts FROM STDIN") as copy:
            for row in pages_of(reviews):
                copy.write_row(row)
        cursor.execute(PAGES)

    with reviews.open() as lines:
        number = sum(1 for _ in lines)
    with embedded_postgres.Server(FOLDER):
        search.set_up()
        search.fill(number, make_pages)


def report(sites: dict[str, Site], other: Site) -> None:
    """Medians of the rounds, and of how many times as much the other one took in the same round."""
    for name in ASKED:
        for how, ours in sites.items():
            sys.stdout.write(f"{name:24}{how:6}")
            for what, mine, its in (
                ("CPU", ours.costs[name], other.costs[name]),
                ("until the answer", ours.waits[name], other.waits[name]),
            ):
                share = statistics.median(each / own for own, each in zip(mine, its, strict=True))
                medians = (
                    f"{statistics.median(mine):8.1f} ms, the other {statistics.median(its):8.1f} ms"
                )
                sys.stdout.write(f"  {what} {medians}, {share:5.0f} times")
            sys.stdout.write("\n")


def measure(address: str, processes: list[int]) -> None:
    serving = ["-m", "scr_site.launch.serve", "--port", "0"]
    # Copies of all pages, which it would make meanwhile, are no part of a search.
    settings = {"DATA_DIR": str(FOLDER), "LAST_GOOD_MINUTES": "0"}
    with public.started(serving, r"site is at \S+:(\d+)/", **settings) as (process, port):
        sites = {
            how: Site(f"http://127.0.0.1:{port}/search?q={{}}", [process])
            for how in ("first", "again")
        }
        other = Site(address, processes)
        public.at_rest([process])
        database = psycopg.connect(embedded_postgres.address(FOLDER, "postgres"), autocommit=True)
        for turn in range(BEFORE + ROUNDS):
            for name in ASKED:
                database.execute("INSERT INTO reviews_publicchange DEFAULT VALUES")
                sites["first"].get_often("what all need", f"{turn}-{name}".replace(" ", "-"))
                sites["first"].ask(name, turn)
                sites["again"].get_often(ASKED[name], turn)
                sites["again"].ask(name, f"{turn}-again")
                other.ask(name, turn)
        database.close()
        for site in (*sites.values(), other):
            for taken in (*site.costs.values(), *site.waits.values()):
                del taken[:BEFORE]
        report(sites, other)


def main(reviews: str, address: str, *processes: str) -> None:
    FOLDER.chmod(0o711)  # the database's account must be able to enter it
    try:
        fill(Path(reviews))
        measure(address, list(map(int, processes)))
    finally:
        embedded_postgres.remove(FOLDER)
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
