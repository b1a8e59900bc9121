from django.db import models
from django.db.models import Q

from reviews.models.review_edition import ReviewEdition


class BoardResponse(models.Model):
    """The board's response in words. Frozen with its edition."""

    edition = models.OneToOneField(ReviewEdition, models.CASCADE, related_name="response")
    actions_taken = models.TextField(blank=True, help_text="What has been done already. Markdown.")
    impact = models.TextField(blank=True, help_text="What difference it has made. Markdown.")
    next_steps = models.TextField(blank=True, help_text="What more will be done. Markdown.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(actions_taken="", impact="", next_steps=""),
                name="response_is_not_empty",
            )
        ]

    def __str__(self) -> str:
        return "Board response"
