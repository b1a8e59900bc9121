from django.db import models
from django.db.models import Q

from reviews.models.clock import ClockTimestamp


class Event(models.Model):
    """Something that was done, by whom and when. Append-only.

    It holds identifiers and dates, never text that might name a child: the words are in the
    edition or the withdrawal that it points at.
    """

    class Verb(models.TextChoices):
        OPENED = "opened", "opened a draft"
        DISCARDED = "discarded", "discarded a draft"
        PUBLISHED = "published", "published"
        SCHEDULED = "scheduled", "scheduled"
        UNSCHEDULED = "unscheduled", "took back the schedule of"
        CARRIED_OVER = "carried_over", "carried over from an earlier website"
        WITHDRAWN = "withdrawn", "withdrew"
        ANNOUNCED = "announced", "announced a banner"
        ENDED_BANNER = "ended_banner", "ended a banner"

    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    verb = models.CharField(max_length=15, choices=Verb)
    actor = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=310, help_text="As it was at the time.")
    page = models.ForeignKey("reviews.Page", models.PROTECT, null=True, related_name="events")
    edition_number = models.PositiveIntegerField(null=True)
    banner = models.ForeignKey("reviews.Banner", models.PROTECT, null=True, related_name="events")
    moment = models.DateTimeField(
        null=True, help_text="From when it takes effect; equals the period in the edition."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(actor_name=""), name="event_names_its_actor"),
            models.CheckConstraint(
                condition=Q(page__isnull=False, edition_number__isnull=False, banner=None)
                | Q(page=None, edition_number=None, banner__isnull=False),
                name="event_is_about_an_edition_or_a_banner",
            ),
        ]

    def __str__(self) -> str:
        about = (
            f"edition {self.edition_number} of {self.page}" if self.page_id else f"{self.banner_id}"
        )
        return f"{self.actor_name} {self.get_verb_display()} {about}"
