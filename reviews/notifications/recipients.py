"""Who is sent what: only people with an address, who want it, and could do something."""

from collections.abc import Iterable

from django.db.models import Q

from reviews.editions.digest import edition_content
from reviews.editions.signing import EDITION, changed_by, signing_blockers
from reviews.models import Edition, Mail, Page, User

OPTIONAL = (
    *(Mail.Kind.WAITS, Mail.Kind.RETURNED, Mail.Kind.APPROVED),
    *(Mail.Kind.LIVE, Mail.Kind.UNSIGNED, Mail.Kind.OVERDUE, Mail.Kind.READ_AGAIN),
    Mail.Kind.FOUND,
    *(Mail.Kind.CONCERN, Mail.Kind.CONCERN_DUE),
)


def could_approve(edition: Edition) -> list[User]:
    """Those who would not be refused."""
    content, signing = edition_content(edition), _with_right("approve_edition", edition.page)
    return [user for user in signing if not signing_blockers([content], by=user)[edition.pk]]


def wrote(edition: Edition) -> list[User]:
    """Those who wrote or submitted it and still work on the page."""
    people = changed_by([edition])[edition.pk].items()
    wrote_it = [person for person, what in people if what == EDITION]
    return list(_working_on(edition.page).filter(pk__in=wrote_it))


def could_edit(page: Page) -> list[User]:
    return _with_right("change_edition", page)


def could_handle(board: int | None) -> list[User]:
    """Those who look after concerns about a board’s pages; of no board, after those about the whole site."""
    return list(_of_board(board).filter(_has("change_edition")).distinct())


def wanting(kind: str, people: Iterable[User]) -> list[User]:
    """Of ``people``, those who have an address and have not said that they do not want this kind."""
    keys = [user.pk for user in people]
    reachable = User.objects.filter(pk__in=keys).exclude(email="")
    return list(reachable.exclude(mail_preference__unwanted__contains=[kind]))


def _with_right(codename: str, page: Page) -> list[User]:
    return list(_working_on(page).filter(_has(codename)).distinct())


def _has(codename: str) -> Q:
    right = Q(groups__permissions__codename=codename)
    return right & Q(groups__permissions__content_type__app_label="reviews")


def _working_on(page: Page):
    """As ``PageQuerySet.of``, seen from the page."""
    return _of_board(page.board_id)


def _of_board(board: int | None):
    whole_site_or_board = Q(all_boards=True) | (Q(boards=board) & Q(boards__isnull=False))
    return User.objects.filter(whole_site_or_board, is_active=True, is_staff=True).distinct()
