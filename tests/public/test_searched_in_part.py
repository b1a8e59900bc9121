"""A search that is narrowed says nothing of what it did not look through."""

import pytest

from reviews.lib.dates import PartialDate
from tests.public.test_search import found, publish
from tests.support import factories as make
from tests.support.html import links, main_of, text

pytestmark = pytest.mark.django_db


def test_where_only_a_part_was_searched_it_is_not_said_that_no_review_has_the_words(client):
    board = make.make_board()
    live = publish("Child A", "About custody.", board=board, first_published=PartialDate("2015"))
    other = publish("Child B", "About custody.", review_type="dhr")
    everywhere = "No review was found for: nowhere"
    assert everywhere in text(main_of(client.get("/search?q=nowhere")))
    narrowed = f"q=custody&board={board.pk}&type=dhr"
    within = f"q=nowhere&in={live.page.path}"
    for query, words, way in (
        (narrowed, "custody", "search without them"),
        (within, "nowhere", "Search every review"),
    ):
        main = main_of(client.get(f"/search?{query}"))
        assert f"In the reviews that were searched, nothing was found for: {words}" in text(main)
        assert links(main)[way].endswith(f"?q={words}")
    assert found(client, "custody", **{"in": other.page.path}) == ["Child B"]
