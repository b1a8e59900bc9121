"""Which request is being served, for the ledger and the log."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
