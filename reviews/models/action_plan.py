from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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


class ActionQuerySet(models.QuerySet):
    def overdue(self, *, on: date) -> "ActionQuerySet":
        """Those that ``Action.is_overdue`` finds, found by the database.

        Stored dates sort as text, and of those that sort before a day only its own month and year are
        not over yet.
        """
        day = on.isoformat()
        late = self.filter(due__gt="", due__lt=day, status__in=Action.OPEN)
        return late.exclude(due__in=[day[:7], day[:4]]).exclude(answer=Action.Answer.NOT_ACCEPTED)


class Action(models.Model):
    """One line of an action plan, from recommendation to impact. Frozen with its edition.

    A recommendation that the board does not accept is answered with a reason, and needs no action.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        IN_PART = "in_part", _("Accepted in part")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        IN_PROGRESS = "in_progress", _("In progress")
        COMPLETE = "complete", _("Complete")
        SUPERSEDED = "superseded", _("Superseded")

    OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
    WITH_REASON = frozenset({Answer.IN_PART, Answer.NOT_ACCEPTED})

    edition = models.ForeignKey(ReviewEdition, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=1)
    recommendation = models.TextField()
    answer = models.CharField(
        "the board’s answer",
        max_length=15,
        choices=Answer,
        blank=True,
        help_text="Whether the board accepts the recommendation. May be left open.",
    )
    answer_reason = models.TextField(
        "reason for the answer",
        blank=True,
        help_text="Needed when a recommendation is not accepted, or in part only. Shown to the public.",
    )
    action = models.TextField(blank=True, help_text="What will be done about it.")
    lead_agency = models.CharField(max_length=200, blank=True, help_text="Who sees to it.")
    due = PartialDateField("due")
    due_in_words = models.CharField(
        "or due, in words",
        max_length=100,
        blank=True,
        help_text="Where there is no date: ongoing, soon. Never counts as overdue.",
    )
    status = models.CharField(max_length=15, choices=Status, default=Status.NOT_STARTED)
    completed = PartialDateField("completed on")
    verified_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who checked that it is complete: name or office. Shown to the public.",
    )
    evidence = models.TextField(blank=True, help_text="What shows how far it is.")
    impact = models.TextField(blank=True, help_text="What difference it has made.")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="not_accepted") | (~Q(action="") & ~Q(lead_agency="")),
                name="action_has_what_and_who",
            ),
            models.CheckConstraint(
                condition=Q(due="") | Q(due_in_words=""), name="action_is_due_in_one_way"
            ),
            partial_dates_well_formed("due", "completed", name="action_dates_well_formed"),
        ]

    def __str__(self) -> str:
        return f"Action {self.position}"

    @property
    def is_counted(self) -> bool:
        """It is something to do: neither replaced by another action, nor turned down."""
        return self.status != Action.Status.SUPERSEDED and self.answer != Action.Answer.NOT_ACCEPTED

    @property
    def is_complete(self) -> bool:
        return self.is_counted and self.status == Action.Status.COMPLETE

    def is_overdue(self, *, on: date) -> bool:
        """Its due date is over on that day and it is not done; a month is over at its end.

        What is due at a time not known, or “soon”, is never overdue.
        """
        last = self.due.last_day if self.due else None
        return self.is_counted and self.status in Action.OPEN and last is not None and last < on
