"""Who may use a verb, on which page."""

from reviews.lib.exceptions import Refused
from reviews.models import Page, User

NOT_YOURS = "Your account may not do this here: ask an administrator for the role that may, or for this board."


def permitted(by: User, right: str, page: Page | None) -> bool:
    """Whether ``by`` has the right for this page; None stands for the whole site."""
    theirs = Page.objects.of(by).filter(pk=page.pk).exists() if page else by.all_boards
    return theirs and by.has_perm(f"reviews.{right}")


def require(by: User, right: str, page: Page | None = None) -> None:
    """Raises Refused. Every verb asks, so that no way to a verb goes past it."""
    if not permitted(by, right, page):
        raise Refused(NOT_YOURS)
