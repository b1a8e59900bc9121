import json

from django.db import connection, models, transaction
from django.db.models import Q

from reviews.lib import public_changes, request_context
from reviews.models.user import User

# What an event may state in addition to its verb and actor, with the value that means “not stated”.
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
            number = cursor.fetchone()[0]
        public_changes.foretell()
        transaction.on_commit(public_changes.announce)
        return number


class Event(models.Model):
    """Something that was done, by whom and when: a link of the ledger's chain. Append-only.

    It holds identifiers and dates, never text that might name a child: the words are in the
    edition or the withdrawal that it points at. Number, time, record and hashes are the database's.
    """

    class Verb(models.TextChoices):
        """What may be done. A label follows the name of whoever did it; {number} is the edition's."""

        OPENED = "opened", "opened edition {number} as a draft"
        SAVED = "saved", "changed the draft, edition {number}"
        DISCARDED = "discarded", "discarded the draft, edition {number}"
        SUBMITTED = "submitted", "submitted edition {number} for approval"
        RETURNED = "returned", "returned edition {number} with remarks"
        APPROVED = "approved", "approved edition {number}"
        OVERRIDDEN = "overridden", "decided to publish edition {number} without a second person"
        HELD = "held", "put the page on hold"
        RELEASED = "released", "released the page from a hold"
        TAKEN_BACK = "taken_back", "took back the submission of edition {number}"
        CLEARED = "cleared", "confirmed that edition {number} may bring the withdrawn page back"
        PUBLISHED = "published", "published edition {number}"
        SCHEDULED = "scheduled", "scheduled edition {number}"
        UNSCHEDULED = "unscheduled", "took back the schedule of edition {number}"
        CARRIED_OVER = "carried_over", "carried edition {number} over from an earlier website"
        WITHDRAWN = "withdrawn", "withdrew edition {number}"
        BROUGHT_BACK = "brought_back", "brought the withdrawn page back with edition {number}"
        NOTE_CORRECTED = (
            "note_corrected",
            "corrected the notice of the withdrawal of edition {number}",
        )
        NOTIFIED = "notified", "recorded that somebody was notified of the coming publication"
        ERASURE_ASKED = "erasure_asked", "asked for an erasure"
        ERASURE_DECLINED = "erasure_declined", "declined an erasure that was asked for"
        ERASED = "erased", "carried out an erasure"
        RULE_ADDED = "rule_added", "added a publication rule"
        PAGE_SET = "page_set", "set facts of the page itself"
        ADDRESS_PROPOSED = "address_proposed", "proposed that a former address leads to the page"
        ADDRESS_AGREED = "address_agreed", "agreed that a former address leads to the page"
        ADDRESS_ENDED = "address_ended", "ended a former address of the page"
        PAGE_DISCARDED = "page_discarded", "discarded the page, which never was public"
        BOARD_SET = "board_set", "set facts of a board"
        SUCCESSION_PROPOSED = "succession_proposed", "proposed that a board took over from another"
        SUCCESSION_AGREED = "succession_agreed", "agreed that a board took over from another"
        SUCCESSION_DECLINED = "succession_declined", "declined that a board took over from another"
        SUCCESSION_ENDED = "succession_ended", "ended that a board took over from another"
        THEME_SET = "theme_set", "added or changed a theme"
        RIGHTS_SET = "rights_set", "set the rights of a person"
        PASSWORD_SET = "password_set", "handed a one-time password to a person"
        FACTORS_RESET_ASKED = "reset_asked", "asked to remove the second factors of a person"
        FACTORS_RESET = "factors_reset", "agreed to remove the second factors of a person"
        FACTORS_KEPT = "factors_kept", "declined to remove the second factors of a person"
        ANNOUNCED = "announced", "announced a banner"
        FINDING_SETTLED = "finding_settled", "settled what was found in a document"
        FINDING_SHOWN = "finding_shown", "asked to see the hidden text of a document"
        CHECKED_AGAIN = "checked_again", "looked through a stored file with newer checks"
        ORIGINAL_READ = "original_read", "opened the original of a cleaned copy"
        HIDDEN_TAKEN_OUT = (
            "hidden_taken_out",
            "took hidden text out of a file of the draft, edition {number}",
        )
        RECOGNISED = "recognised", "had a scan of the draft, edition {number}, recognised afresh"
        NAME_ADDED = "name_added", "entered something that must never appear"
        NAME_REMOVED = "name_removed", "removed something that was never to appear"
        NAMES_SHOWN = "names_shown", "asked to see what must never appear"
        NAME_SETTLED = "name_settled", "settled where parts of a name appear"
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
        page = f" ({self.page})" if self.page_id else ""
        return f"{self.actor_name} {self.phrase}{page}"

    @property
    def phrase(self) -> str:
        """“published edition 2”."""
        return self.get_verb_display().format(number=self.edition_number)


# What gives an edition its period.
GOING_LIVE = (
    *(Event.Verb.PUBLISHED, Event.Verb.SCHEDULED),
    *(Event.Verb.CARRIED_OVER, Event.Verb.BROUGHT_BACK),
)
