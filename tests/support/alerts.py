"""Readers who ask for alerts, confirm them and get them, without waiting for the clock."""

import re
from datetime import timedelta

from django.conf import settings

from reviews.alerts import asking
from reviews.alerts.news import RECALL, gather
from reviews.alerts.sending import send_due
from reviews.lib import clock
from reviews.models import Edition, Subscription

MINUTE = timedelta(minutes=1)
SETTLED = RECALL


def topic_of(edition: Edition) -> str:
    return f"page-{edition.page_id}"


def subscribe(address: str, topic: str, pace: str = "at_once") -> Subscription:
    """As somebody who has pressed the button in the message that was sent to them."""
    now = clock.now()
    assert asking.ask(address, topic, pace, network=address, at=now)
    asked = Subscription.objects.unanswered().latest("subscriber__asked_at")
    subscriber = asked.subscriber
    subscriber.subscriptions.update(confirmed_at=now, wanted="")
    subscriber.note(asked_at=None, due_at=None)
    return Subscription.objects.get(pk=asked.pk)


def begin() -> None:
    """Nothing of before counts as news."""
    gather(at=clock.now() + RECALL)


def later(wait: timedelta = SETTLED) -> tuple[int, int]:
    """What the command does after that time: how many messages were sent, and how many failed.

    What the test does next still happens after everything that was read.
    """
    now = clock.now()
    gather(at=now + min(wait, SETTLED))
    return send_due(at=now + wait)


def lines(text: str) -> list[tuple[str, str]]:
    """What a message says of pages: “New: ” and the number."""
    form = rf"^(\w[\w ]+: ){settings.SITE_URL}/alerts/pages/(\d+)/\r?$"
    return re.findall(form, text, re.MULTILINE)


def links(text: str, name: str) -> list[str]:
    return re.findall(rf"{settings.SITE_URL}(/alerts/{name}/\S+)", text)
