"""What the room of a page shows, and how lists of pages are narrowed."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Exists, OuterRef

from reviews.admin.addresses import edition_address, page_address
from reviews.admin.naming import did, edition_state, page_name, stages
from reviews.models import Edition, Page, Withdrawal, clock


def room_of(page: Page, *, now: datetime) -> dict:
    editions = list(page.editions.order_by("-number"))
    by_state = {edition_state(edition, now=now): edition for edition in reversed(editions)}
    name = page_name(page)
    return {
        "title": f"{page.get_kind_display().capitalize()}: {name}",
        "subtitle": None,
        "name": name,
        "room": page_address(page),
        "stages": [(word.lower(), word) for word in stages(page, now=now)],
        "editions": [
            (edition, edition_state(edition, now=now), edition_address(edition))
            for edition in editions
        ],
        "live": by_state.get("Live"),
        "waiting": by_state.get("Scheduled"),
        "draft": by_state.get("Draft"),
        "notice": Withdrawal.objects.public(at=now).filter(edition__page=page).first(),
        "events": [(event, did(event)) for event in page.events.order_by("-id")[:50]],
    }


class StageFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(word.lower(), word) for word in ("Live", "Draft", "Scheduled", "Withdrawn")]

    def queryset(self, request, queryset):
        now = clock.now()
        own = Edition.objects.filter(page=OuterRef("pk"))
        wanted = {
            "live": Exists(own.public(at=now)),
            "draft": Exists(own.drafts()),
            "scheduled": Exists(own.scheduled(at=now)),
            "withdrawn": Exists(own.begun(by=now)) & ~Exists(own.public(at=now)),
        }
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset
