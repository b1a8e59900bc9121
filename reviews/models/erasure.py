from django.db import models

from reviews.lib.clock import ClockTimestamp


class ErasureRequestQuerySet(models.QuerySet):
    def waiting(self) -> "ErasureRequestQuerySet":
        """Those that nobody has carried out or declined yet, of pages of which something is left."""
        return self.filter(erasure=None, decline=None, page__erased_at=None)


class ErasureRequest(models.Model):
    """Somebody asks that what named a child is destroyed. Append-only.

    Of the whole page, or of one document of it only.
    """

    class Reason(models.TextChoices):
        CHILD = "child", "it names a child"
        PERSON = "person", "it names another person"
        COURT_ORDER = "court_order", "court order"

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="erasure_requests")
    document = models.ForeignKey(
        "reviews.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="erasure_requests",
        help_text="Only this file. Empty: the page with everything that it ever said.",
    )
    reason = models.CharField(max_length=15, choices=Reason)
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Request to erase {self.document or self.page}"


class ErasureDecline(models.Model):
    """A request is taken back by those who may ask, or turned down by an administrator. Append-only."""

    request = models.OneToOneField(ErasureRequest, models.PROTECT, related_name="decline")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Decline of: {self.request}"


class Erasure(models.Model):
    """A second person carried a request out. Append-only; written by the database alone."""

    request = models.OneToOneField(ErasureRequest, models.PROTECT, related_name="erasure")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    transaction = models.BigIntegerField(help_text="While it runs, the triggers let it pass.")

    def __str__(self) -> str:
        return f"Erasure {self.pk}"
