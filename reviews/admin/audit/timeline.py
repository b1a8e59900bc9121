"""Everything that was ever done to a page: by whom, when, why, and links to what it changed."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.contrib import admin
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse

from reviews.admin.audit.as_at import page_at
from reviews.admin.audit.views import page_of
from reviews.admin.event_text import reason, stated
from reviews.admin.links import edition_address, page_address
from reviews.admin.names import page_name
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import (
    GOING_LIVE,
    Approval,
    Edition,
    Event,
    NoteCorrection,
    Notice,
    Page,
    Withdrawal,
)

PER_PAGE = 200
Verb = Event.Verb
VERDICTS = {
    Verb.SUBMITTED: Approval.Verdict.SUBMITTED,
    Verb.RETURNED: Approval.Verdict.RETURNED,
    Verb.APPROVED: Approval.Verdict.APPROVED,
    Verb.OVERRIDDEN: Approval.Verdict.OVERRIDDEN,
    Verb.TAKEN_BACK: Approval.Verdict.TAKEN_BACK,
}


@dataclass(frozen=True)
class Line:
    """An event in words: why it was done, and where to see what it changed."""

    event: Event
    why: list[tuple[str, str]]
    links: list[tuple[str, str]]


@dataclass
class Story:
    """The rows of a page that its events point at: the events themselves hold no text."""

    page: Page
    now: datetime
    editions: dict[int, Edition] = field(default_factory=dict)
    approvals: dict[tuple[int, str], list[Approval]] = field(default_factory=dict)
    withdrawals: dict[int, Withdrawal] = field(default_factory=dict)
    notices: dict[int, Notice] = field(default_factory=dict)
    corrections: dict[int, NoteCorrection] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> "Story":
        approvals = page.approvals.order_by("edition_number", "verdict", "pk")
        keyed = groupby(approvals, key=lambda row: (row.edition_number, row.verdict))
        withdrawals = Withdrawal.objects.filter(edition__page=page).select_related("edition")
        editions = page.editions.order_by("number")
        return cls(
            page,
            clock.now(),
            {edition.number: edition for edition in editions},
            {key: list(rows) for key, rows in keyed},
            {row.edition.number: row for row in withdrawals},
            {row.pk: row for row in page.notices.all()},
            NoteCorrection.objects.filter(withdrawal__edition__page=page).in_bulk(),
        )

    def edition(self, event: Event) -> Edition | None:
        """The edition that the event is about; none if that was a draft since discarded."""
        found = self.editions.get(event.edition_number)
        return found if found and event.at >= found.created_at else None

    def approval(self, event: Event) -> Approval | None:
        """The approval row that was written with the event, in the same transaction."""
        rows = self.approvals.get((event.edition_number, VERDICTS.get(event.verb)), [])
        return max(
            (row for row in rows if row.at <= event.at), key=lambda row: row.pk, default=None
        )

    def went_live(self, event: Event) -> bool:
        """Whether the event gave its edition the beginning that it still has."""
        edition = self.edition(event)
        return bool(edition and event.verb in GOING_LIVE and event.moment == edition.live_from)

    def was_seen(self, event: Event) -> bool:
        """Whether the event has changed what the public sees."""
        is_effective = event.verb == Verb.WITHDRAWN or self.went_live(event)
        return is_effective and event.moment <= self.now and not self.page.erased_at


def timeline(request, pk: int):
    """Every event of the page, the oldest first."""
    page = page_of(request.user, pk)
    sheets = Paginator(page.events.order_by("seq"), PER_PAGE)
    sheet = sheets.get_page(request.GET.get("page"))
    story = Story.of(page)
    context = admin.site.each_context(request) | {
        "title": f"Timeline of {page_name(page)}",
        "page": page,
        "name": page_name(page),
        "page_url": page_address(page),
        "sheet": sheet,
        "lines": [line(event, story) for event in sheet],
    }
    return TemplateResponse(request, "admin/reviews/timeline.html", context)


def line(event: Event, story: Story) -> Line:
    why = [pair for pair in _why(event, story) if pair[1]]
    return Line(event, why, _links(event, story))


def _why(event: Event, story: Story) -> list[tuple[str, str]]:
    approval = story.approval(event)
    pairs = [("Reason", reason(event))]
    if approval and approval.remarks:
        name = "Reason" if event.verb == Verb.OVERRIDDEN else "Remarks"
        pairs.append((name, approval.remarks))
    for facts_of in (_of_withdrawal, _of_correction, _of_notice, _of_edition):
        pairs += facts_of(event, story)
    return pairs + stated(event)


def _of_withdrawal(event: Event, story: Story) -> list[tuple[str, str]]:
    row = story.withdrawals.get(event.edition_number) if event.verb == Verb.WITHDRAWN else None
    if row is None:
        return []
    return [("Authorised by", row.authorised_by), ("Notice to readers", row.public_note)]


def _of_correction(event: Event, story: Story) -> list[tuple[str, str]]:
    """The note as it was put then; the note before it is in an event before this one."""
    row = story.corrections.get(json.loads(event.body).get("correction"))
    return [("Notice to readers from then on", row.public_note)] if row else []


def _of_notice(event: Event, story: Story) -> list[tuple[str, str]]:
    row = story.notices.get(json.loads(event.body).get("notice"))
    if row is None:
        return []
    return [
        ("Who was notified", row.recipient),
        ("Notified on", as_words(PartialDate(row.sent_on.isoformat()))),
    ]


def _of_edition(event: Event, story: Story) -> list[tuple[str, str]]:
    edition = story.edition(event)
    if not story.went_live(event):
        return []
    is_carried = event.verb == Verb.CARRIED_OVER
    return [
        ("Change note for readers", edition.change_note),
        ("Kind of change", edition.get_change_weight_display()),
        ("Earlier website", edition.carried_from if is_carried else ""),
    ]


def _links(event: Event, story: Story) -> list[tuple[str, str]]:
    edition = story.edition(event)
    if edition is None:
        return []
    edition.page = story.page
    return [
        (f"Edition {edition.number}", edition_address(edition)),
        (
            _compared(edition),
            f"{reverse('admin:compare', args=[story.page.pk])}?to={edition.number}",
        ),
        *(
            [("The approval", edition_address(edition, "approve"))]
            if event.verb in VERDICTS
            else []
        ),
        *_seen(event, story),
    ]


def _compared(edition: Edition) -> str:
    return "What changed" if edition.number > 1 else "What it says"


def _seen(event: Event, story: Story) -> list[tuple[str, str]]:
    if not story.was_seen(event):
        return []
    return [("What the public saw from then on", page_at(event.moment, story.page))]
