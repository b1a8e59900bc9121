"""Which request is being served, for the ledger and the log, and what it reads through."""

from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS

request_id: ContextVar[str] = ContextVar("request_id", default="")
# The name in DATABASES by which rows are read: requests of the public have connections of their own.
database: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)
