from django.db import models

from reviews.lib.clock import ClockTimestamp


class ReadingCopy(models.Model):
    """What readers get beside the PDF: its words as a web page, and what decides whether everybody
    can read the file itself. Append-only, but for its erasure.

    It is made once, with the document, so that the public reads what was approved.
    """

    document = models.OneToOneField("reviews.Document", models.PROTECT, related_name="reading_copy")
    html = models.TextField(
        blank=True, help_text="Of tagged files; of others readers get the text by page."
    )
    accessibility = models.JSONField(
        default=dict, blank=True, help_text="The numbers of reviews.pdf.Accessibility."
    )
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        verbose_name_plural = "reading copies"

    def __str__(self) -> str:
        return f"reading copy of {self.document}"
