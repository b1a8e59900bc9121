"""Moments that a test has to be ahead of, however slow the machine is."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from reviews import workflow
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Banner, Edition, User
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


@contextmanager
def ahead_of(moment: datetime.datetime) -> Iterator[None]:
    """Whatever is refused in the block because ``moment`` has passed raises TooLate."""
    try:
        yield
    except (Refused, IntegrityError) as refusal:
        if clock.now() < moment:
            raise
        raise TooLate from refusal


def schedule(draft: Edition, ahead: datetime.timedelta) -> Edition:
    """``draft``, which is approved, as it waits to go live. Raises TooLate."""
    moment = clock.now() + ahead
    with ahead_of(moment):
        return workflow.publish(draft, by=make.make_user(), at=moment)


def announce(banner: Banner, ahead: datetime.timedelta, *, by: User) -> Banner:
    """``banner``, which will end. Raises TooLate."""
    banner.live_until = clock.now() + ahead
    with ahead_of(banner.live_until):
        return workflow.announce(banner, by=by)


def wait_until_live(scheduled: Edition) -> None:
    """Raises TooLate when it is live already."""
    if scheduled.live_from <= clock.now():
        raise TooLate
    bypass.sql("SELECT pg_sleep_until(%s)", scheduled.live_from)
