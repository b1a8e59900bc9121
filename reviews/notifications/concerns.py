"""From cases to the queue: a new one at once, and an acknowledgement before it is due.

Nothing of a case is in a message: its number, and where to sign in to see it.
"""

import datetime

from django.db.models import QuerySet
from django.db.models.functions import TruncHour

from reviews.compliance.complaints import acknowledge_by
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Concern, Mail
from reviews.notifications.queue import queue_for_concern
from reviews.notifications.recipients import could_handle

NEWS_FOR = datetime.timedelta(days=2)
# Days before the acknowledgement is due.
REMIND_BEFORE = (7, 2, 0)


def queue_new_concerns() -> None:
    """At most one message in an hour to each person about each board, however many are reported."""
    new = Concern.objects.open().filter(received_at__gt=clock.now() - NEWS_FOR)
    hourly = new.annotate(hour=TruncHour("received_at", tzinfo=datetime.UTC))
    first = hourly.order_by("board_id", "hour", "pk").distinct("board_id", "hour")
    for concern in _light(first):
        key = f"{concern.board_id}:{concern.hour:%Y%m%d%H}"
        queue_for_concern(Mail.Kind.CONCERN, concern, could_handle(concern.board_id), key=key)


def queue_due_acknowledgements() -> None:
    """Each time once; after that day, once a week."""
    today = london_date(clock.now())
    for concern in _light(Concern.objects.to_acknowledge()):
        left = (acknowledge_by(concern.received_on) - today).days
        if left <= max(REMIND_BEFORE):
            step = min((day for day in REMIND_BEFORE if left <= day), default=0)
            mark = f"{step}" if left >= 0 else f"late {-left // 7}"
            people = could_handle(concern.board_id)
            queue_for_concern(Mail.Kind.CONCERN_DUE, concern, people, key=f"{concern.pk}:{mark}")


def _light(concerns: QuerySet) -> QuerySet:
    """Without what was written."""
    return concerns.defer("sealed", "sealed_note")
