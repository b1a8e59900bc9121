"""Which request is being served, for the ledger and the log, and what it reads through."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS

request_id: ContextVar[str] = ContextVar("request_id", default="")
# The name in DATABASES by which rows are read: requests of the public have connections of their own.
database: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)


@contextmanager
def reading_what_is_written() -> Iterator[None]:
    """Inside, a request of the public that writes something reads over the same connection."""
    token = database.set(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        database.reset(token)
