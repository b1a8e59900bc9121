from django.db import models

from reviews.lib.clock import ClockTimestamp


class HoldQuerySet(models.QuerySet):
    def in_force(self) -> "HoldQuerySet":
        return self.filter(release=None)


class Hold(models.Model):
    """While it lasts, nothing of the page may go live. What is live stays. Append-only."""

    class Reason(models.TextChoices):
        PROCEEDINGS = "proceedings", "criminal proceedings"
        INQUEST = "inquest", "inquest"
        COURT_ORDER = "court_order", "court order"
        FAMILY = "family", "family not yet informed"
        OTHER = "other", "other"

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=15, choices=Reason)
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page} held: {self.get_reason_display()}"


class Release(models.Model):
    """The end of a hold. Append-only."""

    hold = models.OneToOneField(Hold, models.PROTECT, related_name="release")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    def __str__(self) -> str:
        return f"Release of {self.hold}"
