"""Events of what the admin’s forms save: drafts, pages, boards, people, rules."""

from django.db import transaction

from reviews.editions.digest import content, digests
from reviews.ledger.recording import record, record_edition
from reviews.lib.exceptions import Refused
from reviews.models import Board, Edition, Event, Page, PublicationRule, User
from reviews.workflow.locking import lock, lock_with
from reviews.workflow.permissions import NOT_YOURS, require

Verb = Event.Verb


@transaction.atomic
def note_saved(edition: Edition, *, by: User, before: dict[str, str]) -> None:
    """Record which fields a saved draft says differently; ``before`` are their digests before it.

    Nothing is recorded when it says what it said.
    """
    page, _ = lock_with(edition, by=by, right="change_edition")
    stored = page.editions.get(pk=edition.pk)
    now = digests(content(stored))
    names = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
    if names:
        record_edition(Verb.SAVED, stored, by=by, body={"fields": names})


@transaction.atomic
def note_page(page: Page, *, by: User, fields: list[str]) -> None:
    """Record which facts of the page itself were set: its address, its board, former addresses …"""
    page = lock(page, by=by, right="change_page")
    record(Verb.PAGE_SET, by=by, page=page.pk, body={"fields": sorted(fields)})


@transaction.atomic
def note_rule(rule: PublicationRule, *, by: User) -> None:
    """Record that ``by`` added the rule, with whom it wants to be told."""
    require(by, "add_publicationrule")
    record(Verb.RULE_ADDED, by=by, row=rule)


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
