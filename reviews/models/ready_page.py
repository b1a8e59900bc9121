"""Public pages ready to be sent, and the changes after which they no longer are."""

from django.db import models


class ReadyPage(models.Model):
    """The answer at one address, made once from the state of the register that ``generation`` names.

    Anybody can make it again, so it may be deleted at any time.
    """

    path = models.TextField(primary_key=True)
    generation = models.TextField()
    valid_until = models.DateTimeField()
    modified = models.DateTimeField()
    headers = models.JSONField()
    digest = models.TextField()
    plain = models.BinaryField()
    gzip = models.BinaryField()
    brotli = models.BinaryField()

    def __str__(self) -> str:
        return self.path


class PublicChange(models.Model):
    """That a transaction changed something public. Triggers write it; see migrations/sql/0002/ready_pages.sql."""

    def __str__(self) -> str:
        return str(self.pk)
