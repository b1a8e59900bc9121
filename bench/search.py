"""How long searches, filters and lists of 2,000 reviews take, and with --explain by which plans.

    .venv/bin/python bench/search.py [reviews] [pages of each report] [--explain]

Makes the reviews by SQL, in a database of its own that is deleted at the end: copies of the first review of
the demonstration, whose reports have words as often as a language has them. Every time is the median of
several, and that of a page as it is asked for, with its template, each with another query, so that no page is
kept from before. What listings and results show again is kept in memory by then, except for the first one of all,
which is apart. Searches are asked twice: for words that nobody has asked for, and for the same words again. Plans
are those of a search, which goes by indexes.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = Path(tempfile.mkdtemp(prefix="register-search-"))
os.environ |= {"DATA_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "tests.site_settings"}
os.environ |= {"SEARCH_LIMIT_MS": "60000"}

import django  # noqa: E402
import psycopg  # noqa: E402
import public  # noqa: E402

from scr_site import embedded_postgres  # noqa: E402

TIMES = 7
ASKED = {
    "listing": "/serious-case-reviews/?",
    "listing, a year": "/serious-case-reviews/?year=2015",
    "listing, filtered": "/serious-case-reviews/?year=2015&state=published",
    "listing, another filter": "/serious-case-reviews/?year=2015&language=en-GB",
    "search, word of every page": "/search/?q=family",
    "search, medium word (1 in 10)": "/search/?q=medium",
    "search, rare word (1 in 100)": "/search/?q=seldom",
    "search, theme of every review": "/search/?q=neglect",
    "search, no hit": "/search/?q=xylophonist",
    "search, misspelt": "/search/?q=seldon",
    "search, four words misspelt": "/search/?q=seldon+medum+famly+childd",
    "search, phrase of common words": "/search/?q=%22family+services%22",
    "search, phrase that is nowhere": "/search/?q=%22services+family+child+review+services%22",
    "search, two words": "/search/?q=medium+family",
    "search, four common words": "/search/?q=family+services+child+review",
    "search, words that are apart": "/search/?q=seldom+wdad",
    "search, two words and a filter": "/search/?q=medium+family&year=2015",
}
COMMON = ["child", "family", "services", "review", "meeting", "school", "police", "mother", "nurse"]
# Reviews with all that belongs to them but texts.
ROWS = """
CREATE TEMP TABLE source AS
    SELECT a.document_id AS document, e.id AS edition, e.page_id AS page, a.id AS attachment
    FROM reviews_reviewedition r JOIN reviews_edition e ON e.id = r.edition_ptr_id
    JOIN reviews_attachment a ON a.edition_id = e.id AND a.document_id IS NOT NULL
    WHERE e.live_from IS NOT NULL ORDER BY e.id, a.id LIMIT 1;
INSERT INTO reviews_page SELECT (jsonb_populate_record(p, jsonb_build_object(
    'id', 1000000 + n, 'path', 'reviews/made-' || n))).*
    FROM reviews_page p JOIN source s ON s.page = p.id, generate_series(1, %(reviews)s) n;
INSERT INTO reviews_edition SELECT (jsonb_populate_record(e, jsonb_build_object(
    'id', 1000000 + n, 'page_id', 1000000 + n, 'title', 'Review ' || n,
    'first_published', (2005 + n %% 20) || '-0' || (1 + n %% 9)))).*
    FROM reviews_edition e JOIN source s ON s.edition = e.id, generate_series(1, %(reviews)s) n;
INSERT INTO reviews_reviewedition SELECT (jsonb_populate_record(r, jsonb_build_object(
    'edition_ptr_id', 1000000 + n))).*
    FROM reviews_reviewedition r JOIN source s ON s.edition = r.edition_ptr_id, generate_series(1, %(reviews)s) n;
INSERT INTO reviews_document SELECT (jsonb_populate_record(d, jsonb_build_object(
    'id', 1000000 + n, 'sha256', hash, 'file', left(hash, 2) || '/' || hash || '.pdf',
    'cover', left(hash, 2) || '/' || hash || '.webp', 'text', '[]'::jsonb))).*
    FROM reviews_document d JOIN source s ON s.document = d.id, generate_series(1, %(reviews)s) n,
    LATERAL (SELECT encode(sha256(n::text::bytea), 'hex') AS hash) named;
