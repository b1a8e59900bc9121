"""People and boards: set in the admin, told to the ledger."""

from django.db import transaction

from reviews.errors import Refused
from reviews.models import Board, Event, User
from reviews.workflow.acts import NOT_YOURS, record, require


@transaction.atomic
def note_rights(person: User, *, by: User) -> None:
    """Record the roles and boards that ``person`` has from now on."""
    require(by, "change_user")
    rights = {
        "person": person.pk,
        "active": person.is_active,
        "groups": sorted(person.groups.values_list("name", flat=True)),
        "boards": "all"
        if person.all_boards
        else sorted(person.boards.values_list("pk", flat=True)),
    }
    record(Event.Verb.RIGHTS_SET, by=by, body=rights)


@transaction.atomic
def note_password(person: User, *, by: User) -> None:
    """Record that ``by`` knows the password with which ``person`` signs in next."""
    require(by, "change_user")
    record(Event.Verb.PASSWORD_SET, by=by, body={"person": person.pk})


@transaction.atomic
def note_board(board: Board, *, by: User, fields: list[str]) -> None:
    """Record which facts of a board were set. Boards are named by those who work for others too."""
    if not by.has_perm("reviews.change_board"):
        raise Refused(NOT_YOURS)
    body = {"board": board.pk, "fields": sorted(fields)}
    record(Event.Verb.BOARD_SET, by=by, body=body)
