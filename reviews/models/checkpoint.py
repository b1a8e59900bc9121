from django.db import models
from django.db.models import Q


class Checkpoint(models.Model):
    """The ledger's size and head at a moment, signed and published outside the database. Append-only."""

    size = models.BigIntegerField(
        unique=True, help_text="The number of the last event that it covers."
    )
    head = models.BinaryField(max_length=32, help_text="The hash of that event.")
    at = models.DateTimeField()
    note = models.TextField(help_text="The published text, signature included.")

    class Meta:
        ordering = ["size"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="checkpoint_covers_something")
        ]

    def __str__(self) -> str:
        return f"Checkpoint of {self.size} events"
