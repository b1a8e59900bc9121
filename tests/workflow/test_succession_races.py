"""Boards that are said to have taken over from each other at the same moment: no circle comes of it."""

from functools import partial

import pytest

from reviews import workflow
from reviews.models import Board
from tests.support import factories as make
from tests.support.concurrency import race

pytestmark = pytest.mark.usefixtures("committed")

IN_A_CIRCLE = "{} cannot succeed itself or a board that came after it."


def line_of(number: int) -> list[Board]:
    """Boards that public pages name, each of which is to take over from the one before."""
    boards = [make.make_board() for _ in range(number)]
    for board in boards:
        make.make_live(make.open_bare_review(board))
    return boards


def agreeing(board: Board, earlier: Board):
    asked = workflow.propose_succession(board, by=make.make_user(), earlier=earlier)
    return partial(workflow.agree_succession, asked, by=make.make_user())


@pytest.mark.parametrize("number", [2, 3])
def test_of_two_agreements_that_would_close_a_circle_one_is_refused(number):
    """With three boards, neither agreement touches a row that the other one writes."""
    first, *others = line_of(number)
    last = others[-1]
    if number == 3:
        agreeing(others[1], others[0])()
    acts = agreeing(others[0], first), agreeing(first, last)
    done, refused, waited = race(*acts)
    assert (done.board, waited) == (others[0], True)
    assert refused in ([IN_A_CIRCLE.format(first)], IN_A_CIRCLE.format(first))
    assert [board.pk for board in others[0].succeeds.all()] == [first.pk]
    assert not first.succeeds.exists()


def test_a_circle_is_refused_where_no_public_page_names_the_boards():
    first, second = make.make_board(), make.make_board()
    _, refused, waited = race(
        partial(second.succeeds.add, first), partial(first.succeeds.add, second)
    )
    assert (refused, waited) == (IN_A_CIRCLE.format(first), True)
