"""What every verb begins with: lock the page, read again, refuse with all reasons."""

from django.db import connection

from reviews.lib.exceptions import Refused
from reviews.models import Edition, Page, User
from reviews.workflow.permissions import require


def lock(page: Page, *, by: User, right: str) -> Page:
    """The page, locked and then read again. Raises Refused to those who may not."""
    require(by, right, page)
    page = Page.objects.select_for_update().get(pk=page.pk)
    if page.erased_at:
        raise Refused("This page has been erased: nothing can be done with it any more.")
    return page


def lock_with(edition: Edition, *, by: User, right: str) -> tuple[Page, Edition]:
    """The page and the edition, locked and then read again.

    Writing a part of an edition takes a lock on it too, so that what is judged is what goes live.
    """
    page = lock(edition.page, by=by, right=right)
    _hold_boards(edition, page)
    try:
        return page, page.editions.select_for_update().get(pk=edition.pk)
    except Edition.DoesNotExist:
        raise Refused("Somebody else has discarded this draft.") from None


def _hold_boards(edition: Edition, page: Page) -> None:
    """The boards that the edition names wait too: see reviews/sql/editions.sql."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reviews_hold_still(%s, %s)", [edition.pk, page.pk])


def refuse_if(reasons: list[str]) -> None:
    if reasons:
        raise Refused(*reasons)


def describe(edition: Edition, **facts) -> None:
    """Set and save ``facts`` of a draft."""
    for name, value in facts.items():
        setattr(edition, name, value)
    edition.save(update_fields=facts)
