"""Who may use a verb, on which page, and that two people are two."""

from reviews.accounts.set_up import IN_ONE_HAND, recently_set_up
from reviews.lib.exceptions import Refused
from reviews.models import Page, User

NOT_YOURS = "Your account may not do this here: ask an administrator for the role that may, or for this board."

NOT_TWO = f"This takes two people, and of you two {IN_ONE_HAND}: a third person has to do it."
OWN_REQUEST = "You asked for this erasure: somebody else must carry it out."


def permitted(by: User, right: str, page: Page | None) -> bool:
    """Whether ``by`` has the right for this page; None means the whole site."""
    theirs = Page.objects.of(by).filter(pk=page.pk).exists() if page else by.all_boards
    return theirs and by.has_perm(f"reviews.{right}")


def require(by: User, right: str, page: Page | None = None) -> None:
    """Raises Refused. Every verb asks this itself, so that no caller can forget it."""
    if not permitted(by, right, page):
        raise Refused(NOT_YOURS)


def second_person_blockers(first: User, second: User, *, own: str) -> list[str]:
    """Why the second is not known to be another person; ``own`` is said where both are one account."""
    if first == second:
        return [own]
    return [NOT_TWO] if recently_set_up().in_one_hand(first.pk, second.pk) else []
