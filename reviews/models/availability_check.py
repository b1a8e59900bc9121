from django.db import models
from django.db.models import Q

from reviews.lib.clock import ClockTimestamp


class AvailabilityCheck(models.Model):
    """What an address answered when it was fetched as the public fetches it. Append-only.

    A day without a row was not checked, which never counts as available.
    """

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="availability_checks")
    document = models.ForeignKey(
        "reviews.Document",
        models.PROTECT,
        null=True,
        related_name="availability_checks",
        help_text="The file that was to be served; empty for the page itself.",
    )
    address = models.CharField(max_length=300)
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    status = models.PositiveSmallIntegerField(help_text="The HTTP status; 0: no answer.")
    size = models.PositiveBigIntegerField(help_text="Of the answer, in bytes.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the answer.")
    was_available = models.BooleanField(
        help_text="Answered 200, and a file with the bytes that were approved."
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["page", "at"], name="availability_by_page_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(was_available=False) | Q(status=200),
                name="available_means_answered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.status}"
