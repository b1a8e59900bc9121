from datetime import datetime

from django.db import models
from django.db.models import F, Q

from reviews.lib.clock import ClockTimestamp


class BoardSuccessionQuerySet(models.QuerySet):
    def agreed(self, *, by: datetime) -> "BoardSuccessionQuerySet":
        """Those to which somebody had agreed by that moment, ended since or not."""
        return self.filter(agreed_at__lte=by)

    def open(self) -> "BoardSuccessionQuerySet":
        """Those that nobody has ended, agreed to or not."""
        return self.filter(ended_at=None)


class BoardSuccession(models.Model):
    """That a board which public pages name took over from another, found out later.

    One person proposes it. Once another agrees, the board ``succeeds`` the earlier one, until somebody ends
    that: it was a mistake. What was agreed to stays on record; a proposal that is turned down goes away.
    """

    board = models.ForeignKey("reviews.Board", models.PROTECT, related_name="successions")
    earlier = models.ForeignKey("reviews.Board", models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    agreed_by = models.ForeignKey("reviews.User", models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey("reviews.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = BoardSuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "earlier"],
                condition=Q(ended_at=None),
                name="succession_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False)
                & ~Q(agreed_by=F("proposed_by")),
                name="succession_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__isnull=False, agreed_at__isnull=False)
                & Q(ended_at__gte=F("agreed_at")),
                name="succession_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} took over from {self.earlier}"
