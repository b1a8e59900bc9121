"""Notices of a coming publication: who was notified, and when."""

import datetime

from django.db import transaction

from reviews.ledger.recording import record_event
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Event, Notice, Page, User
from reviews.workflow.locking import lock, refuse_if

Verb = Event.Verb


@transaction.atomic
def notify(page: Page, *, by: User, recipient: str, sent_on: datetime.date) -> Notice:
    """Record that ``recipient`` was notified of the publication on that day. It sends nothing."""
    page = lock(page, by=by, right="add_notice")
    recipient = recipient.strip()
    rules = [
        (page.kind == Page.Kind.REVIEW, "Notices are of reviews: this page is none."),
        (recipient, "Say who was notified."),
        (sent_on <= london_date(clock.now()), "That day is in the future: record what was done."),
    ]
    refuse_if([reason for holds, reason in rules if not holds])
    made = Notice.objects.create(page=page, recipient=recipient, sent_on=sent_on, by=by)
    record_event(Verb.NOTIFIED, by=by, page=page.pk, row=made)
    return made
