"""The ready-made pages in the database, which all workers share."""

import hashlib
import json
import time
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import brotli
from django.conf import settings
from django.db import connections

from reviews.lib.program import fingerprint

SECOND = timedelta(seconds=1)
CHANNEL = "reviews_public_change"
# The name of what the public sees and of the program that shows it: after an update pages are made again.
STATE = """
SELECT reviews_generation() || '.' || %s, now, reviews_next_boundary(now)
FROM clock_timestamp() now
"""
FETCH = """
SELECT modified, headers, digest, plain, gzip, brotli, valid_until, clock_timestamp()
FROM reviews_readypage
WHERE path = %s AND generation = reviews_generation() || '.' || %s
    AND valid_until > clock_timestamp()
"""
# Unchanged words keep the time at which they came to be.
KEEP = """
INSERT INTO reviews_readypage AS kept
    (path, generation, valid_until, modified, headers, digest, plain, gzip, brotli)
VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s, %s)
ON CONFLICT (path) DO UPDATE SET
    generation = EXCLUDED.generation, valid_until = EXCLUDED.valid_until, headers = EXCLUDED.headers,
    modified = CASE WHEN kept.digest = EXCLUDED.digest THEN kept.modified ELSE EXCLUDED.modified END,
    digest = EXCLUDED.digest, plain = EXCLUDED.plain, gzip = EXCLUDED.gzip, brotli = EXCLUDED.brotli
RETURNING modified
"""
# What was withdrawn does not lie about; those that are being written are somebody's who sees to it.
CLEAR = """
DELETE FROM reviews_readypage WHERE path IN (
    SELECT path FROM reviews_readypage WHERE NOT starts_with(generation, reviews_generation() || '.')
    FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True)
class State:
    """What the public saw at a moment, by its name, and until when that holds if nothing is changed."""

    generation: str
    at: datetime
    until: datetime
    asked: float  # by this process's own clock, before the database was asked

    @property
    def ends(self) -> float:
        """By this process's own clock, never too late: only what the database measured is added."""
        return self.asked + (self.until - self.at).total_seconds()


@dataclass(frozen=True)
class Made:
    """A page as it is sent, in each encoding."""

    modified: datetime
    headers: list[list[str]]
    digest: str
    plain: bytes
    gzip: bytes
    brotli: bytes


def state() -> State:
    asked = time.monotonic()
    (row,) = _rows(STATE, fingerprint())
    return State(*row, asked)


def fetch(path: str) -> tuple[Made, float, float] | None:
    """The page at ``path`` if it is ready; until when, and from when its date is settled.

    Both by this process's own clock.
    """
    asked = time.monotonic()
    found = _rows(FETCH, path, fingerprint())
    if not found:
        return None
    modified, headers, digest, *bodies, until, now = found[0]
    made = Made(modified, _read(headers), digest, *(bytes(each) for each in bodies))
    settled = modified.replace(microsecond=0) + SECOND
    return (
        made,
        asked + (until - now).total_seconds(),
        time.monotonic() + (settled - now).total_seconds(),
    )


def keep(path: str, seen: State, headers: list[list[str]], body: bytes) -> Made:
    """Keep what was made of the page at ``path`` after ``seen``."""
    squeezer = zlib.compressobj(9, wbits=31)
    bodies = (
        body,
        squeezer.compress(body) + squeezer.flush(),
        brotli.compress(body, mode=brotli.MODE_TEXT),
    )
    digest = hashlib.sha256(body).hexdigest()[:32]
    given = (path, seen.generation, seen.until, seen.at, _written(headers), digest, *bodies)
    ((modified,),) = _rows(KEEP, *given)
    return Made(modified, headers, digest, *bodies)


def _written(headers: list[list[str]]) -> str:
    return json.dumps(headers)


def _read(headers: str | list) -> list[list[str]]:
    """Django's connections leave JSON as text, others do not."""
    return json.loads(headers) if isinstance(headers, str) else headers


def _rows(statement: str, *values: object) -> list[tuple]:
    """Outside any request, so the connection goes back at once. Raises django.db.Error."""
    link = connections[settings.PUBLIC_DATABASE]
    try:
        with link.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()
    finally:
        link.close()
