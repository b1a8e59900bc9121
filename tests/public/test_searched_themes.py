"""A search for the name of a theme finds the reviews that have it, by the name that it has now."""

import pytest

from reviews.models import Theme
from tests.public.test_search import found
from tests.public.test_themes import live, next_of, themed
from tests.support import factories as make
from tests.support.html import links, main_of, text

pytestmark = pytest.mark.django_db


def rename(slug: str, name: str) -> None:
    Theme.objects.filter(slug=slug).update(name=name)


def shown_themes(client, asked: str) -> list[str]:
    """The names of themes that the results are marked with."""
    main = main_of(client.get("/search", {"q": asked}))
    return [
        text(mark)
        for result in main.iter("article")
        for mark in result.xpath("p[@class='meta']//mark")
    ]


def test_reviews_of_a_theme_come_behind_those_with_its_name_in_their_words(client):
    live("Child A", "neglect", published="2019")
    live("Child B", "disability", published="2018")
    live("Child C", published="2017", summary="Of neglect.")
    assert found(client, "neglected") == ["Child C", "Child A"]
    main = main_of(client.get("/search?q=neglect"))
    assert "2 reviews have these words" in text(main)
    assert links(main)["Neglect"] == "/themes/neglect/"
    assert shown_themes(client, "neglect") == ["Neglect"]
    assert shown_themes(client, "serious") == []


def test_a_new_name_is_searched_at_once_and_the_old_one_no_more(client):
    live("Child A", "neglect")
    rename("neglect", "Children left to themselves")
    assert (found(client, "neglect"), found(client, "child left")) == ([], ["Child A"])
    assert shown_themes(client, "left") == ["Children left to themselves"]


def test_a_retired_theme_is_found_as_long_as_live_reviews_have_it(client):
    review = live("Child A", "neglect")
    Theme.objects.filter(slug="neglect").update(is_retired=True)
    assert found(client, "neglect") == ["Child A"]
    following = next_of(review)
    following.review_themes.all().delete()
    assert found(client, "neglect") == ["Child A"]
    make.make_live(following)
    assert found(client, "neglect") == []


def hidden_draft():
    return themed("Canary", "neglect")


def withdrawn():
    make.withdraw(make.make_live(hidden_draft()))


def scheduled():
    make.make_live(hidden_draft(), at=make.clock.now() + make.DAY)


@pytest.mark.parametrize("hide", [hidden_draft, scheduled, withdrawn])
def test_what_is_not_live_is_not_found_by_its_theme(client, hide):
    live("Child B", "neglect")
    hide()
    assert found(client, "neglect") == ["Child B"]


FOUND = {
    "neglect": ["Child A", "Child B", "Child C"],
    "neglect -elephant": ["Child A", "Child C"],
    "neglect -disability": ["Child A", "Child B"],
    'neglect -"an elephant" -disability': ["Child A"],
    '"neglect disability"': [],
    "neglect or disability": ["Child A", "Child B", "Child C"],
    "self -neglect": [],
    "-neglect": [],
    "-disability": ["Child A", "Child B"],
    "the": [],
}


def test_what_is_to_be_left_out_is_left_out(client):
    live("Child A", "neglect", summary="A giraffe.")
    live("Child B", "neglect", summary="An elephant.")
    live("Child C", "disability", "self-neglect", summary="A zebra.")
    assert {asked: sorted(found(client, asked)) for asked in FOUND} == FOUND


def test_no_theme_is_marked_that_was_not_searched_for(client):
    live("Child A", "neglect", summary="A giraffe.")
    assert found(client, "-elephant") == ["Child A"]
    assert shown_themes(client, "-elephant") == []
    assert shown_themes(client, "giraffe or neglect") == ["Neglect"]


@pytest.mark.parametrize("count", [3, 10])
def test_themes_cost_a_search_no_statement(client, django_assert_num_queries, count):
    for number in range(count):
        live(f"Child {number}", "neglect", "self-neglect")
    # As in test_search.py: three statements, with seven around them.
    with django_assert_num_queries(7 + 3):
        assert len(found(client, "neglect")) == count
