from datetime import datetime

from django.db import models
from django.db.models import F, Q


class BannerQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "BannerQuerySet":
        """The messages shown at the moment ``at``."""
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)


class Banner(models.Model):
    """A service message with a period. Frozen once it has begun, but for an end in the future."""

    heading = models.CharField(max_length=150)
    message = models.TextField(help_text="Markdown.")
    live_from = models.DateTimeField("shown from")
    live_until = models.DateTimeField("shown until", null=True, blank=True)

    objects = BannerQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="banner_does_not_end_before_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def has_ended(self, *, at: datetime) -> bool:
        """It is shown no more; one that was taken back before it began never was."""
        return self.live_until is not None and self.live_until <= max(at, self.live_from)
