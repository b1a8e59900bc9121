"""What every verb does: lock first, read again, refuse with all reasons, record last."""

from django.db import connection
from django.db.models import Model

from reviews import checkpoints, records
from reviews.digest import digest
from reviews.errors import Refused
from reviews.models import Edition, Event, Hold, Page, User

NOT_YOURS = "Your account may not do this here: ask an administrator for the role that may, or for this board."


def permitted(by: User, right: str, page: Page | None) -> bool:
    """Whether ``by`` has the right for this page; None stands for the whole site."""
    theirs = Page.objects.of(by).filter(pk=page.pk).exists() if page else by.all_boards
    return theirs and by.has_perm(f"reviews.{right}")


def require(by: User, right: str, page: Page | None = None) -> None:
    """Raises Refused. Every verb asks, so that no way to a verb goes past it."""
    if not permitted(by, right, page):
        raise Refused(NOT_YOURS)


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


def held(page: Page) -> list[str]:
    """A sentence for each hold that keeps the page from going live."""
    return [
        f"This page is on hold ({hold.get_reason_display()}): nothing of it may go live until the hold is released."
        for hold in Hold.objects.in_force().filter(page=page)
    ]


def record(
    verb: Event.Verb, *, by: User, row: Model | None = None, body: dict | None = None, **facts
) -> None:
    """The last thing a verb does: the ledger takes one writer at a time until the commit.

    ``row`` is the lasting record that the verb has made; the event keeps its digest.
    """
    stated = (body or {}) | (records.told(row) if row else {})
    Event.objects.record(verb, by=by, body=stated, **facts)
    checkpoints.when_due()


def record_edition(verb: Event.Verb, edition: Edition, *, by: User, **facts) -> None:
    """An event about an edition, with the digest of everything that it says."""
    about = {"page": edition.page_id, "edition_number": edition.number}
    record(verb, by=by, digest=digest(edition), **about, **facts)
