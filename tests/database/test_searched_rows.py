"""The rows that the public search looks through, which nobody but a trigger writes."""

import pytest

from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db


def test_a_page_of_a_document_is_searched_once(as_owner):
    make.make_document("Words.")
    again = (
        "INSERT INTO reviews_documentpage (document_id, number, text, vector) "
        "SELECT document_id, number + %s, text, vector FROM reviews_documentpage"
    )
    with accepted():
        bypass.sql(again, 1)
    with refused('… violates … constraint "document_page_once"'):
        bypass.sql(again, 0)
