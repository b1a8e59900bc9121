"""The one clock, the database’s; and reading many tables as of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections, transaction
from django.db.models import DateTimeField, Func

from reviews.lib import request_context

IDLE_MINUTES = 10


class ClockTimestamp(Func):
    """PostgreSQL's ``clock_timestamp()``: the moment of its evaluation, not of the transaction."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


def now() -> datetime:
    """The moment by the database's clock, aware and to the microsecond."""
    with connections[request_context.database.get()].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read inside is of one moment, even while others write.

    Nobody waits for it, so it may read files between two statements for longer than other transactions.
    Inside a transaction nothing changes: it is read as that transaction sees it.
    """
    name = request_context.database.get()
    if connections[name].in_atomic_block:
        yield
        return
    with transaction.atomic(using=name), connections[name].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_MINUTES}min'")
        yield
