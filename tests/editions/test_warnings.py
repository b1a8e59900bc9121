"""Staff are warned of a file that is another review's too, if they may know of that review."""

import pytest

from reviews.editions.digest import edition_content
from reviews.editions.warnings import warnings
from reviews.lib import clock
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WARNING = (
    "The file of “Overview report” is also a file of “Child A”. If it belongs to both, go on. If it is the "
    "other review’s, remove it here and choose the right file."
)


def warned_of(draft) -> list[str]:
    found = warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "also a file" in text]


def draft_with(document, board, label: str):
    draft = make.open_bare_review(board, label=label)
    make.attach(draft, document)
    return draft


def test_a_file_of_another_review_of_the_board_is_named_once():
    document, board = make.make_document_row(), make.make_board()
    other = draft_with(document, board, "Child A")
    draft = draft_with(document, board, "Child B")
    assert warned_of(draft) == [WARNING]
    next_edition = make.workflow.open_edition(make.make_live(other).page, by=make.make_user())
    assert warned_of(draft) == [WARNING]
    assert len(warned_of(next_edition)) == 1
    assert warned_of(draft_with(make.make_document_row(), board, "Child C")) == []


def test_what_another_board_has_not_published_stays_unknown():
    document = make.make_document_row()
    other = draft_with(document, make.make_board(), "Child A")
    draft = draft_with(document, make.make_board(), "Child B")
    assert warned_of(draft) == []
    live = make.make_live(other)
    assert warned_of(draft) == [WARNING]
    make.withdraw(live)
    assert warned_of(draft) == []
