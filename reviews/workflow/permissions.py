"""Who may use a verb, on which page."""

from reviews.lib.exceptions import Refused
from reviews.models import Page, User

NOT_YOURS = "Your account may not do this here: ask an administrator for the role that may, or for this board."


def permitted(by: User, right: str, page: Page | None) -> bool:
    """Whether ``by`` has the right for this page; None means the whole site."""
    theirs = Page.objects.of(by).filter(pk=page.pk).exists() if page else by.all_boards
    return theirs and by.has_perm(f"reviews.{right}")


def require(by: User, right: str, page: Page | None = None) -> None:
    """Raises Refused. Every verb asks this itself, so that no caller can forget it."""
    if not permitted(by, right, page):
        raise Refused(NOT_YOURS)
