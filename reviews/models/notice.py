from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """Somebody was notified of a coming publication. Append-only."""

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="notices")
    recipient = models.CharField(max_length=200)
    sent_on = models.DateField()
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(recipient=""), name="notice_names_its_recipient")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.sent_on}"
