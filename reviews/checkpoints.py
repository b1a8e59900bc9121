"""Where checkpoints go: a store of their own and the auditors' mailbox, outside the database."""

import logging

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import send_mail
from django.db import transaction

from reviews import register
from reviews.documents import STORAGE_FAULTS
from reviews.models import Checkpoint, clock

logger = logging.getLogger(__name__)


def when_due() -> None:
    """After the commit, publish a checkpoint if one is due. Never fails the act that came before."""
    transaction.on_commit(_publish_if_due, robust=True)


def publish() -> Checkpoint | None:
    """Sign the head now and send it out; None when nothing has happened since the last.

    The latest is stored outside even if it was signed while the store was down.
    """
    made = register.checkpoint()
    if latest := made or Checkpoint.objects.order_by("size").last():
        _store(latest)
    if made:
        _mail(made)
    return made


def _publish_if_due() -> None:
    if register.is_due(now=clock.now()):
        publish()


def _store(made: Checkpoint) -> None:
    """A name for each, so that none is ever written over; the row stays if the store is down."""
    store, name = storages["checkpoints"], f"checkpoint-{made.size:09}.txt"
    try:
        if not store.exists(name):
            store.save(name, ContentFile(made.note.encode()))
    except STORAGE_FAULTS as fault:
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
