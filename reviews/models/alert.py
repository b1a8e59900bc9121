"""E-mail alerts for the public: who asked for which, and what there is to send.

No row here points at the record, and no row of the record points here: addresses can be deleted, and
neither the ledger nor the evidence knows of them. Topics name pages and boards by their numbers.
"""

import datetime
import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.lib.clock import ClockTimestamp

# How long whoever sends a message may take; after that it counts as not sent.
CLAIM = datetime.timedelta(minutes=10)


class QueuedQuerySet(models.QuerySet):
    def waiting(self) -> "QueuedQuerySet":
        return self.filter(Q(due_at__isnull=False) | Q(claimed_until__isnull=False))

    @transaction.atomic
    def claim(self, *, now: datetime.datetime) -> "Queued | None":
        """One row of which a message is due, and which no other sender gets until it is released.

        No transaction is open while the message is sent.
        """
        due = Q(claimed_until=None, due_at__lte=now) | Q(claimed_until__lt=now)
        locked = self.select_for_update(skip_locked=True, of=("self",))
        row = locked.filter(due).order_by("due_at", "pk").first()
        if row is not None:
            # From now on whatever happens makes it due again, also while the message is on its way.
            row.note(due_at=None, claimed_until=now + CLAIM)
        return row


class Queued(models.Model):
    """What a message may be due of. Mutable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    due_at = models.DateTimeField(null=True, editable=False, db_index=True)
    claimed_until = models.DateTimeField(null=True, editable=False)

    objects = QueuedQuerySet.as_manager()

    class Meta:
        abstract = True

    def note(self, **facts) -> None:
        """Write these facts and no others: senders at the same time write theirs."""
        type(self).objects.filter(pk=self.pk).update(**facts)

    def release(self, **facts) -> None:
        """Let other senders have it again."""
        self.note(claimed_until=None, **facts)


class Subscriber(Queued):
    """An e-mail address, encrypted. Mutable: deleted with the last of its subscriptions.

    The message that is due of it asks its owner to confirm. ``asked_at`` is when that was last queued;
    empty once it was answered.
    """

    digest = models.CharField(max_length=64, unique=True, help_text="Keyed; finds the address.")
    sealed = models.BinaryField()
    language = models.CharField(max_length=5, default="en-gb", help_text="Of the messages.")
    asked_at = models.DateTimeField(null=True, editable=False)
    refused_since = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    given_up_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"


class SubscriptionQuerySet(QueuedQuerySet):
    def confirmed(self) -> "SubscriptionQuerySet":
        return self.exclude(confirmed_at=None)

    def unanswered(self) -> "SubscriptionQuerySet":
        """What somebody asked for in the name of an address whose owner has not confirmed it."""
        return self.exclude(wanted="")


class Subscription(Queued):
    """That an address gets alerts about one topic, once its owner has confirmed it. Mutable.

    ``wanted`` is the pace that was asked for and not confirmed yet. ``read_until`` is the number of the
    last news that its messages dealt with.
    """

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("As things happen")
        WEEKLY = "weekly", _("Once a week, on Monday")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=30, help_text="“page-12” or “board-3”.")
    pace = models.CharField(max_length=10, choices=Pace)
    wanted = models.CharField(max_length=10, choices=Pace, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    read_until = models.BigIntegerField(default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["topic"], name="subscription_topic")]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "topic"], name="subscribed_once")
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"


class AlertNews(models.Model):
    """What happened to a public page and still held a quarter of an hour later. Mutable.

    It follows from the periods of editions; see ``reviews.alerts.news``.
    """

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        AGAIN = "again", _("Published again")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    page = models.BigIntegerField()
    edition = models.PositiveIntegerField(help_text="Its number: the one that began, or ended.")
    kind = models.CharField(max_length=10, choices=Kind)
    moment = models.DateTimeField(help_text="When it began, or ended.")
    topics = ArrayField(models.CharField(max_length=30))
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["page"], name="alert_news_page"),
            GinIndex(fields=["topics"], name="alert_news_topics"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: page {self.page}"


class AlertCursor(models.Model):
    """Since when, and up to when, the periods of editions were read for news. One row. Mutable."""

    begun_at = models.DateTimeField()
    read_until = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Read up to {self.read_until}"


class AlertNetwork(models.Model):
    """How often alerts were asked for from one network within an hour. Mutable; deleted after it."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="Keyed, of its address.")
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"
