"""Sending what is due. A server that cannot be reached is tried again by the next run, an address for a week."""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from reviews.alerts import messages
from reviews.alerts.asking import HOUR
from reviews.alerts.due import due_of
from reviews.alerts.links import VALID_FOR
from reviews.lib import clock
from reviews.lib.sealing import Unsealable
from reviews.models import AlertNetwork, Page, Subscriber, Subscription
from reviews.models.alert import Queued, QueuedQuerySet

logger = logging.getLogger(__name__)
SOON = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=7)
FORGET_AFTER = timedelta(days=90)
# Of one address, the last two by this site itself: it cannot read it, or not write it into a message.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, Unsealable, ValueError)
ACCEPTED = {"tries": 0, "refused_since": None}
FAULTS = (smtplib.SMTPException, OSError)


class Unreachable(Exception):
    """The mail server does not answer: nothing more can be sent now."""


class Post:
    """Sends over one connection, and counts. ``at`` stands in the place of the clock."""

    def __init__(self, at: datetime | None = None) -> None:
        self.sent = self.failed = 0
        self._at = at
        self._connection = get_connection(timeout=settings.EMAIL_TIMEOUT)

    @property
    def now(self) -> datetime:
        """Asked for each message: sending many takes a while, and what is withdrawn meanwhile is not sent."""
        return self._at or clock.now()

    def send_all(self, rows: QueuedQuerySet, send: Callable[[Queued], None]) -> None:
        while (row := rows.claim(now=self.now)) is not None:
            try:
                send(row)
            except REFUSALS as refusal:
                self.failed += 1
                _refused(row, refusal, at=self.now)
            except FAULTS as fault:
                self.failed += 1
                logger.warning("Alerts wait for the mail server: %s", type(fault).__name__)
                row.release(due_at=row.due_at or self.now)
                raise Unreachable from fault

    def question(self, subscriber: Subscriber) -> None:
        self._send(messages.question(subscriber, at=self.now))
        subscriber.release(**ACCEPTED)

    def news(self, subscription: Subscription) -> None:
        now = self.now
        due = due_of(subscription, at=now)
        if not due.is_settled:
            subscription.release(due_at=now + SOON)
            return
        self._send(messages.news(subscription, due, at=now) if due.lines else None)
        subscription.release(read_until=due.read_until)
        subscription.subscriber.note(**ACCEPTED)

    def _send(self, message: EmailMessage | None) -> None:
        if message is not None:
            message.connection = self._connection
            self._connection.open()  # unless it is
            message.send()
            self.sent += 1

    def close(self) -> None:
        self._connection.close()


def send_due(*, at: datetime | None = None) -> tuple[int, int]:
    """Send what is due; returns how many were sent and how many failed. Several may run at the same time."""
    post = Post(at)
    forget(at=post.now)
    reachable = Subscription.objects.filter(subscriber__given_up_at=None)
    reachable = reachable.select_related("subscriber")
    try:
        post.send_all(Subscriber.objects.all(), post.question)
        post.send_all(reachable, post.news)
    except Unreachable:
        pass
    finally:
        post.close()
    return post.sent, post.failed


@transaction.atomic
def forget(*, at: datetime) -> None:
    """Delete what was asked for and not confirmed, addresses without alerts, and counts that are over."""
    asked = Subscription.objects.unanswered().exclude(subscriber__asked_at__gt=at - VALID_FOR)
    asked.filter(confirmed_at=None).delete()
    asked.update(wanted="")
    erased = Page.objects.exclude(erased_at=None).values_list("pk", flat=True)
    gone = Subscription.objects.filter(topic__in=[f"page-{page}" for page in erased])
    gone.filter(due_at=None, claimed_until=None).delete()
    Subscriber.objects.filter(given_up_at__lt=at - FORGET_AFTER).delete()
    Subscriber.objects.filter(subscriptions=None).delete()
    AlertNetwork.objects.filter(since__lte=at - HOUR).delete()


def _refused(row: Queued, refusal: Exception, *, at: datetime) -> None:
    """The address is tried again ever later, and given up after a week. No log holds what the server said."""
    logger.warning("An alert was refused: %s", type(refusal).__name__)
    subscriber = row if isinstance(row, Subscriber) else row.subscriber
    since = subscriber.refused_since or at
    is_over = at - since > GIVE_UP_AFTER
    pause = min(timedelta(minutes=2 ** min(subscriber.tries, 9)), LONGEST_PAUSE)
    given_up_at = at if is_over else None
    subscriber.note(tries=subscriber.tries + 1, refused_since=since, given_up_at=given_up_at)
    row.release(due_at=at + pause)
