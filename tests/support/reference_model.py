"""What the events of a page tell when they are replayed: a second, smaller account of the verbs.

It knows nothing of the tables. What it arrives at is compared with what the rows show.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class RecordedEvent(NamedTuple):
    """What one event says; the names are those of the event's columns."""

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
class Telling:
    """What has been told of one edition: what it says, who wrote it, what was signed, its period."""

    says: str
    writers: set[int]
    word: str = "draft"
    signed: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def stage(self) -> str:
        is_signed = self.word not in ("draft", "returned")
        return "changed" if is_signed and self.signed != self.says else self.word

    def sign(self, word: str, event: RecordedEvent) -> None:
        self.word, self.signed = word, event.digest

    def write(self, event: RecordedEvent) -> None:
        self.says = event.digest
        self.writers.add(event.actor_id)


AWAITING = "awaiting a second signature"
GOING_LIVE = ("published", "scheduled")


@dataclass
class Account:
    """One page as its events tell it, taken one after the other with ``take``."""

    editions: dict[int, Telling] = field(default_factory=dict)
    holds: set[str] = field(default_factory=set)
    withdrawn: dict[int, str] = field(default_factory=dict)
    last: RecordedEvent | None = None

    def take(self, event: RecordedEvent) -> None:
        """Raises Impossible when the event cannot come next."""
        self.rule(
            not self.last or self.last.at <= event.at, event, "earlier than the one before it"
        )
        overridden = self.last is not None and self.last.verb == "overridden"
        self.rule(not overridden or self.completes(event), event, "the override is not completed")
        STEPS[event.verb](self, event)
        self.last = event

    def rule(self, holds: object, event: RecordedEvent, complaint: str) -> None:
        if not holds:
            raise Impossible(f"{event.verb} {event.edition_number or ''}: {complaint}: {event}")

    def completes(self, event: RecordedEvent) -> bool:
        """Whether the event is the second half of the override before it."""
        same = self.last[1:2] + self.last[3:4] == event[1:2] + event[3:4]
        return self.last.verb == "overridden" and event.verb in GOING_LIVE and same

    def draft(self, event: RecordedEvent) -> Telling:
        found = self.editions.get(event.edition_number)
        self.rule(found and found.since is None, event, "there is no such draft")
        return found

    def same(self, edition: Telling, event: RecordedEvent) -> None:
        self.rule(edition.says == event.digest, event, "it says something else")

    def waiting(self, at: datetime) -> list[Telling]:
        return [row for row in self.editions.values() if row.since and row.since > at]

    def opened(self, event: RecordedEvent) -> None:
        drafts = [row for row in self.editions.values() if row.since is None]
        self.rule(not drafts, event, "there is a draft")
        self.rule(not self.waiting(event.at), event, "an edition waits to go live")
        number = len(self.editions) + 1
        self.rule(event.edition_number == number, event, f"the next one is {number}")
        self.editions[number] = Telling(says=event.digest, writers={event.actor_id})

    def saved(self, event: RecordedEvent) -> None:
        self.rule(self.draft(event).says != event.digest, event, "nothing has changed")
        self.draft(event).write(event)

    def discarded(self, event: RecordedEvent) -> None:
        self.same(self.draft(event), event)
        del self.editions[event.edition_number]

    def submitted(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        is_open = draft.stage in ("draft", "returned", "changed")
        self.rule(is_open, event, "it is submitted already")
        draft.write(event)
        draft.sign("submitted", event)

    def returned(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.same(draft, event)
        has_been = draft.stage in ("submitted", "approved", "changed")
        self.rule(has_been, event, "it was not submitted")
        draft.sign("returned", event)

    def approved(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        self.rule(edition, event, "there is no such edition")
        self.same(edition, event)
        self.rule(edition.stage in ("submitted", AWAITING), event, f"it is {edition.stage}")
        self.rule(event.actor_id not in edition.writers, event, "it is of their own hand")
        edition.sign("approved", event)

    def overridden(self, event: RecordedEvent) -> None:
        self.rule(not self.holds, event, "the page is on hold")
        draft = self.draft(event)
        self.rule(draft.stage != "approved", event, "it is approved")
        draft.write(event)
        draft.sign(AWAITING, event)

    def published(self, event: RecordedEvent) -> None:
        self.rule(event.moment and event.moment <= event.at, event, "it has not begun")
        self.scheduled(event)

    def scheduled(self, event: RecordedEvent) -> None:
        draft = self.draft(event)
        self.same(draft, event)
        self.rule(not self.holds, event, "the page is on hold")
        is_signed = draft.stage == "approved" or (draft.stage == AWAITING and self.completes(event))
        self.rule(is_signed, event, f"it is {draft.stage}")
        self.rule(event.moment and event.moment >= self.last.at, event, "it begins in the past")
        for row in self.editions.values():
            if row.since and (row.until is None or row.until > event.moment):
                self.rule(row.since < event.moment, event, "another begins later")
                row.until = event.moment
        draft.since = event.moment

    def unscheduled(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        is_it = edition and edition.since and edition.since == event.moment
        self.rule(is_it, event, "it does not wait to go live then")
        self.same(edition, event)
        self.rule(edition.since > event.at, event, "it has begun")
        edition.since = None
        edition.word = "draft" if edition.word == AWAITING else edition.word
        for row in self.editions.values():
            row.until = None if row.until == event.moment else row.until

    def held(self, event: RecordedEvent) -> None:
        self.rule(event.reason not in self.holds, event, "it is held for that already")
        self.rule(not self.waiting(event.at), event, "an edition waits to go live")
        self.holds.add(event.reason)

    def released(self, event: RecordedEvent) -> None:
        self.rule(event.reason in self.holds, event, "it is not held for that")
        self.holds.remove(event.reason)

    def withdrew(self, event: RecordedEvent) -> None:
        edition = self.editions.get(event.edition_number)
        is_live = edition and edition.since and edition.until is None
        self.rule(is_live and edition.since < event.moment, event, "it is not live")
        self.same(edition, event)
        self.rule(not self.waiting(event.at), event, "an edition waits to go live")
        self.rule(self.last.at <= event.moment <= event.at, event, "it ends at another time")
        edition.until = event.moment
        self.withdrawn[event.edition_number] = event.reason

    def stage(self, at: datetime) -> str:
        """Where the page stands as a whole: what stops it first, else how its last edition stands."""
        if self.holds:
            return "held"
        last = self.editions.get(len(self.editions))
        if last is None:
            return "none"
        if last.since is None:
            return "unsigned" if last.stage == AWAITING else last.stage
        if last.until and last.until <= at:
            return "none"
        return "waiting" if last.since > at else "live"

    def periods(self) -> dict[int, tuple]:
        """Beginning and end of each edition, a draft's being None."""
        return {number: (row.since, row.until) for number, row in self.editions.items()}

    def approval_statuses(self) -> dict[int, tuple[str, str]]:
        """The stage of each edition's approval, and the digest of what it says."""
        return {number: (row.stage, row.says) for number, row in self.editions.items()}


STEPS = {
    "opened": Account.opened,
    "saved": Account.saved,
    "discarded": Account.discarded,
    "submitted": Account.submitted,
    "returned": Account.returned,
    "approved": Account.approved,
    "overridden": Account.overridden,
    "published": Account.published,
    "scheduled": Account.scheduled,
    "unscheduled": Account.unscheduled,
    "held": Account.held,
    "released": Account.released,
    "withdrawn": Account.withdrew,
}


def replayed(events: list[RecordedEvent]) -> Account:
    """The account of one page's events, all of them. Raises Impossible."""
    account = Account()
    for event in events:
        account.take(event)
    return account
