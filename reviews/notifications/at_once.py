"""Sends what somebody's request has just queued; see ``reviews.lib.courier``."""

from reviews.lib.courier import Courier
from reviews.notifications.concerns import queue_new_concerns
from reviews.notifications.delivery import send_due
from reviews.notifications.happened import BATCH, queue_events


def _send() -> None:
    while queue_events() == BATCH:
        pass
    queue_new_concerns()
    send_due()


courier = Courier(_send)
