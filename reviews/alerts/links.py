"""The addresses in messages with which their reader confirms and stops alerts. Nothing of them is stored.

Each holds the random number of a row and a code that only this site can make of it.
"""

import hmac
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from reviews.lib import sealing
from reviews.lib.sealing import ADDRESSES
from reviews.models import Subscriber, Subscription

VALID_FOR = timedelta(days=2)
CODE = 32  # hexadecimal digits: 128 bits
HEX = 32


def to_confirm(subscriber: Subscriber) -> str:
    return _address("alerts_confirm", subscriber.pk, _asked(subscriber))


def to_stop(subscription: Subscription) -> str:
    return _address("alerts_stop", subscription.pk, "stop")


def confirmable(token: str, *, at: datetime) -> Subscriber | None:
    """Whoever may confirm with this link: the last one that was sent, unanswered, and for two days."""
    number = _number(token)
    found = Subscriber.objects.filter(pk=number, asked_at__gt=at - VALID_FOR).first()
    return found if found and _is_ours(token, found.pk, _asked(found)) else None


def stoppable(token: str) -> uuid.UUID | None:
    """The number of the subscription, whether or not it still exists; None if the link is not ours."""
    number = _number(token)
    return number if number and _is_ours(token, number, "stop") else None


def _asked(subscriber: Subscriber) -> str:
    """A later question has another link, and an answered one has none."""
    return f"confirm {subscriber.asked_at.timestamp() if subscriber.asked_at else 'nothing'}"


def _address(name: str, number: uuid.UUID, purpose: str) -> str:
    code = sealing.digests(number.hex, purpose, ADDRESSES)[0][:CODE]
    return f"{settings.SITE_URL}{reverse(name, args=[number.hex + code])}"


def _number(token: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(token[:HEX])
    except ValueError:
        return None


def _is_ours(token: str, number: uuid.UUID, purpose: str) -> bool:
    if not sealing.is_set_up(ADDRESSES):
        return False
    codes = [each[:CODE] for each in sealing.digests(number.hex, purpose, ADDRESSES)]
    return any(hmac.compare_digest(token[HEX:].encode(), code.encode()) for code in codes)
