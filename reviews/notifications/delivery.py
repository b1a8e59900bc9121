"""Sending the queue. A mail server that fails is tried again later, and shown to administrators."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from reviews.models import Mail

logger = logging.getLogger(__name__)
LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=7)
KEPT_FOR = timedelta(days=90)
CLAIMED_FOR = timedelta(minutes=10)  # then whoever was sending has ended without a word
ACCOUNT_MAIL = (Mail.Kind.INVITATION, Mail.Kind.RESET)
NOBODY = "The account is closed, or has no e-mail address."
FAULTS = (smtplib.SMTPException, OSError)


def send_due() -> tuple[int, int]:
    """Send what is due; returns how many were sent and how many failed.

    When a message fails the others are still tried, unless the server cannot be reached at all.
    """
    sent = failed = 0
    tried: set[int] = set()
    with transaction.atomic():
        Mail.objects.filter(queued_at__lt=timezone.now() - KEPT_FOR).delete()
    while (outcome := _send_next(tried)) is not None:
        sent, failed = sent + (outcome == ""), failed + (outcome != "")
        if outcome == "unreachable":
            break
    return sent, failed


def _send_next(tried: set[int]) -> str | None:
    """Send one message: "" if it was sent, None if none is due."""
    mail = _claim(tried)
    if mail is None:
        return None
    tried.add(mail.pk)
    return _send(mail)


@transaction.atomic
def _claim(tried: set[int]) -> Mail | None:
    """The next message that is due, which other senders then pass by.

    It is sent outside a transaction: the database ends one that waits for a slow mail server, and what was
    sent would be sent again.
    """
    now = timezone.now()
    due = Mail.objects.unsent().filter(next_try_at__lte=now).exclude(pk__in=tried)
    mail = due.select_for_update(skip_locked=True, of=("self",)).select_related("user").first()
    if mail is not None:
        _note(mail, next_try_at=now + CLAIMED_FOR)
    return mail


def _send(mail: Mail) -> str:
    if not mail.user.is_active or not mail.user.email:
        return _note(mail, given_up_at=timezone.now(), last_fault=NOBODY)
    try:
        message(mail).send()
    except FAULTS as fault:
        logger.warning("E-mail %s was not sent: %s", mail.pk, type(fault).__name__)
        return _note_fault(mail, fault)
    return _note(mail, sent_at=timezone.now(), last_fault="")


def _note(mail: Mail, **facts) -> str:
    for name, value in facts.items():
        setattr(mail, name, value)
    mail.save(update_fields=[*facts])
    return mail.last_fault


def _note_fault(mail: Mail, fault: Exception) -> str:
    now = timezone.now()
    pause = min(timedelta(minutes=2 ** min(mail.tries, 9)), LONGEST_PAUSE)
    given_up = now if now - mail.queued_at > GIVE_UP_AFTER else None
    words = f"{type(fault).__name__}: {fault}"[:200].replace("\0", "")
    facts = {"tries": mail.tries + 1, "next_try_at": now + pause, "last_fault": words}
    _note(mail, given_up_at=given_up, **facts)
    is_about_one = isinstance(fault, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return "refused" if is_about_one else "unreachable"


def message(mail: Mail) -> EmailMessage:
    """Without a title, a name of a review, or anything else that could name a child."""
    link = _account_link(mail) if mail.kind in ACCOUNT_MAIL else mail.link
    context = {"mail": mail, "link": f"{settings.SITE_URL}{link}", "site": settings.SITE_URL}
    subject = f"Case review register: {mail.get_kind_display().lower()}"
    text = render_to_string("mail/message.txt", context)
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, to=[mail.user.email], connection=connection, headers=headers)


def _account_link(mail: Mail) -> str:
    """Works once, and for three days from now."""
    key = urlsafe_base64_encode(force_bytes(mail.user.pk))
    return f"/admin/password/{key}/{default_token_generator.make_token(mail.user)}/"
