"""Signed checkpoints of the ledger: when one is due, signing, storing, mailing."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import send_mail
from django.db import transaction

from reviews.ledger import checkpoint_note
from reviews.lib import clock
from reviews.lib.storage import storage_faults
from reviews.models import Checkpoint, Event

logger = logging.getLogger(__name__)
EVERY = 100  # events
AT_LEAST_EVERY = timedelta(days=1)


def when_due() -> None:
    """After the commit, publish a checkpoint if one is due. Never fails the act that came before."""
    transaction.on_commit(_publish_if_due, robust=True)


def publish() -> Checkpoint | None:
    """Sign the head now and send it out; None when nothing has happened since the last.

    The latest is stored outside even if it was signed while the store was down.
    """
    made = checkpoint()
    if latest := made or Checkpoint.objects.order_by("size").last():
        _store(latest)
    if made:
        _mail(made)
    return made


def _publish_if_due() -> None:
    if is_due(now=clock.now()):
        publish()


def _store(made: Checkpoint) -> None:
    """A name for each, so that none is ever written over; the row stays if the store is down."""
    store, name = storages["checkpoints"], f"checkpoint-{made.size:09}.txt"
    try:
        if not store.exists(name):
            store.save(name, ContentFile(made.note.encode()))
    except storage_faults() as fault:
        logger.error("Checkpoint %s was not stored outside: %s", made.size, type(fault).__name__)


def _mail(made: Checkpoint) -> None:
    """Best effort too: what was signed is on the public page and in the store all the same."""
    if not settings.AUDITORS_EMAIL:
        return
    try:
        subject = f"Register checkpoint {made.size}"
        send_mail(subject, made.note, None, [settings.AUDITORS_EMAIL])
    except OSError as fault:  # what smtplib raises is one too
        logger.error("Checkpoint %s was not mailed: %s", made.size, type(fault).__name__)


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
    return checkpoint_note.public_key(checkpoint_note.private_key(settings.CHECKPOINT_KEY))


@transaction.atomic
def checkpoint() -> Checkpoint | None:
    """Sign the present head of the ledger; None when there is nothing new to sign."""
    head = Event.objects.order_by("seq").last()
    if head is None:
        return None
    moment = clock.now()
    stated = checkpoint_note.Head(settings.SITE_URL, head.seq, bytes(head.hash), moment)
    note = checkpoint_note.signed(stated, checkpoint_note.private_key(settings.CHECKPOINT_KEY))
    facts = {"head": head.hash, "at": moment, "note": note}
    made, is_new = Checkpoint.objects.get_or_create(size=head.seq, defaults=facts)
    return made if is_new else None  # somebody else may have signed it at the same moment


def is_due(*, now: datetime) -> bool:
    """A checkpoint is due every hundred events, and a day after the last if anything happened."""
    head = Event.objects.order_by("seq").values_list("seq", flat=True).last() or 0
    last = Checkpoint.objects.filter(size__lte=head).order_by("size").last()
    size, at = (last.size, last.at) if last else (0, now)
    return head - size >= EVERY or (head > size and now - at >= AT_LEAST_EVERY)
