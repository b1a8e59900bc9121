from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from reviews.lib.clock import ClockTimestamp
from reviews.lib.compiled import AT, among, compiled
from reviews.lib.dates import PartialDate
from reviews.models.edition import Edition
from reviews.models.page import Page


class WithdrawalQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "WithdrawalQuerySet":
        """The notices shown at ``at``: withdrawals after which no edition of the page went live.

        An erased page has none: its address is gone.
        """
        later = Edition.objects.begun(by=at).filter(
            page=OuterRef("edition__page"), live_from__gt=OuterRef("edition__live_from")
        )
        return self.filter(
            ~Exists(later), edition__live_until__lte=at, edition__page__erased_at=None
        )

    def in_force(self, page: Page, *, at: datetime) -> "Withdrawal | None":
        """The one that keeps the page from public view at ``at``, with its edition; None if there is none."""
        found = _of_pages().first({"pages": [page.pk], "at": at})
        models.prefetch_related_objects([found] if found else [], "corrections")
        return found


@compiled
def _of_pages() -> WithdrawalQuerySet:
    of_pages = Withdrawal.objects.public(at=AT).filter(among("edition__page", "pages"))
    return of_pages.select_related("edition__page")


class Withdrawal(models.Model):
    """A page was taken from public view: why, and what readers find instead. Append-only."""

    class Reason(models.TextChoices):
        COURT_ORDER = "court_order", "court order"
        SAFETY = "safety", "somebody’s safety"
        DATA_BREACH = "data_breach", "data breach"
        ANONYMITY = "anonymity", "anonymity at risk"
        ERROR = "error", "published in error"
        TERM_ENDED = "term_ended", "the publication term has ended"
        SUPERSEDED = "superseded", "replaced by another page"

    class Answer(models.TextChoices):
        NOTICE = "notice", "the notice, as an ordinary page"
        GONE = "gone", "the notice, as a page that is gone for good"

    edition = models.OneToOneField("reviews.Edition", models.PROTECT, related_name="withdrawal")
    reason = models.CharField(
        max_length=15, choices=Reason, help_text="Kept in the record, not shown."
    )
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NOTICE)
    authorised_by = models.CharField(
        max_length=200, blank=True, help_text="Needed while the minimum term runs: who decided it."
    )
    public_note = models.TextField(help_text="What readers find at this address. Name nobody.")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(public_note=""), name="withdrawal_has_a_public_note"
            )
        ]

    def __str__(self) -> str:
        return f"Withdrawal of {self.edition}"

    @property
    def day(self) -> PartialDate:
        return PartialDate.of(self.edition.live_until)

    @property
    def note_now(self) -> str:
        """The latest of its notes."""
        latest = max(self.corrections.all(), key=lambda row: row.pk, default=self)
        return latest.public_note

    def note_at(self, moment: datetime) -> str:
        """What readers found at the address at that moment: the note, or its latest correction by then."""
        known = [row for row in self.corrections.all() if row.at <= moment]
        return max(known, key=lambda row: row.pk).public_note if known else self.public_note


class NoteCorrection(models.Model):
    """Another public note in the place of a withdrawal's, from then on. Append-only."""

    # By the key of its edition, which is what an erasure knows it by.
    withdrawal = models.ForeignKey(
        Withdrawal,
        models.PROTECT,
        to_field="edition",
        db_column="edition_id",
        related_name="corrections",
    )
    public_note = models.TextField(help_text="What readers find at this address. Name nobody.")
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(public_note=""), name="note_correction_has_a_public_note"
            )
        ]

    def __str__(self) -> str:
        return f"Correction of the note at {self.withdrawal.edition.page}"
