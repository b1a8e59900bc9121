"""The ledger, event by event."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from reviews.admin.event_text import reason, stated, subjects
from reviews.admin.model_admin import SafeListAdmin
from reviews.lib.dates import LONDON
from reviews.models import Event, Page


@admin.register(Event)
class EventAdmin(SafeListAdmin):
    """The whole ledger, and each event of it as it was recorded and hashed."""

    list_display = ["seq", "when", "who", "what", "about", "effect"]
    sortable_by = ()
    empty_value_display = ""
    search_fields = ["actor_name", "page__path"]
    list_select_related = ["page", "banner"]
    ordering = ["-seq"]
    fields = [
        *("seq", "when", "who", "role", "what", "about", "effect", "why", "states"),
        *("request_id", "digest", "canonical", "hash_before", "own_hash"),
    ]

    def get_queryset(self, request):
        """What was done to the pages that the person works on, and to the site as a whole."""
        theirs = Q(page__in=Page.objects.of(request.user)) | Q(page=None)
        return super().get_queryset(request).filter(theirs)

    def get_fields(self, request, obj=None):
        """Without the fields that are empty for this event."""
        values = {
            "effect": obj.moment,
            "why": reason(obj),
            "states": stated(obj),
            "request_id": obj.request_id,
            "digest": obj.digest,
        }
        return [name for name in self.fields if values.get(name, True)]

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        found.result_list = with_subjects(found.result_list)
        return found

    def get_object(self, request, object_id, from_field=None):
        event = super().get_object(request, object_id, from_field)
        return event and with_subjects([event])[0]

    def object_title(self, obj) -> str:
        return f"Event {obj.pk}"

    @admin.display(description="when")
    def when(self, event: Event) -> str:
        return _moment(event.at)

    @admin.display(description="who")
    def who(self, event: Event) -> str:
        return event.actor_name

    @admin.display(description="what was done")
    def what(self, event: Event) -> str:
        return event.phrase

    @admin.display(description="what it is about")
    def about(self, event: Event) -> str:
        if event.page_id:
            timeline = reverse("admin:timeline", args=[event.page_id])
            return format_html('<a href="{}">{}</a>', timeline, event.page)
        return str(event.banner or event.subject)

    @admin.display(description="takes effect")
    def effect(self, event: Event) -> str:
        return _moment(event.moment) if event.moment else ""

    @admin.display(description="reason")
    def why(self, event: Event) -> str:
        return reason(event)

    @admin.display(description="what it states")
    def states(self, event: Event) -> str:
        return "\n".join(f"{name}: {words}" for name, words in stated(event))

    @admin.display(description="hash before it")
    def hash_before(self, event: Event) -> str:
        return bytes(event.previous_hash).hex()

    @admin.display(description="hash")
    def own_hash(self, event: Event) -> str:
        return bytes(event.hash).hex()


def _moment(at: datetime) -> str:
    """To the second, UK time."""
    return f"{at.astimezone(LONDON):%-d %B %Y, %H:%M:%S}"


def with_subjects(events: Iterable[Event]) -> list[Event]:
    """The same events, each with its ``subject``: what it is about, other than a page or a banner."""
    events = list(events)
    found = subjects(events)
    for event in events:
        event.subject = found.get(event.seq, "")
    return events
