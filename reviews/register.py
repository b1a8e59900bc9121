"""The register as a whole: how long it is, and its signed checkpoints."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from reviews import ledger
from reviews.models import Checkpoint, Event, clock

EVERY = 100  # events
AT_LEAST_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What anybody may know of the register as a whole."""

    size: int
    latest: Checkpoint | None
    public_key: str


def facts(*, at: datetime) -> Facts:
    """The register at the moment ``at``."""
    return Facts(
        size=Event.objects.filter(at__lte=at).count(),
        latest=Checkpoint.objects.filter(at__lte=at).order_by("size").last(),
        public_key=public_key(),
    )


def public_key() -> str:
    return ledger.public_key(ledger.private_key(settings.CHECKPOINT_KEY))


@transaction.atomic
def checkpoint() -> Checkpoint | None:
    """Sign the present head of the ledger; None when there is nothing new to sign."""
    head = Event.objects.order_by("seq").last()
    if head is None:
        return None
    moment = clock.now()
    stated = ledger.Head(settings.SITE_URL, head.seq, bytes(head.hash), moment)
    note = ledger.signed(stated, ledger.private_key(settings.CHECKPOINT_KEY))
    facts = {"head": head.hash, "at": moment, "note": note}
    made, is_new = Checkpoint.objects.get_or_create(size=head.seq, defaults=facts)
    return made if is_new else None  # somebody else may have signed it at the same moment


def is_due(*, now: datetime) -> bool:
    """A checkpoint is due every hundred events, and a day after the last if anything happened."""
    head = Event.objects.order_by("seq").values_list("seq", flat=True).last() or 0
    last = Checkpoint.objects.filter(size__lte=head).order_by("size").last()
    size, at = (last.size, last.at) if last else (0, now)
    return head - size >= EVERY or (head > size and now - at >= AT_LEAST_EVERY)
