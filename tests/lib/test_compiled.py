"""Statements that are compiled once answer as their querysets do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from reviews.lib.compiled import AT, MOST_SHAPES, Blank, among, compiled, prepared
from reviews.lib.dates import PartialDate
from reviews.lib.statement_limit import at_most
from reviews.models import ReviewEdition
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
made = []


def of_title(is_live: bool):
    made.append(is_live)
    rows = ReviewEdition.objects.public(at=AT) if is_live else ReviewEdition.objects.all()
    return rows.filter(Q(among("pk", "keys")) | Q(title=Blank("title"))).order_by("title")


titled, planned_once = compiled(of_title), prepared(of_title)


def titles(is_live, title, keys=(), at=NOW, asked=titled):
    given = {"title": title, "keys": list(keys), "at": at}
    return [row.title for row in asked(is_live).instances(given)]


@pytest.mark.parametrize("asked", [titled, planned_once], ids=["compiled", "prepared"])
def test_each_value_comes_from_what_is_given(asked):
    one, two = (make.open_bare_review(title=title) for title in ("One’s “%s” 100%", "Two"))
    assert titles(False, "Two", asked=asked) == ["Two"]
    assert titles(False, one.title, asked=asked) == [one.title]
    assert titles(False, "Neither", asked=asked) == []
    assert titles(False, "Neither", [one.pk], asked=asked) == [one.title]
    assert titles(False, "Neither", [one.pk, two.pk], asked=asked) == [one.title, "Two"]


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
    with pytest.raises(ProgrammingError, match="query parameter missing: at"):
        titled(True).rows({"title": "One", "keys": []})


def test_what_is_constant_stands_in_the_statement():
    make.open_bare_review(title="50% of “%s”")
    fixed = compiled(lambda: ReviewEdition.objects.filter(title="50% of “%s”"))
    assert [row.title for row in fixed().instances({})] == ["50% of “%s”"]


def test_instances_have_what_is_annotated_and_their_fields_as_they_are():
    row = make.make_live(make.open_bare_review(title="One", first_published="2015-03"))
    live = prepared(lambda: ReviewEdition.objects.public(at=AT).annotate(place=F("page__path")))
    (found,) = live().instances({"at": row.live_from})
    assert (found, found.place) == (row, row.page.path)
    assert found.first_published == PartialDate("2015-03")


def test_what_is_prepared_is_planned_once_whatever_the_values():
    given = {"keys": [], "at": NOW}
    with CaptureQueriesContext(connection) as asked, at_most(1000):
        for title in ("One", "Two", "Three"):
            assert planned_once(True).rows(given | {"title": title}) == []
    statements = [each["sql"] for each in asked if "ORDER BY" in each["sql"]]
    assert len(statements) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements")
        plans = {statement: counts for statement, *counts in cursor.fetchall()}
    assert plans[statements[0]] == [3, 0]


def test_instances_have_the_rows_that_are_selected_with_them(django_assert_num_queries):
    make.open_bare_review(make.make_board(name="The board"))
    drafts = compiled(lambda: ReviewEdition.objects.select_related("page__board", "version_of"))
    with django_assert_num_queries(1):
        (found,) = drafts().instances({})
        assert (found.page.board.name, found.version_of) == ("The board", None)
