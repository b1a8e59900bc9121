from django.db import models
from django.db.models import Q

from reviews.models.partial_date import PartialDateField, partial_dates_well_formed
from reviews.models.review_edition import ReviewEdition


class ActionPlan(models.Model):
    """That there is an action plan, and how it is followed up. Frozen with its edition."""

    edition = models.OneToOneField(ReviewEdition, models.CASCADE, related_name="action_plan")
    introduction = models.TextField(blank=True, help_text="Shown above the actions. Markdown.")
    monitoring = models.CharField(
        max_length=300,
        blank=True,
        help_text="Completes “an action plan, which …”: will be monitored by the board to …",
    )
    reported_on = PartialDateField("last reported on")

    class Meta:
        constraints = [
            partial_dates_well_formed("reported_on", name="action_plan_dates_well_formed")
        ]

    def __str__(self) -> str:
        return "Action plan"


class Action(models.Model):
    """One line of an action plan, from recommendation to impact. Frozen with its edition."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETE = "complete", "Complete"
        SUPERSEDED = "superseded", "Superseded"

    edition = models.ForeignKey(ReviewEdition, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=1)
    recommendation = models.TextField()
    action = models.TextField()
    lead_agency = models.CharField(max_length=200)
    due = PartialDateField("due")
    status = models.CharField(max_length=15, choices=Status, default=Status.NOT_STARTED)
    evidence = models.TextField(blank=True)
    impact = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="") & ~Q(lead_agency=""), name="action_has_what_and_who"
            ),
            partial_dates_well_formed("due", name="action_dates_well_formed"),
        ]

    def __str__(self) -> str:
        return f"Action {self.position}"
