"""1,000 seeded interleavings of the verbs by eight threads: only legal states, one total order.

What the threads are to do comes from the seed; who overtakes whom is for the machine to say. So a
failure names the seed and shows what each of them did and the events of the page in their order.
"""

import datetime
import logging
from collections import Counter
from contextlib import contextmanager

import pytest

from reviews import workflow
from reviews.editions.approval import approval_status
from reviews.editions.digest import edition_contents
from reviews.ledger import checkpoints, verification
from reviews.lib import clock
from reviews.models import Approval, Checkpoint, Event, Page, PlainPage, Review, Withdrawal
from tests.support import bypass
from tests.support import factories as make
from tests.support.concurrency import at_once, race
from tests.support.concurrent_actions import VERBS, ConcurrentAction, Crew, Done, act, drawn
from tests.support.reference_model import AWAITING, Account, RecordedEvent

SCHEDULES, IN_ONE_LEDGER = 1000, 500
BEGAN = "Edition 2 has just gone live: open the page again to see it."
SECOND = datetime.timedelta(seconds=1)
# Each of these events is written with an approval of the same name.
SIGNED = {"submitted", "returned", "approved", "overridden"}


class Watch:
    """Follows the ledger while people are at work on a few pages."""

    def __init__(self) -> None:
        self.people = [make.make_user() for _ in range(12)]
        self.pages = [
            *(PlainPage.objects.create(kind="plain", path=f"page-{n}") for n in range(7)),
            Review.objects.create(kind="review", path="reviews/a", board=make.make_board()),
        ]
        self.accounts = {page.pk: Account() for page in self.pages}
        self.events: list[Event] = []
        self.outcomes: Counter[tuple[str, bool]] = Counter()

    def run(self, crew: Crew, seed: int) -> None:
        """All at once on one page, whose rows then agree with its events."""
        page = self.pages[seed % len(self.pages)]
        account = self.accounts[page.pk]
        stage = account.stage(clock.now())
        with explained(seed) as notes:
            done = crew.do(page, drawn(seed, stage, self.people))
            notes += done
            new = list(Event.objects.filter(seq__gt=len(self.events)).order_by("seq"))
            notes += map(recorded, new)
            self.take(page, new)
            each_has_its_place(done, new)
            rows_agree(page, account)
        self.outcomes.update((one.action.verb, one.is_refused) for one in done)

    def take(self, page: Page, new: list[Event]) -> None:
        """The next events of the ledger, without a gap, of this page and no other."""
        first = len(self.events) + 1
        assert [event.seq for event in new] == list(range(first, first + len(new)))
        assert {event.page_id for event in new} <= {page.pk}
        self.events += new
        for event in new:
            self.accounts[page.pk].take(recorded(event))


def recorded(event: Event) -> RecordedEvent:
    return RecordedEvent(*(getattr(event, name) for name in RecordedEvent._fields))


@contextmanager
def explained(seed: int):
    """Whatever goes wrong inside is shown with the seed and with what was noted until then."""
    notes = []
    try:
        yield notes
    except Exception as error:
        for note in [f"Seed {seed}.", *map(str, notes)]:
            error.add_note(note)
        raise


def each_has_its_place(done: list[Done], events: list[Event]) -> None:
    """Whoever was refused left no event, and whoever had ended before another began comes first."""
    places: dict[str, list[int]] = {}
    for event in events:
        places.setdefault(event.request_id, []).append(event.seq)
    assert places.keys() <= {one.action.name for one in done}
    for one in done:
        assert not (one.is_refused and one.action.name in places), one
        # Opening a draft that is there, and saving what is there, is not an event.
        assert one.is_refused or one.action.name in places or one.action.verb in {"open", "save"}, (
            one
        )
    acted = [one for one in done if one.action.name in places]
    for one in acted:
        later = [other for other in acted if one.ended < other.began]
        assert all(max(places[one.action.name]) < min(places[other.action.name]) for other in later)


def rows_agree(page: Page, account: Account) -> None:
    """The rows show the periods and the holds at which the account has arrived."""
    rows = page.editions.values_list("number", "live_from", "live_until")
    assert {number: tuple(period) for number, *period in rows} == account.periods()
    assert set(page.holds.in_force().values_list("reason", flat=True)) == account.holds


def rows_agree_in_full(page: Page, account: Account, events: list[Event]) -> None:
    """So do the signatures, the withdrawals and the content of every edition; each was approved as it is."""
    rows_agree(page, account)
    found = {
        content.row.number: (approval_status(content).stage, content.digest)
        for content in edition_contents(page.editions.all()).values()
    }
    assert found == account.approval_statuses()
    begun = {row.stage for row in account.editions.values() if row.since}
    assert begun <= {"approved", AWAITING}
    gone = Withdrawal.objects.filter(edition__page=page)
    assert dict(gone.values_list("edition__number", "reason")) == account.withdrawn
    words = Approval.objects.filter(page=page).order_by("pk")
    assert list(words.values_list("verdict", "edition_number", "by", "digest")) == [
        (event.verb, event.edition_number, event.actor_id, event.digest)
        for event in events
        if event.verb in SIGNED and event.page_id == page.pk
    ]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("first", range(0, SCHEDULES, IN_ONE_LEDGER))
def test_whoever_overtakes_whom_the_states_are_legal_and_the_order_is_one(first, caplog):
    watch = Watch()
    with Crew() as crew:
        for seed in range(first, first + IN_ONE_LEDGER):
            watch.run(crew, seed)
    for page in watch.pages:
        rows_agree_in_full(page, watch.accounts[page.pk], watch.events)
    assert verification.verify(outside=[]).problems == []
    assert [row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR] == []
    assert {verb for verb, is_refused in watch.outcomes if not is_refused} == set(VERBS)


@pytest.mark.usefixtures("committed")
def test_of_many_who_sign_a_checkpoint_at_once_one_does():
    make.open_plain()
    made = at_once(*[checkpoints.checkpoint] * 8)
    assert [row for row in made if row] == [Checkpoint.objects.get()]


def while_it_begins(verb: str):
    """The page, the person, and the answer to the one whose verb waited until an edition had begun."""
    live = make.make_live(make.open_plain())
    page, by, other = live.page, make.make_user(), make.open_plain().page
    draft = make.approved(workflow.open_edition(page, by=make.make_user()))
    waiting = workflow.publish(draft, by=by, at=clock.now() + 1.5 * SECOND)
    _, answer, waited = race(
        lambda: workflow.hold(other, by=by, reason="inquest"),
        lambda: act(page, ConcurrentAction("1", verb, by, 0)),
        then=lambda: bypass.sql("SELECT pg_sleep_until(%s)", waiting.live_from),
    )
    assert waited
    return page, by, answer


@pytest.mark.usefixtures("committed")
def test_a_withdrawal_takes_what_began_while_it_waited():
    page = while_it_begins("withdraw")[0]
    assert not page.editions.public(at=clock.now()).exists()
    assert Withdrawal.objects.get().edition.number == 2


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("verb", ["unschedule", "hold"])
def test_what_begins_while_somebody_waits_for_the_ledger_is_not_taken_back(verb):
    """The public has seen it by then: it stays in the record, and the verb can be tried again."""
    page, by, answer = while_it_begins(verb)
    assert answer == [BEGAN]
    assert [row.number for row in page.editions.public(at=clock.now())] == [2]
    act(page, ConcurrentAction("2", "withdraw", by, 0))
    assert [row.number for row in page.editions.public(at=clock.now())] == []
