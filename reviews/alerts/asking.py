"""Asking for alerts, confirming, and stopping them. Nobody can have somebody else sent more than a little."""

import ipaddress
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language

from reviews.alerts.addresses import keep
from reviews.alerts.links import confirmable
from reviews.alerts.news import first_due
from reviews.lib import sealing
from reviews.models import AlertNetwork, Subscriber, Subscription

# From one network within an hour; to one address, as long as its owner answers none of them.
MOST_OF_A_NETWORK, HOUR = 10, timedelta(hours=1)
ONE_QUESTION_IN = timedelta(days=1)
MOST_TOPICS = 50  # of one address


@transaction.atomic
def ask(address: str, topic: str, pace: str, *, network: str, at: datetime) -> bool:
    """Queue a message with which the owner of the address can confirm; False if the network asks too often.

    Whoever asks learns nothing of the address: the answer is the same whatever is known of it. Messages are
    in the language in which was asked. Raises Unsealable.
    """
    if not _is_within_bounds(network, at=at):
        return False
    subscriber = keep(address)
    subscriptions = subscriber.subscriptions
    if subscriptions.filter(topic=topic).exists() or subscriptions.count() < MOST_TOPICS:
        wanted = {"wanted": pace}
        subscriptions.update_or_create(
            topic=topic, defaults=wanted, create_defaults=wanted | {"pace": pace}
        )
        if subscriber.asked_at is None or subscriber.asked_at <= at - ONE_QUESTION_IN:
            subscriber.note(asked_at=at, due_at=at, language=get_language())
    return True


@transaction.atomic
def confirm(token: str, *, at: datetime) -> list[Subscription]:
    """Begin everything that was asked for in the name of this address; empty if the link does not work."""
    found = confirmable(token, at=at)
    subscriber = found and Subscriber.objects.select_for_update().get(pk=found.pk)
    if subscriber is None or confirmable(token, at=at) is None:
        return []
    asked = list(subscriber.subscriptions.unanswered().values_list("pk", flat=True))
    begun = subscriber.subscriptions.filter(pk__in=asked)
    begun.filter(confirmed_at=None).update(confirmed_at=at)
    # What waits for Monday does not keep back who now wants to hear at once; nor the reverse.
    waiting = begun.exclude(pace=F("wanted")).exclude(due_at=None)
    for pace in Subscription.Pace:
        waiting.filter(wanted=pace).update(due_at=first_due(pace, now=at))
    begun.update(pace=F("wanted"), wanted="")
    subscriber.note(asked_at=None, due_at=None, refused_since=None, tries=0, given_up_at=None)
    return list(begun.order_by("topic"))


def subscription(number: uuid.UUID) -> Subscription | None:
    return Subscription.objects.confirmed().filter(pk=number).first()


@transaction.atomic
def stop(number: uuid.UUID, *, everything: bool) -> None:
    """End one subscription, or all of its address; the address is deleted with the last."""
    found = Subscription.objects.filter(pk=number).values("subscriber")
    subscriber = Subscriber.objects.select_for_update().filter(pk__in=found).first()
    if subscriber is None:
        return
    subscriber.subscriptions.filter(pk=number).delete()
    if everything or not subscriber.subscriptions.exists():
        subscriber.delete()


def network_of(address: str) -> str:
    """One household or office: of IPv6, the half that its provider gave it."""
    found = ipaddress.ip_address(address)
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def _is_within_bounds(network: str, *, at: datetime) -> bool:
    """Counted in a row that is locked, so that requests at the same time are counted too."""
    digest = sealing.digests(network, "network", sealing.ADDRESSES)[0]
    AlertNetwork.objects.get_or_create(digest=digest, defaults={"since": at})
    row = AlertNetwork.objects.select_for_update().get(digest=digest)
    if row.since <= at - HOUR:
        row.since, row.count = at, 0
    row.count += 1
    row.save()
    return row.count <= MOST_OF_A_NETWORK
