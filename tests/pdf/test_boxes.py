"""Boxes that meet others are found by a grid as they would be by a look at all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.pdf.boxes import Places, cells, meet

ends = st.floats(-2000, 2000)
boxes = st.tuples(ends, ends, st.floats(0, 900), st.floats(0, 900)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@given(st.lists(boxes, max_size=40), boxes, st.sampled_from([0, 1, 5]))
def test_all_that_meet_a_box_are_found_in_their_order(placed, box, least):
    places = Places(size=36, most=100)
    for number, other in enumerate(placed):
        places.add(other, number)
    expected = [number for number, other in enumerate(placed) if meet(other, box, least)]
    assert places.meeting(box, least) == expected


def test_some_meet_and_some_do_not():
    places = Places(size=10, most=20)
    for thing, box in {
        "here": (0, 0, 5, 5),
        "there": (90, 90, 95, 95),
        "all": (0, 0, 99, 99),
    }.items():
        places.add(box, thing)
    assert places.meeting((4, 4, 8, 8)) == ["here", "all"]
    assert places.meeting((0, 0, 300, 300)) == ["here", "there", "all"]
    assert places.meeting((200, 200, 210, 210)) == []


@pytest.mark.parametrize("end", [1e30, float("inf")])
def test_a_box_without_end_is_near_to_everything(end):
    places = Places(size=10, most=20)
    places.add((0, 0, end, 5), "long")
    places.add((0, 0, 5, 5), "short")
    assert places.meeting((1, 1, 4, 4)) == ["long", "short"]
    assert places.meeting((1, 1, end, 4)) == ["long", "short"]


def test_a_place_that_is_no_number_is_no_place():
    assert cells((0, 0, float("nan"), 5), 10, 20) == []
    assert cells((0, 0, 5, 5), 10, 20) == [(0, 0)]
