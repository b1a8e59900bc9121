from datetime import datetime

from django.db import models
from django.db.models import Q

from reviews.lib.clock import ClockTimestamp
from reviews.models.edition import Edition
from reviews.models.page import validate_not_reserved


class FormerAddressQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "FormerAddressQuerySet":
        """The addresses that lead to a page which is public at the moment ``at``."""
        return self.filter(added_at__lte=at, page__in=Edition.objects.public(at=at).values("page"))


class FormerAddress(models.Model):
    """An address at which a page used to be found, here or on an earlier website. Append-only."""

    path = models.CharField(
        max_length=300,
        unique=True,
        validators=[validate_not_reserved],
        help_text="Without the first and last slash.",
    )
    added_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="former_addresses")

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former addresses"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=~Q(path=""), name="former_address_not_empty")
        ]

    def __str__(self) -> str:
        return f"/{self.path}/"
