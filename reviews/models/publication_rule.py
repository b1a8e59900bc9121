from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import ngettext

from reviews.lib.clock import ClockTimestamp
from reviews.models.board import Board
from reviews.models.review_edition import ReviewType


class PublicationRuleQuerySet(models.QuerySet):
    def known(self, *, at: datetime) -> "PublicationRuleQuerySet":
        """The rules recorded by that moment, those that came into force last first."""
        return self.filter(recorded_at__lte=at).order_by("-in_force_from", "-pk")


class PublicationRule(models.Model):
    """What guidance asks of the publication of a type of review in a nation. Append-only.

    A rule that changes is a further row with a later ``in_force_from``.
    """

    jurisdiction = models.CharField(max_length=20, choices=Board.Jurisdiction)
    review_type = models.CharField(max_length=20, choices=ReviewType)
    guidance = models.CharField("guidance and its edition", max_length=200)
    minimum_months = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    on_request_afterwards = models.BooleanField(
        default=False, help_text="After the term, copies are given to those who ask."
    )
    citation = models.TextField(
        help_text="Where the rule is published, so that anybody can look it up."
    )
    in_force_from = models.DateField()
    in_force_to = models.DateField(
        null=True,
        blank=True,
        help_text="The first day on which it no longer is. Empty while it is in force.",
    )
    is_verified = models.BooleanField(
        default=False,
        help_text="Somebody has read the rule at its source. An unverified rule is never cited to the public.",
    )
    verification = models.TextField(blank=True, help_text="What was verified, and what was not.")
    recorded_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = PublicationRuleQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction", "review_type", "-in_force_from"]
        constraints = [
            models.CheckConstraint(condition=~Q(citation=""), name="rule_cites_its_source"),
            models.CheckConstraint(
                condition=Q(minimum_months=None) | Q(minimum_weeks=None),
                name="rule_has_one_term_at_most",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gt=F("in_force_from")),
                name="rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_review_type_display()}, {self.get_jurisdiction_display()}: {self.guidance}"
        )

    def is_in_force(self, *, on: date) -> bool:
        return self.in_force_from <= on and not (self.in_force_to and self.in_force_to <= on)

    @property
    def term(self) -> str:
        """“12 months”, “12 weeks”; empty when the rule sets no minimum term."""
        if self.minimum_months:
            return ngettext("%(count)s month", "%(count)s months", self.minimum_months) % {
                "count": self.minimum_months
            }
        if not self.minimum_weeks:
            return ""
        return ngettext("%(count)s week", "%(count)s weeks", self.minimum_weeks) % {
            "count": self.minimum_weeks
        }


class NoticeDuty(models.Model):
    """Whom a rule requires to be notified before publication, and how long before. Append-only."""

    rule = models.ForeignKey(PublicationRule, models.PROTECT, related_name="notice_duties")
    recipient = models.CharField(max_length=200)
    working_days = models.PositiveSmallIntegerField(
        help_text="Before the day of publication; 0: beforehand."
    )
    is_verified = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "notice duties"
        constraints = [
            models.UniqueConstraint(fields=["rule", "recipient"], name="recipient_once_in_rule")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.working_days} working days before"
