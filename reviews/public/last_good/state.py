"""Which state of the register the public sees, once everybody who was changing it has finished."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connections

# The lock that whoever writes an event holds until the commit (sql/0002/ledger.sql).
IS_FREE = "SELECT pg_try_advisory_xact_lock_shared(727001)"
STATE = """
SELECT reviews_generation(), (SELECT coalesce(max(seq), 0) FROM reviews_event),
       now, reviews_next_boundary(now)
FROM clock_timestamp() now
"""


@dataclass(frozen=True)
class State:
    """The public's state by its name, the last event, the moment, and when the next period begins or ends."""

    generation: str
    event: int
    at: datetime
    until: datetime


def state() -> State | None:
    """None while somebody writes. Raises django.db.Error.

    Two statements, so that the second sees what was committed by whoever held the lock before the first.
    """
    with connections[settings.PUBLIC_DATABASE].cursor() as cursor:
        cursor.execute(IS_FREE)
        (is_free,) = cursor.fetchone()
        if not is_free:
            return None
        cursor.execute(STATE)
        return State(*cursor.fetchone())
