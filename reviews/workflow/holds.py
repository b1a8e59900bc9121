"""Criminal proceedings, an inquest, a court order: nothing goes live while it lasts."""

from django.db import transaction

from reviews.ledger.recording import record_event
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Event, Hold, Page, Release, User
from reviews.workflow.locking import lock
from reviews.workflow.publication import clear_schedule

Verb = Event.Verb


@transaction.atomic
def hold(page: Page, *, by: User, reason: str) -> Hold:
    """Keep everything of the page from going live; what waits to go live becomes a draft again.

    What is live stays live: withdraw it if it must go.
    """
    page = lock(page, by=by, right="publish_edition")
    if reason not in Hold.Reason.values:
        raise Refused("Choose a reason for the hold from the list.")
    if page.holds.in_force().filter(reason=reason).exists():
        raise Refused(f"The page is already on hold for this reason ({Hold.Reason(reason).label}).")
    for waiting in page.editions.scheduled(at=clock.now()):
        clear_schedule(page, waiting, by=by)
    made = Hold.objects.create(page=page, reason=reason, by=by)
    record_event(Verb.HELD, by=by, page=page.pk, reason=reason, row=made)
    return made


@transaction.atomic
def release(held: Hold, *, by: User) -> Release:
    """End a hold. Nothing goes live by itself: publish or schedule again."""
    page = lock(held.page, by=by, right="publish_edition")
    if Release.objects.filter(hold=held).exists():
        raise Refused("This hold has been released already.")
    made = Release.objects.create(hold=held, by=by)
    record_event(Verb.RELEASED, by=by, page=page.pk, reason=held.reason, row=made)
    return made
