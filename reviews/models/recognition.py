import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from reviews.lib.clock import ClockTimestamp


class RecognitionQuerySet(models.QuerySet):
    def waiting(self) -> "RecognitionQuerySet":
        """Those that a worker has to do, or is doing now."""
        return self.filter(refusals=[])


class Recognition(models.Model):
    """Somebody asked that the text of a scan in a draft is recognised afresh, by a worker. Mutable.

    It ends with the copy that takes the place of the document; ``refusals`` are sentences that say why
    there is none. ``languages`` are those of the pages.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("reviews.Edition", models.CASCADE, related_name="recognitions")
    document = models.ForeignKey("reviews.Document", models.PROTECT, related_name="+")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=12))
    asked_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    refusals = ArrayField(models.TextField(), default=list, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "document"], name="recognition_asked_once_of_a_file"
            )
        ]

    def __str__(self) -> str:
        return f"recognition of {self.document}"

    @property
    def is_waiting(self) -> bool:
        return not self.refusals
