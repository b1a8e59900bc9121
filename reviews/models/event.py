import json

from django.db import connection, models
from django.db.models import Q

from reviews.lib import request_context
from reviews.models.user import User

# What an event may state beside its verb and actor, and what stands for nothing stated.
FACTS = {
    "page": None,
    "edition_number": None,
    "banner": None,
    "moment": None,
    "digest": "",
    "reason": "",
}


class EventQuerySet(models.QuerySet):
    def append(self, verb: str, *, by: User, body: dict | None = None, **facts) -> int:
        """Add an event to the ledger and return its number in the sequence.

        ``facts`` are those named in FACTS, pages and banners by their key. ``body`` holds
        identifiers, names of fields and digests, never text that might name a child. Call it last
        in a transaction: the ledger takes one writer at a time until the commit.
        """
        stated = (FACTS | facts).values()
        written = json.dumps(body or {}, sort_keys=True)
        values = [verb, by.pk, str(by), by.role, *stated, request_context.request_id.get(), written]
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(values))
            cursor.execute(f"SELECT reviews_record_event({places})", values)
            return cursor.fetchone()[0]


class Event(models.Model):
    """Something that was done, by whom and when: a link of the ledger's chain. Append-only.

    It holds identifiers and dates, never text that might name a child: the words are in the
    edition or the withdrawal that it points at. Number, time, record and hashes are the database's.
    """

    class Verb(models.TextChoices):
        OPENED = "opened", "opened a draft of"
        SAVED = "saved", "saved the draft of"
        DISCARDED = "discarded", "discarded the draft of"
        SUBMITTED = "submitted", "submitted for approval"
        RETURNED = "returned", "returned with remarks"
        APPROVED = "approved", "approved"
        OVERRIDDEN = "overridden", "overrode the second signature for"
        HELD = "held", "put on hold"
        RELEASED = "released", "released from hold"
        PUBLISHED = "published", "published"
        SCHEDULED = "scheduled", "scheduled"
        UNSCHEDULED = "unscheduled", "took back the schedule of"
        CARRIED_OVER = "carried_over", "carried over from an earlier website"
        WITHDRAWN = "withdrawn", "withdrew"
        NOTIFIED = "notified", "recorded a notice about"
        ERASURE_ASKED = "erasure_asked", "asked to erase"
        ERASURE_DECLINED = "erasure_declined", "declined to erase"
        ERASED = "erased", "erased"
        RULE_ADDED = "rule_added", "added a publication rule"
        PAGE_SET = "page_set", "set the address or board of"
        BOARD_SET = "board_set", "set the name or contact of a board"
        RIGHTS_SET = "rights_set", "set the rights of a person"
        PASSWORD_SET = "password_set", "set a one-time password of a person"
        ANNOUNCED = "announced", "announced a banner"
        ENDED_BANNER = "ended_banner", "ended a banner"

    seq = models.BigIntegerField("number", primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=20, choices=Verb)
    actor = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=310, help_text="As it was at the time.")
    role = models.CharField(max_length=100, blank=True, db_default="")
    page = models.ForeignKey("reviews.Page", models.PROTECT, null=True, related_name="events")
    edition_number = models.PositiveIntegerField(null=True)
    banner = models.ForeignKey("reviews.Banner", models.PROTECT, null=True, related_name="events")
    moment = models.DateTimeField(
        null=True, help_text="From when it takes effect; equals the period in the edition."
    )
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of the edition's whole content."
    )
    reason = models.CharField(max_length=30, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    body = models.TextField(default="{}", help_text="JSON.")
    canonical = models.TextField(
        "canonical form", help_text="The event as one line of JSON: what the hash is of."
    )
    previous_hash = models.BinaryField(max_length=32, unique=True)
    hash = models.BinaryField(max_length=32, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(condition=~Q(actor_name=""), name="event_names_its_actor"),
            models.CheckConstraint(
                condition=Q(page=None) | Q(banner=None), name="event_is_about_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False) | Q(edition_number=None),
                name="event_of_an_edition_names_its_page",
            ),
        ]

    def __str__(self) -> str:
        about = f"edition {self.edition_number} of {self.page}" if self.page_id else ""
        return f"{self.actor_name} {self.get_verb_display()} {about}".strip()
