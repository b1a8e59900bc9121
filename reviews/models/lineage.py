from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reviews.models.review_edition import ReviewEdition
from reviews.models.withdrawal import Withdrawal


class Succession(models.TextChoices):
    """Why one file takes the place of another. The minimum term of the first goes on with it."""

    CORRECTED_REDACTION = "corrected_redaction", _("a redaction was corrected")
    CORRECTION = "correction", _("an error was corrected")
    TYPOGRAPHICAL = "typographical", _("spelling or layout was corrected")
    ACCESSIBLE = "accessible", _("this version is accessible")
    TRANSLATION = "translation", _("a translation was added")
    UPDATED = "updated", _("it was brought up to date")
    JOINED = "joined", _("several documents became one file")


class LineageQuerySet(models.QuerySet):
    def begun(self, *, by: datetime) -> "LineageQuerySet":
        """What the editions that had gone live by that moment state."""
        return self.filter(edition__live_from__lte=by)


class Lineage(models.Model):
    """What becomes of a document that the edition before showed and this one does not.

    Either ``successor``, a document of this edition, is its successor and carries its minimum term
    on, or it is withdrawn: for a listed reason and, while the term runs, by somebody's authority.
    """

    REASONS = [
        ("It is replaced, because", Succession.choices),
        ("It is withdrawn, because", Withdrawal.Reason.choices),
    ]
    # The replaced file showed what nobody may read any more.
    HIDING = Succession.CORRECTED_REDACTION

    edition = models.ForeignKey(ReviewEdition, models.CASCADE, related_name="lineage")
    position = models.PositiveSmallIntegerField(default=1)
    document = models.ForeignKey("reviews.Document", models.PROTECT, related_name="departures")
    successor = models.ForeignKey(
        "reviews.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="replaced by",
    )
    reason = models.CharField(max_length=20, choices=REASONS, blank=True)
    authorised_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who decided it: name and office. Needed while the minimum term runs. Kept in the "
        "record, not shown to the public.",
    )
    public_note = models.TextField(
        blank=True,
        help_text="What readers find at the address of a withdrawn file, and in the page’s history. "
        "Name nobody; say how to ask for a copy.",
    )

    objects = LineageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "document that leaves"
        verbose_name_plural = "documents that leave"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "document"], name="document_leaves_once_in_edition"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("document")),
                name="document_does_not_succeed_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display() or "not decided yet"

    @property
    def is_withdrawn(self) -> bool:
        return self.successor_id is None

    @property
    def is_hidden(self) -> bool:
        """Nobody may read the document any more, in earlier editions neither."""
        return self.is_withdrawn or self.reason == self.HIDING
