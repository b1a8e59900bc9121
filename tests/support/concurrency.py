"""Several people at once, each with a database connection of their own."""

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import IntegrityError, connection, transaction

from reviews.lib.exceptions import Refused
from tests.support import bypass

PATIENCE = 60  # seconds after which a test gives up; nothing depends on how long anything takes


def race(first, second, then=None):
    """What both give when ``second`` begins while the transaction of ``first`` is still open.

    With ``then``, the first goes on to do that before its transaction ends, and gives its answer.

    What they give is what they return, the reasons for which they were refused, or the first line
    of what the database said. Whether the second had to wait is the third answer.
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
    """Act on a connection of one's own, and say in ``numbers`` which."""
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
    """Whether the connection waits for another one's lock, as soon as that is certain."""
    for _ in range(PATIENCE * 100):
        if bypass.sql("SELECT cardinality(pg_blocking_pids(%s))", number) != [(0,)]:
            return True
        if task.done():
            return False
        time.sleep(0.01)
    raise AssertionError("It neither ends nor waits.")


def at_once(*acts):
    """What each gives when all begin at the same time."""
    start = threading.Barrier(len(acts), timeout=PATIENCE)

    def begin(act):
        start.wait()
        return by_itself(act)

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(begin, acts))