INSERT INTO reviews_attachment SELECT (jsonb_populate_record(a, jsonb_build_object(
    'id', 1000000 + n, 'edition_id', 1000000 + n, 'document_id', 1000000 + n))).*
    FROM reviews_attachment a JOIN source s ON s.attachment = a.id, generate_series(1, %(reviews)s) n;
INSERT INTO reviews_reviewtheme (edition_id, theme_id)
    SELECT 1000000 + n, t.id FROM generate_series(1, %(reviews)s) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM reviews_theme) t ON t.place IN (1, 2 + n %% 10);
"""
# Words are as frequent as in a language: the n-th about as often as 1 in n.
PAGES = """
INSERT INTO reviews_documentpage (document_id, number, text, vector)
    SELECT document, number, text, reviews_searchable_page(text) || reviews_of_document(document) FROM (
        SELECT 1000000 + n AS document, number,
            string_agg(coalesce((%(common)s::text[])[rank], 'w' || translate(rank::text, '0123456789', 'abcdefghij')), ' ')
            || CASE WHEN n %% 10 = 0 THEN ' medium' ELSE '' END
            || CASE WHEN n %% 100 = 0 THEN ' seldom' ELSE '' END AS text
        FROM (SELECT n, number, floor(exp(random() * ln(8000)))::int AS rank
              FROM generate_series(1, %(reviews)s) n, generate_series(1, %(pages)s) number,
                   generate_series(1, 400)) drawn
        GROUP BY n, number) made;
"""
# The words of documents are those of their pages, whose pairs have spaces.
WORDS = """
INSERT INTO reviews_documentwords (document_id, vector, spelt)
    SELECT document_id, vector, reviews_spelt((
        SELECT string_agg(text, ' ') FROM reviews_documentpage p WHERE p.document_id = own.document_id))
    FROM (SELECT document_id, array_to_tsvector(array_agg(DISTINCT word)) AS vector
          FROM reviews_documentpage, unnest(tsvector_to_array(vector)) word
          WHERE document_id > 1000000 AND word !~ ' ' GROUP BY document_id) own;
SELECT reviews_keep_words_of(1000000 + n) FROM generate_series(1, %(reviews)s) n;
INSERT INTO reviews_spelling (word)
    SELECT unnest(spelt) FROM reviews_documentwords UNION SELECT unnest(spelt) FROM reviews_editionwords
    ON CONFLICT DO NOTHING;
