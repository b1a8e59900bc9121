"""Moments that a test has to be ahead of, however slow the machine is."""

import datetime
from collections.abc import Callable

from reviews import workflow
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Edition
from tests.support import bypass
from tests.support import factories as make

SECOND = datetime.timedelta(seconds=1)


class TooLate(Exception):
    """The moment had passed before the test was ready for it."""


def in_time(attempt: Callable[[datetime.timedelta], object], ahead: datetime.timedelta = SECOND):
    """What ``attempt`` returns. It is given ``ahead``, and twice as long after every TooLate."""
    while True:
        try:
            return attempt(ahead)
        except TooLate:
            ahead *= 2


def schedule(draft: Edition, ahead: datetime.timedelta) -> Edition:
    """``draft``, which is approved, as it waits to go live. Raises TooLate."""
    moment = clock.now() + ahead
    try:
        return workflow.publish(draft, by=make.make_user(), at=moment)
    except Refused as refusal:
        if clock.now() < moment:
            raise
        raise TooLate from refusal


def wait_until_live(scheduled: Edition) -> None:
    """Raises TooLate when it is live already."""
    if scheduled.live_from <= clock.now():
        raise TooLate
    bypass.sql("SELECT pg_sleep_until(%s)", scheduled.live_from)
