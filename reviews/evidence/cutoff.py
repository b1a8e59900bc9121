"""The moment of a bundle: one at which the rows of the page agree with the ledger.

A verb writes its event last. Between the first row that it changes and its event, the rows are ahead
of the ledger.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from reviews.models import Approval, Event, Hold, Notice, Page, Release


def consistent_moment(page: Page, *, at: datetime) -> datetime:
    """``at``, or the last moment before it at which no verb was changing the page."""
    events = Event.objects.filter(page=page).order_by("seq")
    before, after = events.filter(at__lte=at).last(), events.filter(at__gt=at).first()
    if before is None or after is None:
        return at
    changed = [moment for moment in (after.moment, *_written_at(page)) if moment]
    since = [moment for moment in changed if before.at < moment <= at]
    return min(since) - timedelta.resolution if since else at


def _written_at(page: Page) -> Iterator[datetime]:
    """When each row was written whose writing is an event."""
    yield from Approval.objects.filter(page=page).values_list("at", flat=True)
    yield from Hold.objects.filter(page=page).values_list("at", flat=True)
    yield from Release.objects.filter(hold__page=page).values_list("at", flat=True)
    yield from Notice.objects.filter(page=page).values_list("recorded_at", flat=True)
