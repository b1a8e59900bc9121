"""What a piece of work asks of the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Only reading the content of editions asks which kinds of parts they have.
CONTENT = re.compile(r'SELECT .* AS "kinds_of_parts"', re.DOTALL)


def content_reads(queries: CaptureQueriesContext) -> int:
    """How many times the content of editions was read, of however many at once."""
    return sum(bool(CONTENT.match(query["sql"])) for query in queries)


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The tables of this app that are named in what is asked inside; filled at the end."""
    found: set[str] = set()
    with CaptureQueriesContext(connection) as queries:
        yield found
    found |= {name for query in queries for name in re.findall(r'"(reviews_\w+)"', query["sql"])}
