"""Several people at once, each with a database connection of their own."""

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import IntegrityError, connection, transaction

from reviews.lib.exceptions import Refused
from tests.support import bypass

PATIENCE = 120  # seconds after which a test gives up; nothing depends on how long anything takes


def race(first, second, then=None):
    """Call ``second`` while the transaction of ``first`` is still open.

    ``then`` is called in that transaction too, once ``second`` waits or has ended.

    Returns the result of the first (of ``then``, if given), the result of the second, and whether
    the second had to wait. A result is what was returned, the reasons of a refusal, or the first
    line of the database's error.
    """
    done, finish, numbers = threading.Event(), threading.Event(), queue.Queue()
    with ThreadPoolExecutor(2) as people:
        one = people.submit(by_itself, lambda: held(first, then, done, finish))
        assert done.wait(PATIENCE)
        two = people.submit(by_itself, second, numbers)
        waited = waits(numbers.get(timeout=PATIENCE), two)
        finish.set()
        return one.result(PATIENCE), two.result(PATIENCE), waited


def held(act, then, done, finish):
    with transaction.atomic():
        try:
            given = act()
        finally:
            done.set()
            finish.wait(PATIENCE)
        return then() if then else given


def by_itself(act, numbers=None):
    """The result of ``act`` on a connection of its own, whose process number goes into ``numbers``."""
    try:
        if numbers:
            numbers.put(bypass.sql("SELECT pg_backend_pid()")[0][0])
        return act()
    except Refused as refusal:
        return refusal.reasons
    except IntegrityError as error:
        return str(error).splitlines()[0]
    finally:
        connection.close()


def waits(number, task):
    """Whether the connection has to wait for another one's lock before its task is done."""
    for _ in range(PATIENCE * 100):
        if bypass.sql("SELECT cardinality(pg_blocking_pids(%s))", number) != [(0,)]:
            return True
        if task.done():
            return False
        time.sleep(0.01)
    raise AssertionError("It neither ends nor waits.")


def at_once(*acts):
    """The results of functions that begin at the same time, as for ``race``."""
    start = threading.Barrier(len(acts), timeout=PATIENCE)

    def begin(act):
        start.wait()
        return by_itself(act)

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(begin, acts))
