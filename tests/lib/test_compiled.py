"""Statements that are compiled once answer as their querysets do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q

from reviews.lib.compiled import AT, MOST_SHAPES, Blank, among, compiled
from reviews.models import ReviewEdition
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
made = []


@compiled
def titled(is_live: bool):
    made.append(is_live)
    rows = ReviewEdition.objects.public(at=AT) if is_live else ReviewEdition.objects.all()
    return rows.filter(Q(among("pk", "keys")) | Q(title=Blank("title"))).order_by("title")


def titles(is_live, title, keys=(), at=NOW):
    given = {"title": title, "keys": list(keys), "at": at}
    return [row.title for row in titled(is_live).instances(ReviewEdition, given)]


def test_each_value_comes_from_what_is_given():
    one, two = (make.open_bare_review(title=title) for title in ("One’s “%s”", "Two"))
    assert titles(False, "Two") == ["Two"]
    assert titles(False, one.title) == [one.title]
    assert titles(False, "Neither") == []
    assert titles(False, "Neither", [one.pk]) == [one.title]
    assert titles(False, "Neither", [one.pk, two.pk]) == [one.title, "Two"]


def test_the_moment_is_the_one_that_is_given():
    live = make.make_live(make.open_bare_review(title="Live"))
    assert titles(True, "Live", at=live.live_from) == ["Live"]
    assert titles(True, "Live", at=live.live_from - timedelta(seconds=1)) == []


def test_a_shape_is_compiled_once(django_assert_num_queries):
    titled.cache_clear()
    made.clear()
    for title in ("One", "Two", "Three"):
        titles(False, title)
        titles(True, title)
    assert made == [False, True]
    with django_assert_num_queries(1):
        titles(True, "Four")
    assert titled.cache_info().maxsize == MOST_SHAPES


def test_what_is_not_given_is_no_answer():
    with pytest.raises(KeyError):
        titled(True).rows({"title": "One", "keys": []})
