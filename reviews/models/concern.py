"""What readers report: that a page names somebody, or that something else in it is wrong."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.lib.clock import ClockTimestamp
from reviews.models.user import User


class ConcernQuerySet(models.QuerySet):
    def of(self, user: User) -> "ConcernQuerySet":
        """Those of the boards that this person works for; of no board, for those who work for all."""
        return self if user.all_boards else self.filter(board__in=user.boards.all())

    def open(self) -> "ConcernQuerySet":
        return self.filter(closed_on=None)

    def to_acknowledge(self) -> "ConcernQuerySet":
        """Those whose sender waits for word that they have arrived, the earliest first."""
        return self.open().filter(acknowledged_on=None, wants_answer=True).order_by("received_on")


class Concern(models.Model):
    """A case that somebody outside opened. Mutable: it can be deleted.

    What was written, and by whom, is stored encrypted (``reviews.lib.sealing``): neither the ledger nor
    any mail or log knows it.
    """

    class Kind(models.TextChoices):
        NAMES = "names", _("It names somebody, or gives away who somebody is")
        PERSONAL = "personal", _("Personal information about me is used wrongly")
        WRONG = "wrong", _("Something in it is wrong")
        COPY = "copy", _("A problem with a copy to read on this website")
        ACCESS = "access", _("I cannot read or use it")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        WITHDRAWN = "withdrawn", "The page or document was withdrawn"
        CORRECTED = "corrected", "It was corrected"
        HELD = "held", "It was put on hold"
        UNCHANGED = "unchanged", "It stays as it is"
        PASSED_ON = "passed_on", "Passed on to whom it concerns"
        NOT_A_CONCERN = "not_a_concern", "No concern, such as advertising"

    NO_ADDRESS = (
        "No e-mail address was given, so nobody can be written to and nothing is recorded here. Look into "
        "what was reported, and close the case with what came of it."
    )

    reference = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    board = models.ForeignKey("reviews.Board", models.PROTECT, null=True, related_name="concerns")
    page = models.ForeignKey("reviews.Page", models.PROTECT, null=True, related_name="concerns")
    sealed = models.BinaryField()
    wants_answer = models.BooleanField()
    received_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    received_on = models.DateField(help_text="The day in London.")
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    sealed_note = models.BinaryField(null=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(acknowledged_on__isnull=False, acknowledged_by__isnull=False),
                name="concern_acknowledged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_by=None, outcome="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="concern_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Concern {self.reference}"

    def is_late(self, *, due: date, today: date) -> bool:
        return self.is_waiting and due < today

    @property
    def is_waiting(self) -> bool:
        """Its sender waits for an acknowledgement."""
        return self.wants_answer and self.acknowledged_on is None and self.closed_on is None


class ConcernSender(models.Model):
    """That one network address sent a concern; kept for a day. Mutable.

    ``digest`` is keyed and of that day: the address cannot be read from it.
    """

    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["at"], name="concern_sender_at")]

    def __str__(self) -> str:
        return f"sender {self.pk}"
