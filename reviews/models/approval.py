from django.db import models
from django.db.models import Exists, OuterRef, Q

from reviews.lib.clock import ClockTimestamp
from reviews.models.edition import Edition


class ApprovalQuerySet(models.QuerySet):
    def of(self, edition: Edition) -> "ApprovalQuerySet":
        """What was said of this edition, the first first; not of an earlier draft of its number."""
        return self.filter(
            page=edition.page_id, edition_number=edition.number, at__gte=edition.created_at
        ).order_by("pk")

    def unanswered_overrides(self) -> "ApprovalQuerySet":
        """Overrides after which nobody has signed the edition."""
        signed = self.model.objects.filter(
            page=OuterRef("page"),
            edition_number=OuterRef("edition_number"),
            verdict=Approval.Verdict.APPROVED,
            pk__gt=OuterRef("pk"),
        )
        return self.filter(~Exists(signed), verdict=Approval.Verdict.OVERRIDDEN)


class Approval(models.Model):
    """A named person's word on the digest of an edition: a signature, a return, a step back. Append-only.

    It names page and number rather than the row of the edition, so that it outlives a discarded draft.
    """

    class Verdict(models.TextChoices):
        SUBMITTED = "submitted", "submitted for approval"
        RETURNED = "returned", "returned with remarks"
        APPROVED = "approved", "approved"
        OVERRIDDEN = "overridden", "published without a second person"
        TAKEN_BACK = "taken_back", "taken back"

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="approvals")
    edition_number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    digest = models.CharField(max_length=64, help_text="Of everything that the edition said then.")
    parts = models.JSONField(
        default=dict, help_text="The digest of each field and part by its name."
    )
    remarks = models.TextField(blank=True)
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="approval_signs_a_digest"
            ),
            models.CheckConstraint(
                condition=~Q(remarks="") | Q(verdict__in=["submitted", "approved", "taken_back"]),
                name="return_and_override_have_remarks",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.by} {self.get_verdict_display()} edition {self.edition_number} of {self.page}"
        )
