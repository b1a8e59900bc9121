"""Events of what the admin’s forms save: drafts, pages, boards, people, rules, themes."""

from django.db import transaction

from reviews.editions.digest import EditionContent, changed_fields, edition_content
from reviews.ledger.recording import record_edition_event, record_event
from reviews.lib.exceptions import Refused
from reviews.models import Board, Edition, Event, Page, PublicationRule, Theme, User
from reviews.workflow.locking import lock, lock_with
from reviews.workflow.permissions import NOT_YOURS, require

Verb = Event.Verb


@transaction.atomic
def record_draft_saved(edition: Edition, *, by: User, before: EditionContent) -> None:
    """Record which fields and parts of a draft were changed since ``before`` was read, if any."""
    _, edition = lock_with(edition, by=by, right="change_edition")
    content = edition_content(edition)
    if names := changed_fields(before.field_digests, content.field_digests):
        record_edition_event(Verb.SAVED, content, by=by, body={"fields": names})


@transaction.atomic
def record_page_changed(page: Page, *, by: User, fields: list[str]) -> None:
    """Record which facts of the page itself were set: its address, its board, former addresses …"""
    page = lock(page, by=by, right="change_page")
    record_event(Verb.PAGE_SET, by=by, page=page.pk, body={"fields": sorted(fields)})


@transaction.atomic
def record_rule_added(rule: PublicationRule, *, by: User) -> None:
    """Record that ``by`` added the rule, with the recipients whom it wants notified."""
    require(by, "add_publicationrule")
    record_event(Verb.RULE_ADDED, by=by, row=rule)


@transaction.atomic
def record_theme_set(theme: Theme, *, by: User, fields: list[str]) -> None:
    """Record that ``by`` added the theme, or which facts of it were changed. Readers see them at once."""
    require(by, "change_theme")
    record_event(Verb.THEME_SET, by=by, row=theme, body={"fields": sorted(fields)})


@transaction.atomic
def record_rights_changed(person: User, *, by: User) -> None:
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
    record_event(Verb.RIGHTS_SET, by=by, body=rights)


@transaction.atomic
def record_password_set(person: User, *, by: User) -> None:
    """Record that ``by`` knows the password with which ``person`` signs in next."""
    require(by, "change_user")
    record_event(Verb.PASSWORD_SET, by=by, body={"person": person.pk})


@transaction.atomic
def record_board_changed(board: Board, *, by: User, fields: list[str]) -> None:
    """Record which facts of a board were set. Boards are named by those who work for others too.

    The contact of a board that public pages name is changed by administrators.
    """
    right = "change_contact" if board.is_named_in_public else "change_board"
    if not by.has_perm(f"reviews.{right}"):
        raise Refused(NOT_YOURS)
    body = {"board": board.pk, "fields": sorted(fields)}
    record_event(Verb.BOARD_SET, by=by, body=body)
