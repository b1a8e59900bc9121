"""E-mail to staff: what each person wants, what waits to be sent, and how far the ledger was read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from reviews.lib.clock import ClockTimestamp
from reviews.models.user import User


class MailQuerySet(models.QuerySet):
    def unsent(self) -> "MailQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def failing(self) -> "MailQuerySet":
        """Those that a mail server refused at least once and that have not been sent since."""
        return self.filter(sent_at=None).exclude(last_fault="")


class Mail(models.Model):
    """One e-mail to one person, queued until it is sent. Mutable; deleted when it is old.

    It holds no words of a review: a reference, and the address of a page behind the sign-in.
    """

    class Kind(models.TextChoices):
        WAITS = "waits", "An edition waits for your approval"
        RETURNED = "returned", "An edition was returned to you with remarks"
        APPROVED = "approved", "An edition was approved"
        LIVE = "live", "An edition is live"
        UNSIGNED = "unsigned", "A published edition lacks a second signature"
        OVERDUE = "overdue", "Actions of an action plan are overdue"
        READ_AGAIN = "read_again", "A page is due to be read again"
        FOUND = "found", "Newer checks found something in a file"
        CONCERN = "concern", "A reader reported a concern"
        CONCERN_DUE = "concern_due", "The acknowledgement of a concern is due"
        INVITATION = "invitation", "Your account"
        RESET = "reset", "A new password"

    user = models.ForeignKey(User, models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=100, help_text="What it is about: nobody is sent it twice.")
    reference = models.CharField(max_length=60, blank=True, help_text="“page 12, edition 3”.")
    link = models.CharField(max_length=200, blank=True, help_text="Below the site's address.")
    queued_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    next_try_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    given_up_at = models.DateTimeField(null=True, editable=False)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(F("user"), F("key"), name="mail_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.reference})" if self.reference else self.kind


class MailPreference(models.Model):
    """Which kinds of e-mail a person does not want. Without a row, all are sent. Mutable."""

    user = models.OneToOneField(User, models.PROTECT, related_name="mail_preference")
    unwanted = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"E-mail preferences of {self.user}"


class LedgerCursor(models.Model):
    """The number of the last event that was turned into e-mail. One row. Mutable."""

    seq = models.BigIntegerField(default=0)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Read up to event {self.seq}"
