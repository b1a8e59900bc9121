"""What staff do with a case that a reader opened.

No event is written: a case can be deleted, and the ledger would keep that it was there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from reviews.lib import clock, sealing
from reviews.lib.dates import london_date
from reviews.lib.exceptions import Refused
from reviews.models import Concern, User
from reviews.workflow.permissions import NOT_YOURS

RIGHT = "reviews.change_edition"
NO_KEY = "The note cannot be kept, because this site has no key to encrypt it with. Leave it empty."


def acknowledge_concern(concern: Concern, *, by: User, on: date) -> Concern:
    """Record on which day its sender was answered that it has arrived."""
    with _locked(concern, by=by) as row:
        if not row.wants_answer:
            raise Refused(Concern.NO_ADDRESS)
        if row.acknowledged_on:
            raise Refused("Somebody else has recorded an acknowledgement already.")
        if on > london_date(clock.now()):
            raise Refused("The acknowledgement cannot be in the future: record it once it is sent.")
        if on < row.received_on:
            raise Refused("It cannot have been acknowledged before it was received.")
        row.acknowledged_on, row.acknowledged_by = on, by
        row.save(update_fields=["acknowledged_on", "acknowledged_by"])
        return row


def close_concern(concern: Concern, *, by: User, outcome: str, note: str) -> Concern:
    """Close it with what came of it; the note is encrypted like the concern itself."""
    with _locked(concern, by=by) as row:
        if row.closed_on:
            raise Refused("Somebody else has closed this case already.")
        if note.strip() and not sealing.is_set_up():
            raise Refused(NO_KEY)
        row.sealed_note = sealing.seal(note.strip()) if note.strip() else None
        row.closed_on, row.closed_by, row.outcome = london_date(clock.now()), by, outcome
        row.save(update_fields=["sealed_note", "closed_on", "closed_by", "outcome"])
        return row


def delete_concern(concern: Concern, *, by: User) -> None:
    """Delete a closed case, with everything that was written. Nothing of it is kept."""
    with _locked(concern, by=by) as row:
        if not row.closed_on:
            raise Refused("Close the case first, with what came of it.")
        row.delete()


@contextmanager
def _locked(concern: Concern, *, by: User) -> Iterator[Concern]:
    """The row as it is now, in a transaction. Raises Refused for those whose case it is not."""
    with transaction.atomic():
        rows = Concern.objects.of(by).select_for_update(of=("self",)).filter(pk=concern.pk)
        row = rows.first() if by.has_perm(RIGHT) else None
        if row is None:
            raise Refused(NOT_YOURS)
        yield row
