"""What listings and searches show again and again, kept in this process's memory as long as the public sees the same.

What the public sees has a name, which the database changes with the commit of whatever is public, and
an end by itself (decision 0022). Both are read before anything that is kept under them, so nothing is
ever older than its name; another name empties the memory.
"""

from collections.abc import Callable, Hashable
from copy import copy
from datetime import datetime
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.db import connections

from reviews.lib import request_context, site_language

Value = TypeVar("Value")
MOST = 6_000  # values; the entry of a review has about 1 KB, and facts of its own
MOST_ANSWERS = 60  # each of about 50 KB
MOST_REVIEWS = 600  # each of about 5 KB, with parts of its results
STATE = """
SELECT reviews_generation(), reviews_next_boundary(moment), clock_timestamp() - moment < interval '1 minute'
FROM (SELECT %s::timestamptz AS moment) asked
"""


class Kept:
    """Values by their keys, all of one state of the register."""

    keeps_parts = True  # of pages: entries, headers …

    def __init__(self, state: object = None) -> None:
        self.state = state
        self._values: dict[Hashable, object] = {}
        self._answers = Latest(MOST_ANSWERS)
        self._reviews = Latest(MOST_REVIEWS)

    @property
    def lasts(self) -> bool:
        """Whether what is kept here is there for the next request too."""
        return self.state is not None

    def but_parts(self) -> "Kept":
        """The same for pages that are kept as a whole, whose parts would only take the place of others."""
        kept = copy(self)
        kept.keeps_parts = False
        return kept

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value that was made before, or that is made now."""
        if _spoken(key) in self._values:
            return self._values[_spoken(key)]
        value = make()
        self.put(key, value)
        return value

    def find(self, key: Hashable) -> object:
        return self._values.get(_spoken(key))

    def put(self, key: Hashable, value: object) -> None:
        if len(self._values) < MOST:
            self._values[_spoken(key)] = value

    def answer(self, key: Hashable) -> bytes | None:
        """A whole page that was put here, if it is one of the last."""
        return self._answers.get(_spoken(key))

    def put_answer(self, key: Hashable, page: bytes) -> None:
        self._answers.put(_spoken(key), page)

    def review(self, key: int) -> object:
        """What results of searches say of a review, if it is one of the last that were put here."""
        return self._reviews.get(_spoken(key))

    def put_review(self, key: int, review: object) -> None:
        self._reviews.put(_spoken(key), review)


class Latest:
    """So many values, of those that were put here the last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, object] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> object:
        return self._values.get(key)

    def put(self, key: Hashable, value: object) -> None:
        with self._lock:
            if len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[key] = value


def _spoken(key: Hashable) -> Hashable:
    """What is kept may hold words of the site: each language has its own."""
    return site_language.current(), key


class Memory:
    """What is kept in the present state."""

    def __init__(self) -> None:
        self._kept = Kept()

    def at(self, moment: datetime) -> Kept:
        """What is kept of a moment that is now. Costs one statement.

        Nothing of other moments, nor inside a transaction: what it changed has no name yet.
        """
        link = connections[request_context.database.get()]
        if not settings.READY_PAGES or link.in_atomic_block:
            return Kept()
        with link.cursor() as cursor:
            cursor.execute(STATE, [moment])
            *state, is_now = cursor.fetchone()
        if not is_now:
            return Kept()
        kept = self._kept
        if kept.state != state:
            kept = self._kept = Kept(state)
        return kept


memory = Memory()
