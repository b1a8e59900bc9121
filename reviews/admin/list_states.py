"""What lists show of many pages at once: the states of each, and what was done to it last."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.admin.names import edition_state, stages
from reviews.editions.approval import HEADINGS, Stage, unsigned
from reviews.editions.draft_stages import draft_stages
from reviews.lib import clock
from reviews.models import Edition, Event, Page

DRAFT = "Draft"
CURRENT = Q(discarded_at=None)  # what a list shows unless it is asked for something else
# How a draft is called by where it is on its way, and the class of its badge.
OF_DRAFT = {
    Stage.SUBMITTED: ("scheduled", HEADINGS[Stage.SUBMITTED]),
    Stage.RETURNED: ("withdrawn", HEADINGS[Stage.RETURNED]),
    Stage.APPROVED: ("live", "Approved, not published"),
    Stage.CHANGED: ("draft", HEADINGS[Stage.CHANGED]),
    Stage.DRAFT: ("draft", DRAFT),
}
# The filter's choices that are about a draft.
FILTERS = {
    "draft": {Stage.DRAFT, Stage.CHANGED},
    "waiting": {Stage.SUBMITTED},
    "returned": {Stage.RETURNED},
    "approved": {Stage.APPROVED},
}


def add_states(pages: Iterable[Page]) -> None:
    """Give each page ``draft_stage``, of the draft that it has, and ``latest_event``."""
    drafts = Edition.objects.drafts().filter(page__in=[page.pk for page in pages])
    found = draft_stages(drafts)
    of_page = {
        page: found[pk].stage for pk, page in drafts.values_list("pk", "page") if pk in found
    }
    events = Event.objects.filter(page__in=[page.pk for page in pages])
    latest = {
        event.page_id: event for event in events.order_by("page_id", "-seq").distinct("page_id")
    }
    for page in pages:
        page.draft_stage = of_page.get(page.pk, Stage.DRAFT)
        page.latest_event = latest.get(page.pk)


def add_badges(editions: Iterable[Edition]) -> None:
    """Give each edition ``badge``: the class and the words of its state."""
    now = clock.now()
    found = draft_stages(Edition.objects.drafts().filter(pk__in=[row.pk for row in editions]))
    for row in editions:
        word = edition_state(row, now=now)
        row.badge = OF_DRAFT[found[row.pk].stage] if row.pk in found else (word.lower(), word)


def badge(word: str, stage: Stage) -> tuple[str, str]:
    """The class and the words of a state; of a draft, by where it is on its way."""
    return OF_DRAFT[stage] if word == DRAFT else (word.lower(), word)


def badges(page: Page) -> list[tuple[str, str]]:
    """The class and the words of each state of a page that ``add_states`` has seen."""
    words = [badge(word, page.draft_stage) for word in stages(page, now=page.asked_at)]
    return words + [("withdrawn", HEADINGS[Stage.AWAITING_SIGNATURE])] * page.is_unsigned


class StageFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("live", "Live"),
            ("draft", DRAFT),
            ("waiting", HEADINGS[Stage.SUBMITTED]),
            ("returned", HEADINGS[Stage.RETURNED]),
            ("approved", OF_DRAFT[Stage.APPROVED][1]),
            ("scheduled", "Scheduled"),
            ("withdrawn", "Withdrawn"),
            ("unsigned", HEADINGS[Stage.AWAITING_SIGNATURE]),
            ("discarded", "Discarded"),
        ]

    def queryset(self, request, queryset):
        if self.value() in FILTERS:
            return queryset.filter(editions__in=_drafts_in(queryset, FILTERS[self.value()]))
        now = clock.now()
        own = Edition.objects.filter(page=OuterRef("pk"))
        wanted = {
            "live": Exists(own.public(at=now)),
            "scheduled": Exists(own.scheduled(at=now)),
            "withdrawn": Exists(own.begun(by=now)) & ~Exists(own.public(at=now)),
            "unsigned": Exists(unsigned(own)),
            "discarded": ~CURRENT,
        }
        return queryset.filter(wanted.get(self.value(), CURRENT))


def _drafts_in(pages: QuerySet, wanted: set[Stage]) -> list[int]:
    drafts = Edition.objects.drafts().filter(page__in=pages.order_by().values("pk"))
    return [key for key, found in draft_stages(drafts).items() if found.stage in wanted]
