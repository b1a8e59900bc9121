"""What a page’s own screen shows, and how lists of pages are filtered."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse

from reviews.admin.links import edition_address, page_address
from reviews.admin.names import edition_state, page_name, stages
from reviews.editions.approval import Stage, approval_status, unsigned
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.models import Edition, Page, User, Withdrawal

# From which stages a draft goes on, by which step, with which right, and the words on the button.
NEXT = [
    (
        {Stage.DRAFT, Stage.RETURNED, Stage.CHANGED},
        "submit",
        "change_edition",
        "Submit for approval…",
    ),
    ({Stage.SUBMITTED}, "approve", "approve_edition", "Look at it and approve…"),
    ({Stage.APPROVED}, "publish", "publish_edition", "Publish…"),
]

# What else there is to a page: the right, the words, the name of the address.
SECTIONS = [
    ("view_event", "Timeline", "timeline"),
    ("view_event", "Compare editions", "compare"),
    ("view_event", "Availability", "availability"),
    ("view_event", "Evidence", "evidence"),
    ("add_notice", "Record a notice…", "notice_add"),
    ("ask_erasure", "Ask to erase…", "ask_erasure"),
]
LATEST = 10  # events; the timeline has them all
OF_REVIEWS = {"availability", "evidence", "notice_add"}


def page_overview(page: Page, *, user: User, now: datetime) -> dict:
    """Everything that the page's screen shows to this person."""
    overridden = list(unsigned(page.editions.all()))
    return {
        "name": page_name(page),
        "page_url": page_address(page),
        "stages": [(word.lower(), word) for word in stages(page, now=now)],
        "notice": Withdrawal.objects.public(at=now).filter(edition__page=page).first(),
        "erasures": page.erasure_requests.waiting().select_related("by"),
        "holds": page.holds.in_force().select_related("by"),
        "unsigned": [(row.number, edition_address(row, "approve")) for row in overridden],
        "addresses": page.former_addresses.select_related("added_by", "agreed_by"),
        "sections": _sections(page, user),
        "events": page.events.order_by("-seq")[:LATEST],
        **_editions(page, overridden, user, now=now),
    }


def _editions(page: Page, overridden: list[Edition], user: User, *, now: datetime) -> dict:
    """All editions of the page, those that matter now by name, and the way on of its draft."""
    editions = list(page.editions.order_by("-number"))
    by_state = {edition_state(edition, now=now): edition for edition in reversed(editions)}
    draft = by_state.get("Draft")
    status = approval_status(edition_content(draft)) if draft else None
    return {
        "editions": [
            (row, edition_state(row, now=now), edition_address(row), row in overridden)
            for row in editions
        ],
        "live": by_state.get("Live"),
        "waiting": by_state.get("Scheduled"),
        "draft": draft,
        "approval_status": status,
        "steps": _steps(draft, status.stage, user) if draft else [],
    }


def _sections(page: Page, user: User) -> list[tuple[str, str]]:
    """What else there is to the page for this person, as (words, address)."""
    closed = set() if user.all_boards else {"evidence"}
    closed |= {"ask_erasure", *OF_REVIEWS} if page.erased_at else set()
    closed |= set() if page.kind == Page.Kind.REVIEW else OF_REVIEWS
    return [
        (words, reverse(f"admin:{name}", args=[page.pk]))
        for right, words, name in SECTIONS
        if user.has_perm(f"reviews.{right}") and name not in closed
    ]


def _steps(draft: Edition, stage: Stage, user: User) -> list[tuple[str, str]]:
    """The next steps of the draft that this person may take, as (words, address)."""
    return [
        (words, edition_address(draft, step))
        for open_stages, step, right, words in NEXT
        if stage in open_stages and user.has_perm(f"reviews.{right}")
    ]


class StageFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        words = [(word.lower(), word) for word in ("Live", "Draft", "Scheduled", "Withdrawn")]
        return [*words, ("unsigned", "Awaiting a second signature")]

    def queryset(self, request, queryset):
        now = clock.now()
        own = Edition.objects.filter(page=OuterRef("pk"))
        wanted = {
            "live": Exists(own.public(at=now)),
            "draft": Exists(own.drafts()),
            "scheduled": Exists(own.scheduled(at=now)),
            "withdrawn": Exists(own.begun(by=now)) & ~Exists(own.public(at=now)),
            "unsigned": Exists(unsigned(own)),
        }
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset
