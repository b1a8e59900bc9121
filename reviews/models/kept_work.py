import uuid

from django.db import models

from reviews.lib.clock import ClockTimestamp


class KeptWork(models.Model):
    """What somebody typed and sent after their session had ended, until they have signed in again. Mutable.

    ``sealed`` is encrypted by a key that only their browser has, so no backup holds their words. ``owner``
    is whoever opened the form; empty where that is not known, until somebody with the key asks for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        "reviews.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    sealed = models.BinaryField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Work kept at {self.kept_at}"
