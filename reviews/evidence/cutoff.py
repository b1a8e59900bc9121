"""The moment of a bundle, at which the rows of a page and the ledger tell the same.

A verb writes its event last. Between the first row that it changes and its event lies a time of
which the rows tell more than the ledger does.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from reviews.models import Approval, Event, Hold, Notice, Page, Release


def settled(page: Page, *, at: datetime) -> datetime:
    """``at``, or the last moment before it at which no verb was in the middle of changing the page."""
    events = Event.objects.filter(page=page).order_by("seq")
    before, after = events.filter(at__lte=at).last(), events.filter(at__gt=at).first()
    if before is None or after is None:
        return at
    changed = [moment for moment in (after.moment, *_recorded(page)) if moment]
    begun = [moment for moment in changed if before.at < moment <= at]
    return min(begun) - timedelta.resolution if begun else at


def _recorded(page: Page) -> Iterator[datetime]:
    """When each row was written that has an event of its own."""
    yield from Approval.objects.filter(page=page).values_list("at", flat=True)
    yield from Hold.objects.filter(page=page).values_list("at", flat=True)
    yield from Release.objects.filter(hold__page=page).values_list("at", flat=True)
    yield from Notice.objects.filter(page=page).values_list("recorded_at", flat=True)
