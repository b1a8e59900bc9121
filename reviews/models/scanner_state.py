from django.db import models
from django.db.models import Q


class ScannerState(models.Model):
    """What the malware scanner answered when it was last asked how it is: one row."""

    asked_at = models.DateTimeField()
    list_of = models.DateTimeField(null=True, help_text="The moment of its list of malware.")
    fault = models.TextField(
        blank=True, help_text="Why it could not scan, as the end of a sentence."
    )

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="scanner_has_one_state")]

    def __str__(self) -> str:
        return self.fault or "it scans"
