from django.db import models

from reviews.lib.clock import ClockTimestamp


class UnsavedWork(models.Model):
    """What one person has typed in a draft and not saved yet; the browser sends it now and then. Mutable.

    It is no part of the edition: nobody else sees it, no digest covers it, and saving the draft ends it.
    ``fields`` are those of the form as they were sent, each a list of texts, whether they are valid or not.
    """

    edition = models.ForeignKey("reviews.Edition", models.CASCADE, related_name="unsaved_work")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    fields = models.JSONField()
    typed_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "by"], name="unsaved_work_once_per_person")
        ]

    def __str__(self) -> str:
        return f"Unsaved work of {self.by} in {self.edition}"