"""


def fill(reviews: int, make_pages: Callable[[psycopg.Cursor], object]) -> None:
    """So many reviews, with the pages of documents that ``make_pages`` writes."""
    address = embedded_postgres.address(FOLDER, "postgres")
    with psycopg.connect(address) as link, psycopg.ClientCursor(link) as cursor:
        tables = [
            "page",
            "edition",
            "reviewedition",
            "document",
            "attachment",
            "reviewtheme",
            "documentpage",
            "documentwords",
            "editionwords",
        ]
        for table in tables:
            cursor.execute(f"ALTER TABLE reviews_{table} DISABLE TRIGGER USER")
        cursor.execute(ROWS, {"reviews": reviews})
        make_pages(cursor)
        cursor.execute(WORDS, {"reviews": reviews})
        link.commit()
        link.autocommit = True
        cursor.execute("VACUUM ANALYZE")


def manage(*arguments: str) -> None:
    address = embedded_postgres.address(FOLDER, "site_owner")
    more = {"DATABASE_URL": address, "DATABASE_STATEMENT_SECONDS": "0"}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, env=os.environ | more, check=True, stdout=subprocess.DEVNULL)


def set_up() -> None:
    manage("migrate", "--no-input", "--verbosity", "0", "--skip-checks")
    manage("load_demonstration", "--skip-checks")


def measure(explain: bool) -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    link, client = connections[settings.PUBLIC_DATABASE], Client(HTTP_HOST="127.0.0.1")
    client.get("/search/?q=what+all+searches+read")  # the database has a process for it from now on
    medians = {
        name: measure_one(client, link, name, address, explain) for name, address in ASKED.items()
    }
    again = [timed(client, ASKED["search, word of every page"]) for _ in range(TIMES + 1)][1:]
    took, cpu = median(again)
    sys.stdout.write(f"{'the same search again':34}{took:8.1f} ms, CPU {cpu:6.1f} ms\n")
    plain = medians["search, rare word (1 in 100)"]
    for name in ("search, misspelt", "search, four words misspelt"):
        sys.stdout.write(f"{name}: {medians[name] / plain:.2f} times a search for one rare word\n")


def measure_one(client, link, name: str, address: str, explain: bool) -> float:
    """Milliseconds of what is asked first."""
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    anew = itertools.count()  # an answer is kept under all that was asked for
    first, *others = [timed(client, f"{address}&n={next(anew)}", forget) for _ in range(TIMES + 1)]
    known = [timed(client, f"{address}&n={next(anew)}") for _ in range(TIMES)]
    (took, cpu), (again, cpu_again) = median(others), median(known)
    with CaptureQueriesContext(link) as queries:
        answer = client.get(f"{address}&n={next(anew)}")
    asked = [each for each in queries.captured_queries if "SELECT" in each["sql"]]
    within = sum(float(each["time"]) for each in asked) * 1000
    sys.stdout.write(
        f"{name:34}{took:8.1f} ms, first {first[0]:8.1f} ms, CPU {cpu:6.1f} ms, again {again:8.1f} ms, "
        f"CPU {cpu_again:6.1f} ms {len(asked):3} statements of {within:6.0f} ms  {len(answer.content):8,} bytes  {answer.status_code}\n"
    )
    if explain:
        show_plans(link, asked)
    return took


def median(times: list[tuple[float, float]]) -> tuple[float, float]:
    """Of the milliseconds, and of those of processor time."""
    took, cpu = map(statistics.median, zip(*times, strict=True))
    return took, cpu


def forget() -> None:
    """Nobody has asked the indexes for any word."""
    from reviews.public import kept, searched  # noqa: PLC0415

    if found := kept.memory._kept.find("searched"):
        found.answers = kept.Latest(searched.MOST_WORDS)
        found.ranked = kept.Latest(searched.MOST_RANKED)
        found.long_ranked = kept.Latest(searched.MOST_LONG_RANKED)


def timed(client, address: str, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """Milliseconds until the answer, and of processor time, the database’s too."""
    before()
    database, start, cpu = of_database(), time.perf_counter(), time.process_time()
    client.get(address)
    took, own = time.perf_counter() - start, time.process_time() - cpu
    return took * 1000, (own + of_database() - database) * 1000


def of_database() -> float:
    """Seconds of processor time of its processes."""
    return sum(map(public.seconds_of, database_processes()))


@cache
def database_processes() -> list[int]:
    """Looked for once, because that would itself take as long as a search."""
    first = int((FOLDER / "postgres" / "postmaster.pid").read_text().split()[0])
    return [first, *public.descendants([first])]


def show_plans(link, queries: list[dict]) -> None:
    for each in sorted(queries, key=lambda query: -float(query["time"]))[:2]:
        with link.cursor() as cursor:
            cursor.execute("SET jit = off; SET enable_seqscan = off")
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + each["sql"].replace("%", "%%"), [])
            sys.stdout.write(each["sql"][:3000] + "\n")
            sys.stdout.writelines(f"    {line}\n" for (line,) in cursor.fetchall())
            cursor.execute("RESET jit; RESET enable_seqscan")


def main(arguments: list[str]) -> None:
    numbers = [int(each) for each in arguments if each.isdecimal()]
    reviews, pages = [*numbers, *(2000, 10)[len(numbers) :]][:2]
    FOLDER.chmod(0o711)  # the database's account must be able to enter it
    try:
        with embedded_postgres.Server(FOLDER):
            set_up()
            given = {"reviews": reviews, "pages": pages, "common": COMMON}
            fill(reviews, lambda cursor: cursor.execute(PAGES, given))
            measure("--explain" in arguments)
    finally:
        embedded_postgres.remove(FOLDER)
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
