"""Which boards a board took over from, where public pages name it: one proposes, another agrees, and it can end."""

from django.db import transaction
from django.db.models.functions import Now

from reviews.ledger.recording import record_event
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Board, BoardSuccession, Event, User
from reviews.workflow.permissions import NOT_YOURS

IN_A_CIRCLE = "{board} cannot succeed itself or a board that came after it."
KNOWN = "It is on record already that {board} took over from {earlier}."
WAITS = "This was proposed already, and waits for somebody else to agree."
NOT_OWN = "You proposed this: somebody else must agree to it."
DONE = "This was agreed to or turned down meanwhile: nothing is left to do."
ENDED = "This was ended already, or nobody has agreed to it yet."


@transaction.atomic
def propose_succession(board: Board, *, by: User, earlier: Board) -> BoardSuccession:
    """Propose that the board took over from ``earlier``. Raises Refused."""
    board = _locked(board, by=by, right="add_board")
    _refuse_known(board, earlier)
    if BoardSuccession.objects.open().filter(board=board, earlier=earlier).exists():
        raise Refused(WAITS)
    made = BoardSuccession.objects.create(board=board, earlier=earlier, proposed_by=by)
    _record(Event.Verb.SUCCESSION_PROPOSED, made, by=by)
    return made


@transaction.atomic
def agree_succession(asked: BoardSuccession, *, by: User) -> BoardSuccession:
    """From now on the lists and feeds of the board hold the reviews of the earlier one. Raises Refused."""
    asked = _found(asked, DONE, by=by, right="approve_edition", agreed_at=None)
    if asked.proposed_by_id == by.pk:
        raise Refused(NOT_OWN)
    _refuse_known(asked.board, asked.earlier)
    BoardSuccession.objects.filter(pk=asked.pk).update(agreed_by=by, agreed_at=Now())
    asked.board.succeeds.add(asked.earlier)
    _record(Event.Verb.SUCCESSION_AGREED, asked, by=by)
    return asked


@transaction.atomic
def decline_succession(asked: BoardSuccession, *, by: User) -> BoardSuccession:
    """Turn down what was proposed, or take it back. Raises Refused."""
    asked = _found(asked, DONE, by=by, right="add_board", agreed_at=None)
    BoardSuccession.objects.filter(pk=asked.pk).delete()
    _record(Event.Verb.SUCCESSION_DECLINED, asked, by=by)
    return asked


@transaction.atomic
def end_succession(asked: BoardSuccession, *, by: User) -> BoardSuccession:
    """It was a mistake: from now on the board's lists and feeds leave the earlier one out. Raises Refused."""
    asked = _found(asked, ENDED, by=by, right="approve_edition", agreed_at__isnull=False)
    BoardSuccession.objects.filter(pk=asked.pk).update(ended_by=by, ended_at=Now())
    asked.board.succeeds.remove(asked.earlier)
    _record(Event.Verb.SUCCESSION_ENDED, asked, by=by)
    return asked


def _refuse_known(board: Board, earlier: Board) -> None:
    if board.with_successors(at=clock.now()).filter(pk=earlier.pk).exists():
        raise Refused(IN_A_CIRCLE.format(board=board))
    if board.succeeds.filter(pk=earlier.pk).exists():
        raise Refused(KNOWN.format(board=board, earlier=earlier))


def _found(
    asked: BoardSuccession, otherwise: str, *, by: User, right: str, **state
) -> BoardSuccession:
    """The row as it is now, with its board locked. Raises Refused if it is not in that state any more."""
    _locked(asked.board, by=by, right=right)
    rows = BoardSuccession.objects.open().select_related("board", "earlier")
    row = rows.filter(pk=asked.pk, **state).first()
    if row is None:
        raise Refused(otherwise)
    return row


def _locked(board: Board, *, by: User, right: str) -> Board:
    if not by.has_perm(f"reviews.{right}") or not by.works_for(board):
        raise Refused(NOT_YOURS)
    return Board.objects.select_for_update(no_key=True).get(pk=board.pk)


def _record(verb: Event.Verb, asked: BoardSuccession, *, by: User) -> None:
    record_event(verb, by=by, body={"board": asked.board_id, "succeeds": [asked.earlier_id]})
