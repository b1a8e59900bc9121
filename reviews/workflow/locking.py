"""What every verb begins with: lock the page, read again, refuse with all reasons."""

from django.db import connection

from reviews.editions.blockers import Blocker
from reviews.lib.exceptions import Refused
from reviews.models import Edition, Page, User
from reviews.workflow.permissions import require

# What was written about a page that was made by mistake may have to be erased all the same.
OF_DISCARDED = {"ask_erasure", "erase_edition"}


def lock(page: Page, *, by: User, right: str) -> Page:
    """The page, locked and then read again. Raises Refused to those who may not."""
    require(by, right, page)
    page = Page.objects.select_for_update().get(pk=page.pk)
    if page.erased_at:
        raise Refused("This page has been erased: nothing can be done with it any more.")
    if page.discarded_at and right not in OF_DISCARDED:
        raise Refused("This page has been discarded: add another one instead.")
    return page


def lock_with(edition: Edition, *, by: User, right: str) -> tuple[Page, Edition]:
    """The page and the edition, locked and then read again.

    Writing a part of an edition takes a lock on it too. So what is read of the edition from now on
    stays true until the commit: a verb reads it once, after this.
    """
    page = lock(edition.page, by=by, right=right)
    _lock_boards(edition, page)
    try:
        return page, page.editions.select_for_update().get(pk=edition.pk)
    except Edition.DoesNotExist:
        raise Refused("Somebody else has discarded this draft.") from None


def _lock_boards(edition: Edition, page: Page) -> None:
    """The boards that the edition names are locked too: see migrations/sql/0002/editions.sql."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reviews_lock_named_rows(%s, %s)", [edition.pk, page.pk])


def refuse_if(reasons: list[str | Blocker]) -> None:
    if reasons:
        raise Refused(*reasons)


def save_fields(edition: Edition, **values) -> None:
    """Set columns of a draft and save them alone."""
    for name, value in values.items():
        setattr(edition, name, value)
    edition.save(update_fields=values)
