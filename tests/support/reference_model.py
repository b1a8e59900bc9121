"""A second, smaller implementation of the verbs: a page as it follows from its events alone.

It knows nothing of the tables. Tests compare the state at which it arrives with the rows.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class RecordedEvent(NamedTuple):
    """One event; the names are those of its columns."""

    at: datetime
    actor_id: int
    verb: str
    edition_number: int | None = None
    moment: datetime | None = None
    digest: str = ""
    reason: str = ""


class Impossible(AssertionError):
    """An event that cannot follow the events before it."""


@dataclass
class ModelEdition:
    """An edition: its digest, who wrote it, the last verdict and the digest it was of, its period."""

    digest: str
    writers: set[int]
    verdict: str = "draft"
    signed: str = ""
    cleared: bool = False
    live_from: datetime | None = None
    live_until: datetime | None = None

    @property
    def stage(self) -> str:
        is_signed = self.verdict not in ("draft", "returned", "taken_back")
        return "changed" if is_signed and self.signed != self.digest else self.verdict

    def sign(self, verdict: str, event: RecordedEvent) -> None:
        self.verdict, self.signed = verdict, event.digest

    def write(self, event: RecordedEvent) -> None:
        self.digest = event.digest
        self.writers.add(event.actor_id)


AWAITING = "awaiting a second signature"
GOING_LIVE = ("published", "scheduled", "brought_back")


@dataclass
class ModelPage:
    """A page to which its events are applied in their order."""

    editions: dict[int, ModelEdition] = field(default_factory=dict)
    holds: set[str] = field(default_factory=set)
    withdrawn: dict[int, str] = field(default_factory=dict)
    is_withdrawn: bool = False
    last: RecordedEvent | None = None

    def apply(self, event: RecordedEvent) -> None:
        """Raises Impossible when the event cannot come next."""
        self.require(
            not self.last or self.last.at <= event.at, event, "earlier than the one before it"
        )
        overridden = self.last is not None and self.last.verb == "overridden"
        self.require(
            not overridden or self.completes(event), event, "the override is not completed"
        )
        STEPS[event.verb](self, event)
        self.last = event

    def require(self, condition: object, event: RecordedEvent, complaint: str) -> None:
        if not condition:
            raise Impossible(f"{event.verb} {event.edition_number or ''}: {complaint}: {event}")

    def completes(self, event: RecordedEvent) -> bool:
        """Whether the event is the second half of the override before it."""
        same = self.last[1:2] + self.last[3:4] == event[1:2] + event[3:4]
        return self.last.verb == "overridden" and event.verb in GOING_LIVE and same

    def draft(self, event: RecordedEvent) -> ModelEdition:
        found = self.editions.get(event.edition_number)
        self.require(found and found.live_from is None, event, "there is no such draft")
        return found

    def require_same(self, edition: ModelEdition, event: RecordedEvent) -> None:
        self.require(edition.digest == event.digest, event, "its content is another")

    def waiting(self, at: datetime) -> list[ModelEdition]:
        return [row for row in self.editions.values() if row.live_from and row.live_from > at]

    def opened(self, event: RecordedEvent) -> None:
        drafts = [row for row in self.editions.values() if row.live_from is None]
        self.require(not drafts, event, "there is a draft")
        self.require(not self.waiting(event.at), event, "an edition waits to go live")
        number = len(self.editions) + 1
        self.require(event.edition_number == number, event, f"the next one is {number}")
        self.editions[number] = ModelEdition(digest=event.digest, writers={event.actor_id})

    def saved(self, event: RecordedEvent) -> None:
        self.require(self.draft(event).digest != event.digest, event, "nothing has changed")
        self.draft(event).write(event)

    def discarded(self, event: RecordedEvent) -> None:
        self.require_same(self.draft(event), event)
        del self.editions[event.edition_number]

    def submitted(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        is_open = draft.stage in ("draft", "returned", "changed")
        self.require(is_open, event, "it is submitted already")
        draft.write(event)
        draft.sign("submitted", event)

    def returned(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.require_same(draft, event)
        has_been = draft.stage in ("submitted", "approved", "changed")
        self.require(has_been, event, "it was not submitted")
        draft.sign("returned", event)

    def approved(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        self.require(edition, event, "there is no such edition")
        self.require_same(edition, event)
        again = self.is_withdrawn and edition.stage == "approved" and not edition.cleared
        is_open = edition.stage in ("submitted", AWAITING) or again
        self.require(is_open, event, f"it is {edition.stage}")
        self.require(event.actor_id not in edition.writers, event, "it is of their own hand")
        edition.sign("approved", event)

    def overridden(self, event: RecordedEvent) -> None:
        self.require(not self.holds, event, "the page is on hold")
        draft = self.draft(event)
        self.require(draft.stage != "approved", event, "it is approved")
        draft.write(event)
        draft.sign(AWAITING, event)

    def taken_back(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.require_same(draft, event)
        self.require(draft.stage in ("submitted", "approved"), event, f"it is {draft.stage}")
        draft.sign("draft", event)
        draft.cleared = False

    def cleared(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.require_same(draft, event)
        self.require(self.is_withdrawn and draft.stage == "approved", event, f"it is {draft.stage}")
        self.require(event.reason == self.withdrawn[max(self.withdrawn)], event, "another reason")
        draft.cleared = True

    def brought_back(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.require(self.is_withdrawn and draft.cleared, event, "nobody has cleared it")
        self.is_withdrawn = False
        self.published(event)

    def published(self, event: RecordedEvent) -> None:
        self.require(event.moment and event.moment <= event.at, event, "it has not begun")
        self.scheduled(event)

    def scheduled(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.require_same(draft, event)
        self.require(not self.holds, event, "the page is on hold")
        self.require(not self.is_withdrawn, event, "the page is withdrawn")
        is_signed = draft.stage == "approved" or (draft.stage == AWAITING and self.completes(event))
        self.require(is_signed, event, f"it is {draft.stage}")
        self.require(event.moment and event.moment >= self.last.at, event, "it begins in the past")
        for row in self.editions.values():
            if row.live_from and (row.live_until is None or row.live_until > event.moment):
                self.require(row.live_from < event.moment, event, "another begins later")
                row.live_until = event.moment
        draft.live_from = event.moment

    def unscheduled(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        is_it = edition and edition.live_from and edition.live_from == event.moment
        self.require(is_it, event, "it does not wait to go live then")
        self.require_same(edition, event)
        self.require(edition.live_from > event.at, event, "it has begun")
        edition.live_from = None
        edition.verdict = "draft" if edition.verdict == AWAITING else edition.verdict
        for row in self.editions.values():
            row.live_until = None if row.live_until == event.moment else row.live_until

    def held(self, event: RecordedEvent) -> None:
        self.require(event.reason not in self.holds, event, "it is held for that already")
        self.require(not self.waiting(event.at), event, "an edition waits to go live")
        self.holds.add(event.reason)

    def released(self, event: RecordedEvent) -> None:
        self.require(event.reason in self.holds, event, "it is not held for that")
        self.holds.remove(event.reason)

    def withdrew(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        is_live = edition and edition.live_from and edition.live_until is None
        self.require(is_live and edition.live_from < event.moment, event, "it is not live")
        self.require_same(edition, event)
        self.require(not self.waiting(event.at), event, "an edition waits to go live")
        self.require(self.last.at <= event.moment <= event.at, event, "it ends at another time")
        edition.live_until = event.moment
        self.withdrawn[event.edition_number] = event.reason
        self.is_withdrawn = True
        for row in self.editions.values():
            row.cleared = False

    def stage(self, at: datetime) -> str:
        """The stage of the page: held, if it is, or else that of its last edition."""
        if self.holds:
            return "held"
        last = self.editions.get(len(self.editions))
        if last is None:
            return "none"
        if last.live_from is None:
            return "unsigned" if last.stage == AWAITING else last.stage
        if last.live_until and last.live_until <= at:
            return "none"
        return "waiting" if last.live_from > at else "live"

    def periods(self) -> dict[int, tuple]:
        """Beginning and end of each edition, a draft's being None."""
        return {number: (row.live_from, row.live_until) for number, row in self.editions.items()}

    def approval_statuses(self) -> dict[int, tuple[str, str]]:
        """The stage of each edition's approval, and the digest of its content."""
        return {number: (row.stage, row.digest) for number, row in self.editions.items()}


STEPS = {
    "opened": ModelPage.opened,
    "saved": ModelPage.saved,
    "discarded": ModelPage.discarded,
    "submitted": ModelPage.submitted,
    "returned": ModelPage.returned,
    "approved": ModelPage.approved,
    "overridden": ModelPage.overridden,
    "published": ModelPage.published,
    "scheduled": ModelPage.scheduled,
    "unscheduled": ModelPage.unscheduled,
    "held": ModelPage.held,
    "released": ModelPage.released,
    "withdrawn": ModelPage.withdrew,
    "taken_back": ModelPage.taken_back,
    "cleared": ModelPage.cleared,
    "brought_back": ModelPage.brought_back,
}


def replayed(events: list[RecordedEvent]) -> ModelPage:
    """The page that results from all its events. Raises Impossible."""
    page = ModelPage()
    for event in events:
        page.apply(event)
    return page
