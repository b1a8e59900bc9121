import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reviews.lib.clock import ClockTimestamp
from reviews.lib.storage import documents_storage


class UploadQuerySet(models.QuerySet):
    def waiting(self) -> "UploadQuerySet":
        """Those that are still to be checked, or are being checked now."""
        return self.filter(document=None, refusals=[])

    def done(self) -> "UploadQuerySet":
        """Those that were taken or refused."""
        return self.exclude(document=None, refusals=[])


class Upload(models.Model):
    """A file that somebody sent for a draft: it waits to be checked, was taken, or was refused. Mutable.

    It is no part of the edition. ``file`` is where its bytes are until they are checked, ``refusals`` are
    sentences that say why it was not taken. ``is_placed`` says that the draft was saved with it, or without it by
    whoever sent it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("reviews.Edition", models.CASCADE, related_name="uploads")
    # The saved row that waits for it. No constraint: each save writes all rows anew, with their keys.
    attachment = models.ForeignKey(
        "reviews.Attachment",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
    )
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    file = models.FileField(storage=documents_storage, max_length=200)
    sent_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    document = models.ForeignKey(
        "reviews.Document", models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusals = ArrayField(models.TextField(), default=list, blank=True)
    is_placed = models.BooleanField(default=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None) | Q(refusals=[]), name="upload_taken_or_refused"
            )
        ]

    def __str__(self) -> str:
        return f"upload {self.sha256[:12]}"

    @property
    def is_waiting(self) -> bool:
        return self.document_id is None and not self.refusals
