"""From the ledger to the queue: what somebody did that others wait for."""

from django.db import transaction

from reviews.editions.approval import Stage, approval_status, unsigned
from reviews.editions.digest import edition_content
from reviews.models import Edition, Event, LedgerCursor, Mail, User
from reviews.notifications.queue import queue_for_edition
from reviews.notifications.recipients import could_approve, wrote

BATCH = 500
Verb = Event.Verb
Kind = Mail.Kind
KINDS = {Verb.SUBMITTED: Kind.WAITS, Verb.RETURNED: Kind.RETURNED, Verb.APPROVED: Kind.APPROVED}
KINDS |= {Verb.OVERRIDDEN: Kind.UNSIGNED}
# By the register itself, because something was found in a file; not what a person takes back.
OF_THE_REGISTER = {Verb.UNSCHEDULED: Kind.FOUND}
STILL = {Kind.WAITS: Stage.SUBMITTED, Kind.RETURNED: Stage.RETURNED}


@transaction.atomic
def queue_events() -> int:
    """Queue what the events since the last time ask for; returns how many events were read.

    The events are numbered in the order of their commits, so that none is passed over.
    """
    cursor = LedgerCursor.objects.select_for_update().get_or_create(pk=1)[0]
    later = Event.objects.filter(seq__gt=cursor.seq).select_related("actor")
    events = list(later.order_by("seq")[:BATCH])
    for event in events:
        if kind := _kind(event):
            _queue(kind, event)
    if events:
        cursor.seq = events[-1].seq
        cursor.save()
    return len(events)


def _kind(event: Event) -> str | None:
    is_register = event.actor.username == User.REGISTER
    return (OF_THE_REGISTER if is_register else KINDS).get(event.verb)


def _queue(kind: str, event: Event) -> None:
    found = Edition.objects.filter(page=event.page_id, number=event.edition_number)
    edition = found.filter(page__erased_at=None).select_related("page").first()
    if edition is None or not _is_still_so(kind, edition):
        return
    asks = kind in (Kind.WAITS, Kind.UNSIGNED)
    people = could_approve(edition) if asks else wrote(edition)
    others = [user for user in people if user.pk != event.actor_id]
    queue_for_edition(kind, edition, others, key=str(event.seq))


def _is_still_so(kind: str, edition: Edition) -> bool:
    """A draft that was taken back or signed meanwhile waits for nobody."""
    if kind == Kind.UNSIGNED:
        return unsigned(Edition.objects.filter(pk=edition.pk)).exists()
    if kind == Kind.APPROVED:
        return True
    if kind == Kind.FOUND:
        return edition.is_draft
    return approval_status(edition_content(edition)).stage == STILL[kind]
