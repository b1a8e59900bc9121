"""From the clock to the queue: what nobody does, but time brings."""

import datetime

from reviews.editions.approval import unsigned
from reviews.editions.found_again import found_in_public
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Action, Edition, Mail, Page
from reviews.notifications.concerns import queue_due_acknowledgements, queue_new_concerns
from reviews.notifications.queue import queue_for_edition, queue_for_page
from reviews.notifications.recipients import could_approve, could_edit, wrote

NEWS_FOR = datetime.timedelta(days=2)
REMIND_AFTER = datetime.timedelta(days=7)


def queue_due() -> None:
    now = clock.now()
    _gone_live(now)
    _still_unsigned(now)
    _overdue(now)
    _to_read_again(now)
    _found_in_public(now)
    queue_new_concerns()
    queue_due_acknowledgements()


def _gone_live(now: datetime.datetime) -> None:
    live = Edition.objects.public(at=now).filter(live_from__gt=now - NEWS_FOR)
    for edition in live.select_related("page"):
        key = f"{edition.pk}:{edition.live_from:%Y%m%d%H%M%S}"
        queue_for_edition(Mail.Kind.LIVE, edition, wrote(edition), key=key)


def _still_unsigned(now: datetime.datetime) -> None:
    """A reminder each week after the first message, which the ledger's event brought."""
    public = Edition.objects.public(at=now).filter(live_from__lte=now - REMIND_AFTER)
    for edition in unsigned(public).select_related("page"):
        week = (now - edition.live_from) // REMIND_AFTER
        key = f"{edition.pk}:week {week}"
        queue_for_edition(Mail.Kind.UNSIGNED, edition, could_approve(edition), key=key)


def _overdue(now: datetime.datetime) -> None:
    """Once a month for each page with an action that is open after its date."""
    today = london_date(now)
    live = Edition.objects.public(at=now)
    late = Action.objects.overdue(on=today).values("edition")
    for edition in live.filter(pk__in=late).select_related("page"):
        people, key = could_edit(edition.page), f"{edition.page_id}:{today:%Y-%m}"
        queue_for_page(Mail.Kind.OVERDUE, edition.page, people, key=key)


def _to_read_again(now: datetime.datetime) -> None:
    """Once a month for each page whose day has come."""
    today = london_date(now)
    for page in Page.objects.to_read_again(by=today):
        queue_for_page(Mail.Kind.READ_AGAIN, page, could_edit(page), key=f"{page.pk}:{today:%Y-%m}")


def _found_in_public(now: datetime.datetime) -> None:
    """Once for each check of a document, and again each month while it is not dealt with."""
    month = london_date(now).strftime("%Y-%m")
    for each in found_in_public(Page.objects.in_use(), at=now):
        key = f"{each.page.pk}:{each.check}:{month}"
        queue_for_page(Mail.Kind.FOUND, each.page, could_edit(each.page), key=key)
