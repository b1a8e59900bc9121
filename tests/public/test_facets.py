"""Sets of reviews as numbers: what they count is what somebody counts who looks at each review."""

import random
from itertools import combinations

import pytest

from reviews.public.facets import FACTS, Facets, facts_of
from reviews.public.filters import NAMES, filters_among

VALUES = {
    "board": [1, 2, 30],
    "published": ["2015-08", "2015", "2016-08", ""],
    "review_type": ["scr", "dhr", "another"],
    "state": ["published", "withheld"],
    "language": ["en-GB", "cy"],
    "is_overdue": [True, False],
    "themes_in_lines": ["", "neglect Neglect", "neglect Neglect\nvoice Voice of the child"],
}


def rows_of(seed: int) -> dict[int, dict]:
    """By the keys of reviews, which are in no order."""
    made = random.Random(seed)
    rows = {
        key: {name: made.choice(values) for name, values in VALUES.items()}
        for key in made.sample(range(1000), 80)
    }
    return {key: row | {"board_name": f"Board {row['board']}"} for key, row in rows.items()}


def facets_of(rows: dict[int, dict]) -> Facets:
    return Facets((key, *(row[name] for name in FACTS)) for key, row in rows.items())


@pytest.fixture
def rows():
    return rows_of(0)


@pytest.fixture
def facets(rows):
    return facets_of(rows)


def having(facts: dict[int, dict], chosen: dict[str, str]) -> list[int]:
    return [
        key
        for key, its in facts.items()
        if all(value in its[name] for name, value in chosen.items())
    ]


@pytest.mark.sweep(few=1, full=20)
def test_every_two_values_are_counted_as_they_are(seeds):
    for seed in seeds:
        rows = rows_of(seed)
        facets, facts = facets_of(rows), {key: facts_of(row) for key, row in rows.items()}
        values = [(name, value) for name in NAMES for value in facets.labels[name]]
        assert len(values) > 15
        for one, other in combinations(values, 2):
            filters = filters_among(facets, facets.everything, dict([one, other]), str)
            assert facets.keys_of(filters.left) == having(facts, filters.chosen)
            for option in filters.options(one[0]):
                fewer = filters.chosen | {one[0]: option.value}
                assert option.count == len(having(facts, fewer)), (filters.chosen, option)


def test_a_set_is_of_those_that_are_here(rows, facets):
    keys = list(rows)
    some = [*keys[5:20], keys[-1], 5000]
    assert facets.keys_of(facets.set_of(reversed(some))) == some[:-1]
    assert facets.keys_of(facets.everything) == keys
    assert facets.keys_of(0) == []


def test_of_a_set_only_its_values_are_choices(rows, facets):
    key = next(key for key, row in rows.items() if row["published"] == "2016-08")
    only = facets.set_of([key])
    filters = filters_among(facets, only, {"year": "2015"}, str)
    assert [option.value for option in filters.options("year")] == ["2016"]
    assert (filters.chosen, filters.left_out) == ({}, ["2015"])
    assert filters_among(facets, only, {"year": "2016"}, str).chosen == {"year": "2016"}


def test_years_and_months_are_one_filter(facets):
    years = facets.having_any("year", ["2015", "2016"])
    months = facets.having_any("year", ["2015-08", "2016-08"])
    assert years & months == months != years
    assert facets.having_any("year", []) == 0


def test_without_any_review_there_is_nothing_to_choose():
    none = Facets([])
    assert none.everything == none.set_of([1]) == 0
    assert none.keys_of(0) == []
    assert filters_among(none, 0, {"year": "2015"}, str).groups == []
