"""What the checks of a document found, and why staff let some of it be."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from reviews import pdf
from reviews.lib.clock import ClockTimestamp


class DocumentCheck(models.Model):
    """A document was looked through, with all that was found then. Append-only.

    The latest of a document is what a draft has to be in order by. Those before it stay as they were:
    what was approved by them was.
    """

    document = models.ForeignKey("reviews.Document", models.PROTECT, related_name="checks")
    version = models.PositiveIntegerField(help_text="Of the checks.")
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The check before, if this one was made because the checks have changed.",
    )
    cleaned_from = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of the file that was uploaded, if the document is a cleaned copy of it.",
    )
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    def __str__(self) -> str:
        return f"check of {self.document}"


class FindingQuerySet(models.QuerySet):
    def open(self) -> "FindingQuerySet":
        """Those of the latest check of their document for which something has to happen."""
        later = DocumentCheck.objects.filter(
            document=models.OuterRef("document"), pk__gt=models.OuterRef("source")
        )
        rows = self.exclude(severity__in=Finding.HARMLESS)
        return rows.filter(~models.Exists(later), waiver=None, earlier_waiver=None)


class Finding(models.Model):
    """Something in a document that readers should not get. Append-only, but for its erasure.

    ``recovered`` is masked until somebody asks to see it, which is an event.
    """

    class Severity(models.TextChoices):
        BLOCKS = "blocks", "must not be published"
        SETTLE = "settle", "to be settled"
        CLEANED = "cleaned", "not for readers"
        INFORMATION = "information", "for information"
        REMOVED = "removed", "was taken out"

    HARMLESS = frozenset({Severity.INFORMATION, Severity.REMOVED})

    # The document’s name again, with which the words are erased.
    document = models.ForeignKey("reviews.Document", models.PROTECT, related_name="findings")
    source = models.ForeignKey(DocumentCheck, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=30, help_text="One of reviews.pdf.KINDS.")
    severity = models.CharField(max_length=12, choices=Severity)
    page = models.PositiveIntegerField(default=0, help_text="0 is the whole file.")
    box = ArrayField(models.FloatField(), default=list, blank=True, help_text="In points.")
    why = models.CharField(max_length=80, blank=True)
    recovered = models.TextField(blank=True)
    picture = models.BinaryField(default=b"", blank=True)
    earlier_waiver = models.ForeignKey(
        "reviews.Waiver",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Of the same finding of an earlier check; the database compares the two.",
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(severity="blocks") | models.Q(earlier_waiver=None),
                name="what_blocks_is_never_settled",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.document}"

    @property
    def sentence(self) -> str:
        if self.severity == self.Severity.REMOVED and self.kind in pdf.TAKEN:
            return "There was text here that readers could not see."
        if self.severity == self.Severity.REMOVED and self.kind == pdf.SCAN:
            return "There was text here that another program had recognised in the pictures."
        return pdf.KINDS[self.kind][1]

    @property
    def words(self) -> str:
        """“hidden text”."""
        return pdf.in_words(self.kind)

    @property
    def is_open(self) -> bool:
        """Something has to happen before the document may be published."""
        return self.severity not in self.HARMLESS and not self.is_settled

    @property
    def settlement(self) -> "Waiver | None":
        """Why it may stay: said of it, or of the same finding of an earlier check."""
        return getattr(self, "waiver", None) or self.earlier_waiver

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None

    @property
    def may_be_settled(self) -> bool:
        return self.is_open and self.severity != self.Severity.BLOCKS


class Waiver(models.Model):
    """Why a finding may stay in a document that is published. Append-only, but for its erasure."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="waiver")
    document = models.ForeignKey("reviews.Document", models.PROTECT, related_name="waivers")
    reason = models.TextField()
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"waiver of {self.finding}"
