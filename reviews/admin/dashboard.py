"""What waits on a member of staff's desk: shown on the first page after signing in."""

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reviews.admin.links import edition_address, page_address
from reviews.admin.names import edition_name, page_name, with_names
from reviews.editions.approval import Stage, approval_status, unsigned
from reviews.lib import clock
from reviews.models import Approval, Edition, Hold, Page, User

SHOWN = 20
# Rooms that belong to no model: the right, the words, the name of the address.
AUDIT = [
    ("view_event", "As at a moment", "admin:as_at"),
    ("view_event", "Availability and compliance", "admin:compliance"),
    ("view_erasurerequest", "Erasures", "admin:erasures"),
]


def dashboard(user: User) -> dict:
    """What is in work, waits or is unsigned on the person's pages; nothing for those who may not see it.

    Nothing is left to be done on a page that was erased.
    """
    audit = {"audit": [section for right, *section in AUDIT if user.has_perm(f"reviews.{right}")]}
    if not user.has_perm("reviews.view_edition"):
        return audit
    theirs = Page.objects.of(user).filter(erased_at=None)
    related = ("page__board", "reviewedition", "listingedition", "edited_by")
    editions = Edition.objects.filter(page__in=theirs).select_related(*related)
    editions = editions.prefetch_related("reviewedition__identifiers")
    return audit | _drafts(editions) | _others(editions) | {"held": _held(theirs)}


def _drafts(editions: QuerySet) -> dict:
    """The drafts that wait for approval, the longest waiting first, and the others, the latest first.

    One that was changed after it was submitted is among the others.
    """
    drafts = editions.drafts().annotate(
        latest_verdict=Coalesce(Subquery(_latest_verdict()), Value(""))
    )
    submitted, changed = [], []
    for row in _with_stage(
        drafts.filter(latest_verdict=Approval.Verdict.SUBMITTED).order_by("edited_at")
    ):
        (submitted if row[3] == Stage.SUBMITTED else changed).append(row)
        if len(submitted) == SHOWN:
            break
    others = drafts.exclude(latest_verdict=Approval.Verdict.SUBMITTED).order_by("-edited_at")[
        :SHOWN
    ]
    rows = sorted([*changed, *_with_stage(others)], key=lambda row: row[0].edited_at, reverse=True)
    return {"submitted": submitted, "drafts": rows[:SHOWN]}


def _latest_verdict() -> QuerySet:
    """The latest verdict on an edition, as ``Approval.objects.of`` finds it."""
    latest_verdict = Approval.objects.filter(
        page=OuterRef("page"), edition_number=OuterRef("number"), at__gte=OuterRef("created_at")
    )
    return latest_verdict.order_by("-pk").values("verdict")[:1]


def _others(editions: QuerySet) -> dict:
    """The editions that go live next, and those that nobody else has signed."""
    waiting = editions.scheduled(at=clock.now()).order_by("live_from")[:SHOWN]
    alone = unsigned(editions).order_by("live_from")[:SHOWN]
    return {
        "waiting": [(row, edition_name(row), page_address(row.page)) for row in waiting],
        "unsigned": [(row, edition_name(row), edition_address(row, "approve")) for row in alone],
    }


def _held(pages: QuerySet) -> list[tuple]:
    held = pages.filter(holds__in=Hold.objects.in_force()).distinct()
    return [(page, page_name(page), page_address(page)) for page in with_names(held)[:SHOWN]]


def _with_stage(drafts: QuerySet) -> Iterator[tuple]:
    """Each draft with its name, where to go on with it, and how it stands, which costs queries."""
    for draft in drafts:
        status = approval_status(draft)
        step = "approve" if status.stage == Stage.SUBMITTED else "change"
        yield draft, edition_name(draft), edition_address(draft, step), status.stage, status


admin.site.dashboard = dashboard
