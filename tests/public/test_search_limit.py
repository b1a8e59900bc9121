"""A search does not work for longer than anybody waits, and says so when it was stopped."""

import psycopg
from django.db import connection

from tests.support import factories as make
from tests.support.html import main_of, text


def test_a_search_that_takes_too_long_is_stopped_and_says_so(committed, client, settings):
    make.make_live(make.open_bare_review(label="Child A", summary="Of elephants."))
    settings.SEARCH_LIMIT_MS = 100
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("LOCK TABLE reviews_documentpage IN ACCESS EXCLUSIVE MODE")
        stopped = client.get("/search?q=elephants")
        refused = client.get("/search.json?q=elephants")
        other.rollback()
    assert stopped.status_code == 200
    assert "This search took too long and was stopped" in text(main_of(stopped))
    assert refused.status_code == 400
    assert "took too long" in refused.json()["error"]
    settings.SEARCH_LIMIT_MS = 20_000
    assert "Child A" in text(main_of(client.get("/search?q=elephants")))


def test_what_was_stopped_is_not_kept(committed, client, settings):
    settings.READY_PAGES = True
    test_a_search_that_takes_too_long_is_stopped_and_says_so(committed, client, settings)
