"""A limit on how long the database may work on an answer that somebody waits for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections, transaction
from psycopg.errors import QueryCanceled

from reviews.lib import request_context


class TookTooLong(Exception):
    """The database was stopped before it had an answer."""


@contextmanager
def at_most(milliseconds: int) -> Iterator[None]:
    """Statements in the block are stopped after so long. Raises TookTooLong.

    They go by indexes: to read a table of long texts costs far more than PostgreSQL reckons. What is prepared
    (``reviews.lib.compiled``) is planned once, whatever its values.
    """
    alias = request_context.database.get()
    try:
        with transaction.atomic(using=alias):
            # Short statements are not worth compiling.
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    f"SET LOCAL statement_timeout = {int(milliseconds)}; SET LOCAL jit = off; "
                    "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan"
                )
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong from error
        raise
