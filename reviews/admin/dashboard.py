"""What a member of staff finds after signing in: what waits, is in work, or lacks a signature."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reviews.admin.links import edition_address, page_address
from reviews.admin.names import edition_name, page_name, with_names
from reviews.editions.approval import (
    ApprovalStatus,
    Stage,
    approval_statuses,
    latest_approvals,
    unsigned,
)
from reviews.editions.digest import edition_contents
from reviews.editions.signing import signing_blockers
from reviews.lib import clock
from reviews.models import Approval, Edition, FormerAddress, Hold, Page, User

SHOWN = 20
# Pages of the admin that belong to no model: the right, the words, the name of the address.
AUDIT = [
    ("view_event", "As at a moment", "admin:as_at"),
    ("view_event", "Availability and compliance", "admin:compliance"),
    ("view_erasurerequest", "Erasures", "admin:erasures"),
    ("change_user", "Lost second factors", "admin:resets"),
    ("change_user", "E-mail that was not sent", "admin:mail_queue"),
]


@dataclass(frozen=True)
class Work:
    """An edition that waits or is in work; ``may_sign``: whether the person who looks may sign it."""

    edition: Edition
    name: str
    status: ApprovalStatus
    may_sign: bool

    @property
    def address(self) -> str:
        """Where to sign it; else the page of what somebody else has to sign; else the draft."""
        if self.may_sign:
            return edition_address(self.edition, "approve")
        waits = self.status.stage in (Stage.SUBMITTED, Stage.AWAITING_SIGNATURE)
        return page_address(self.edition.page) if waits else edition_address(self.edition)


def dashboard(user: User) -> dict:
    """What is in work, waits or is unsigned on the person's pages, if they may see editions.

    Pages that were erased or discarded are left out: nothing can be done with them.
    """
    audit = {"audit": [section for right, *section in AUDIT if user.has_perm(f"reviews.{right}")]}
    if not user.has_perm("reviews.view_edition"):
        return audit
    theirs = Page.objects.of(user).in_use()
    related = ("page__board", "reviewedition", "listingedition", "edited_by")
    editions = Edition.objects.filter(page__in=theirs).select_related(*related)
    names = ("reviewedition__identifiers", "reviewedition__subjects")
    editions = editions.prefetch_related(*names)
    work = _drafts(editions, user) | _others(editions, user)
    return audit | work | {"held": _held(theirs), "addresses": _addresses(theirs, user)}


def _drafts(editions: QuerySet, user: User) -> dict:
    """The drafts that this person may sign, or somebody else, the longest waiting first, and the others.

    One that was changed after it was submitted is among the others. Only its content shows that, so
    that every submitted draft is read, however few are shown.
    """
    verdict = Subquery(latest_approvals().values("verdict")[:1])
    drafts = editions.drafts().annotate(latest_verdict=Coalesce(verdict, Value("")))
    submitted = drafts.filter(latest_verdict=Approval.Verdict.SUBMITTED).order_by("edited_at")
    others = drafts.exclude(latest_verdict=Approval.Verdict.SUBMITTED).order_by("-edited_at")
    rows = _with_status([*submitted, *others[:SHOWN]], user)
    waiting = [row for row in rows if row.may_sign]
    of_others = [row for row in rows if row.status.stage == Stage.SUBMITTED and not row.may_sign]
    rest = [row for row in rows if row.status.stage != Stage.SUBMITTED and not row.may_sign]
    rest.sort(key=lambda row: row.edition.edited_at, reverse=True)
    return {
        "submitted": waiting[:SHOWN],
        "submitted_for_others": of_others[:SHOWN],
        "drafts": rest[:SHOWN],
    }


def _others(editions: QuerySet, user: User) -> dict:
    """The editions that go live next, and those that lack a second signature."""
    waiting = editions.scheduled(at=clock.now()).order_by("live_from")[:SHOWN]
    overridden = _with_status(unsigned(editions).order_by("live_from")[:SHOWN], user)
    return {
        "waiting": [(row, edition_name(row), page_address(row.page)) for row in waiting],
        "unsigned": overridden,
    }


def _held(pages: QuerySet) -> list[tuple]:
    held = pages.filter(holds__in=Hold.objects.in_force()).distinct()
    return [(page, page_name(page), page_address(page)) for page in with_names(held)[:SHOWN]]


def _addresses(pages: QuerySet, user: User) -> list[tuple]:
    """The former addresses to which this person may agree, each with the address of its page's screen."""
    if not user.has_perm("reviews.approve_edition"):
        return []
    waiting = FormerAddress.objects.waiting().filter(page__in=pages).exclude(added_by=user)
    rows = waiting.select_related("page", "added_by").order_by("added_at")[:SHOWN]
    return [(row, page_address(row.page)) for row in rows]


def _with_status(editions: Iterable[Edition], user: User) -> list[Work]:
    """Each edition with its name, the status of its approval, and where this person goes on with it."""
    contents = edition_contents(editions)
    statuses = approval_statuses(contents.values())
    refused = signing_blockers(contents.values(), by=user, statuses=statuses)
    return [
        Work(row, edition_name(row), statuses[row.pk], may_sign=not refused[row.pk])
        for row in editions
        if row.pk in contents
    ]


def index(request):
    """The first page after signing in: Django's, with the person's dashboard."""
    return admin.site.index(request, dashboard(request.user))
