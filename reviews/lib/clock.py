"""The one clock, the database’s; and reading many tables as of one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import DateTimeField, Func


class ClockTimestamp(Func):
    """PostgreSQL's ``clock_timestamp()``: the moment of its evaluation, not of the transaction."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


def now() -> datetime:
    """The moment by the database's clock, aware and to the microsecond."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read inside is of one moment, even while others write.

    Inside a transaction nothing changes: it is read as that transaction sees it.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
