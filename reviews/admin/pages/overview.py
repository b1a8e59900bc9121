"""What a page’s own screen shows."""

from datetime import datetime

from django.urls import reverse

from reviews.admin.links import edition_address, page_address
from reviews.admin.list_states import badge
from reviews.admin.names import edition_state, page_name, stages
from reviews.admin.pages.progress import latest_edition, obstacle, progress_address
from reviews.editions.approval import ApprovalStatus, Stage, approval_status, unsigned
from reviews.editions.digest import EditionContent, edition_content, edition_contents
from reviews.editions.discarding import blockers_to_discarding
from reviews.editions.signing import signing_blockers, take_back_blockers
from reviews.models import Edition, Page, User, Withdrawal

TO_SUBMIT = {Stage.DRAFT, Stage.RETURNED, Stage.CHANGED}

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
    withdrawal = Withdrawal.objects.in_force(page, at=now)
    return {
        "name": page_name(page),
        "page_url": page_address(page),
        "withdrawal": withdrawal,
        "erasures": page.erasure_requests.waiting().select_related("by"),
        "may_discard": user.has_perm("reviews.change_page") and not blockers_to_discarding(page),
        "holds": page.holds.in_force().select_related("by"),
        "unsigned": _unsigned(overridden, user),
        "addresses": page.former_addresses.select_related("added_by", "agreed_by"),
        "sections": _sections(page, user),
        "progress_url": _progress_address(page, user, now=now),
        "names_url": _names_address(page, user),
        "events": page.events.order_by("-seq")[:LATEST],
        **_editions(page, overridden, user, now=now, is_withdrawn=bool(withdrawal)),
    }


def _editions(
    page: Page, overridden: list[Edition], user: User, *, now: datetime, is_withdrawn: bool
) -> dict:
    """All editions of the page, those that matter now by name, and the way on of its draft."""
    editions = list(page.editions.order_by("-number"))
    by_state = {edition_state(edition, now=now): edition for edition in reversed(editions)}
    draft = by_state.get("Draft")
    content = edition_content(draft) if draft else None
    status = approval_status(content) if content else None
    stage = status.stage if status else Stage.DRAFT
    return {
        "stages": [badge(word, stage) for word in stages(page, now=now)],
        "editions": [
            (
                row,
                badge(edition_state(row, now=now), stage),
                edition_address(row),
                row in overridden,
            )
            for row in editions
        ],
        "live": by_state.get("Live"),
        "waiting": by_state.get("Scheduled"),
        "draft": draft,
        "approval_status": status,
        "steps": _steps(content, status, user, is_withdrawn=is_withdrawn) if content else [],
    }


def _progress_address(page: Page, user: User, *, now: datetime) -> str:
    """Where the person reports on the page's action plan; empty when there is none to report on."""
    if page.kind != Page.Kind.REVIEW or not user.has_perm("reviews.change_edition"):
        return ""
    latest = latest_edition(page)
    return "" if latest is None or obstacle(latest, at=now) else progress_address(page)


def _names_address(page: Page, user: User) -> str:
    """Where the person enters the names that must never appear; empty for pages that name nobody."""
    if page.kind != Page.Kind.REVIEW or not user.has_perm("reviews.change_edition"):
        return ""
    return reverse("admin:names", args=[page.pk])


def _sections(page: Page, user: User) -> list[tuple[str, str]]:
    """What else there is to the page for this person, as (words, address)."""
    closed = set() if user.all_boards else {"evidence"}
    closed |= {"ask_erasure", *OF_REVIEWS} if page.erased_at else set()
    closed |= OF_REVIEWS if page.discarded_at else set()
    closed |= set() if page.kind == Page.Kind.REVIEW else OF_REVIEWS
    return [
        (words, reverse(f"admin:{name}", args=[page.pk]))
        for right, words, name in SECTIONS
        if user.has_perm(f"reviews.{right}") and name not in closed
    ]


def _steps(
    content: EditionContent, status: ApprovalStatus, user: User, *, is_withdrawn: bool
) -> list[tuple[str, str]]:
    """The next steps of the draft that this person may take, as (words, address)."""
    draft, stage = content.row, status.stage
    going_live = ("bring_back", "Bring back…") if is_withdrawn else ("publish", "Publish…")
    signs = not signing_blockers([content], by=user, statuses={draft.pk: status})[draft.pk]
    rules = [
        (stage in TO_SUBMIT and _may(user, "change"), "submit", "Submit for approval…"),
        (signs, "approve", "Look at it and approve…"),
        (stage == Stage.APPROVED and not signs and _may(user, "publish"), *going_live),
        (
            not take_back_blockers(content, by=user, status=status),
            "take_back",
            "Take the submission back…",
        ),
    ]
    return [(words, edition_address(draft, step)) for holds, step, words in rules if holds]


def _may(user: User, what: str) -> bool:
    return user.has_perm(f"reviews.{what}_edition")


def _unsigned(editions: list[Edition], user: User) -> list[tuple[int, str]]:
    """The number of each, and where this person signs it; empty when somebody else has to."""
    contents = edition_contents(editions)
    refused = signing_blockers(contents.values(), by=user)
    return [
        (row.number, "" if refused[row.pk] else edition_address(row, "approve")) for row in editions
    ]
