"""What a piece of work asks of the database."""

import re

from django.test.utils import CaptureQueriesContext

# Only reading the content of editions asks for the action plans of a list of them.
CONTENT = re.compile(r'SELECT .* FROM "reviews_actionplan" WHERE "\w+"."edition_id" IN')


def content_reads(queries: CaptureQueriesContext) -> int:
    """How many times the content of editions was read, of however many at once."""
    return sum(bool(CONTENT.match(query["sql"])) for query in queries)
