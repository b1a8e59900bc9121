"""Pages that were made by mistake."""

from django.db import transaction
from django.db.models.functions import Now

from reviews.editions.discarding import blockers_to_discarding
from reviews.ledger.recording import record_event
from reviews.models import Edition, Event, Page, User
from reviews.workflow.drafts import discard
from reviews.workflow.locking import lock, refuse_if


@transaction.atomic
def discard_page(page: Page, *, by: User) -> None:
    """Throw away a page that never was public, with its draft. Its address is free again.

    The row stays, with what the ledger knows of it.
    """
    page = lock(page, by=by, right="change_page")
    refuse_if(blockers_to_discarding(page))
    for draft in Edition.objects.drafts().filter(page=page):
        discard(draft, by=by)
    given_up = {"path": f"discarded/{page.pk}", "in_footer": False, "discarded_at": Now()}
    Page.objects.filter(pk=page.pk).update(**given_up)
    record_event(Event.Verb.PAGE_DISCARDED, by=by, page=page.pk)
