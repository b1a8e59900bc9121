from django.db import models

from reviews.lib.clock import ClockTimestamp
from reviews.lib.storage import documents_storage
from reviews.models.document import Document


class OriginalQuerySet(models.QuerySet):
    def with_fate(self) -> "OriginalQuerySet":
        """Each with ``is_destroyed``: an erasure took its bytes, with this copy of it or with another."""
        same = models.Q(sha256=models.OuterRef("sha256"))
        by_copy = Original.objects.filter(same).exclude(document__erased_at=None)
        by_itself = Document.objects.filter(same).exclude(erased_at=None)
        return self.annotate(is_destroyed=models.Exists(by_copy) | models.Exists(by_itself))


class Original(models.Model):
    """The file that was uploaded where a document is the cleaned copy of it. Append-only.

    The public never gets it. Whoever opens it gives a reason, which is an event. It goes with the
    document when that is erased.
    """

    class Reason(models.TextChoices):
        """Why somebody opens it; a list, because typed words could name a child."""

        COMPARE = "compare", "to compare it with the cleaned copy"
        REMOVED = "removed", "to read what was taken out"
        DOUBT = "doubt", "somebody doubts that the copy shows the same"
        LEGAL = "legal", "a court or the board’s lawyers ask for it"
        ERASURE = "erasure", "to decide whether it has to be destroyed"

    document = models.ForeignKey(Document, models.PROTECT, related_name="originals")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    file = models.FileField(storage=documents_storage, max_length=200)
    cover = models.FileField(storage=documents_storage, max_length=200)
    uploaded_by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = OriginalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="original_kept_once"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0),
                name="original_named_by_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"original {self.sha256[:12]}"
