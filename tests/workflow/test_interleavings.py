"""Seeded interleavings of the verbs by eight threads: only legal states, one total order.

What the threads do follows from the seed; who overtakes whom, from the machine. So a failure shows
what each of them did, and the events of the page in their order.
"""

import logging
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest

from reviews import workflow
from reviews.editions.approval import approval_status
from reviews.editions.digest import edition_contents
from reviews.ledger import checkpoints, verification
from reviews.lib import clock
from reviews.models import Approval, Checkpoint, Event, Page, PlainPage, Review, Withdrawal
from tests.support import factories as make
from tests.support import moments
from tests.support.concurrency import at_once, race
from tests.support.concurrent_actions import (
    VERBS,
    ConcurrentAction,
    Crew,
    Done,
    act,
    attempt,
    drawn,
)
from tests.support.reference_model import AWAITING, ModelPage, RecordedEvent

BEGAN = "Edition 2 has just gone live: open the page again to see it."
# What is done to each page before anybody races, so that every stage of a page is raced from, and each verb is
# accepted at least once.
PATHS = [
    "",
    "open discard open save submit take_back",
    "open submit",
    "open submit return save",
    "open submit approve",
    "open submit approve publish open",
    "open submit approve schedule unschedule schedule",
    "open submit approve hold release publish withdraw open save submit approve bring_back",
    "open submit approve publish hold",
    "open override approve",
    "open override_soon",
    "open submit approve schedule_soon",
]
# Who does one of these cannot sign the draft as the second person.
WRITES = {"open", "save", "submit", "take_back", "discard", "override", "override_soon"}
# Each of these events is written with an approval of the same name.
SIGNED = {"submitted", "taken_back", "returned", "approved", "overridden"}


class Watch:
    """Follows the ledger while people are at work on a few pages."""

    def __init__(self) -> None:
        self.people = [make.make_user() for _ in range(12)]
        self.pages = [
            *(
                PlainPage.objects.create(kind="plain", path=f"page-{n}")
                for n in range(len(PATHS) - 1)
            ),
            Review.objects.create(kind="review", path="reviews/a", board=make.make_board()),
        ]
        self.models = {page.pk: ModelPage() for page in self.pages}
        self.events: list[Event] = []
        self.outcomes: Counter[tuple[str, bool]] = Counter()

    @property
    def accepted(self) -> set[str]:
        return {verb for verb, is_refused in self.outcomes if not is_refused}

    def prepare(self, crew: Crew) -> None:
        """One after the other, so that nothing is refused."""
        writer, signer = self.people[:2]
        for page, path in zip(self.pages, PATHS, strict=True):
            for turn, verb in enumerate(path.split()):
                by = writer if verb in WRITES else signer
                action = ConcurrentAction(f"{page.path}-{turn}", verb, by, 0.5)
                alone = partial(do_alone, crew, page, action)
                done = moments.in_time(alone, ahead=timedelta(seconds=action.pace))
                assert done.refusal == "", done
                self.take(page, self.new_events())
                self.outcomes[verb, False] += 1
            assert_rows_agree(page, self.models[page.pk])

    def new_events(self) -> list[Event]:
        return list(Event.objects.filter(seq__gt=len(self.events)).order_by("seq"))

    def run(self, crew: Crew, seed: int) -> None:
        """All act at once on one page. Its rows must then be what follows from its events."""
        page = self.pages[seed % len(self.pages)]
        model = self.models[page.pk]
        stage = model.stage(clock.now())
        with explained() as notes:
            done = crew.do(page, drawn(seed, stage, self.people, crew.pace))
            notes += done
            new = self.new_events()
            notes += map(recorded, new)
            self.take(page, new)
            each_has_its_place(done, new)
            assert_rows_agree(page, model)
        self.outcomes.update((one.action.verb, one.is_refused) for one in done)

    def take(self, page: Page, new: list[Event]) -> None:
        """Apply the next events of the ledger, which have no gap and are all of this page."""
        first = len(self.events) + 1
        assert [event.seq for event in new] == list(range(first, first + len(new)))
        assert {event.page_id for event in new} <= {page.pk}
        self.events += new
        for event in new:
            self.models[page.pk].apply(recorded(event))


def do_alone(crew: Crew, page: Page, action: ConcurrentAction, ahead: timedelta) -> Done:
    """Raises TooLate where a moment that is so near has passed on the way."""
    action = action._replace(pace=ahead.total_seconds())
    done = crew.threads.submit(attempt, page, action).result()
    if "passed" in done.refusal:
        raise moments.TooLate
    return done


def recorded(event: Event) -> RecordedEvent:
    return RecordedEvent(*(getattr(event, name) for name in RecordedEvent._fields))


@contextmanager
def explained():
    """An error inside is shown with the notes made before it."""
    notes = []
    try:
        yield notes
    except Exception as error:
        for note in map(str, notes):
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


def assert_rows_agree(page: Page, model: ModelPage) -> None:
    """The rows have the periods and the holds that follow from the events."""
    rows = page.editions.values_list("number", "live_from", "live_until")
    assert {number: tuple(period) for number, *period in rows} == model.periods()
    assert set(page.holds.in_force().values_list("reason", flat=True)) == model.holds


def assert_everything_agrees(page: Page, model: ModelPage, events: list[Event]) -> None:
    """The signatures, the withdrawals and the content of every edition follow from them too."""
    assert_rows_agree(page, model)
    found = {
        content.row.number: (approval_status(content).stage, content.digest)
        for content in edition_contents(page.editions.all()).values()
    }
    assert found == model.approval_statuses()
    begun = {row.stage for row in model.editions.values() if row.live_from}
    assert begun <= {"approved", AWAITING}
    gone = Withdrawal.objects.filter(edition__page=page)
    assert dict(gone.values_list("edition__number", "reason")) == model.withdrawn
    verdicts = Approval.objects.filter(page=page).order_by("pk")
    assert list(verdicts.values_list("verdict", "edition_number", "by", "digest")) == [
        (event.verb, event.edition_number, event.actor_id, event.digest)
        for event in events
        if event.verb in SIGNED and event.page_id == page.pk
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
@pytest.mark.sweep(few=25, full=1000)
def test_whoever_overtakes_whom_the_states_are_legal_and_the_order_is_one(seeds, caplog):
    watch = Watch()
    with Crew() as crew:
        watch.prepare(crew)
        assert watch.accepted == set(VERBS)
        for seed in seeds:
            watch.run(crew, seed)
    for page in watch.pages:
        assert_everything_agrees(page, watch.models[page.pk], watch.events)
    assert verification.verify(outside=[]).problems == []
    assert [row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR] == []
    assert watch.accepted == set(VERBS)


@pytest.mark.usefixtures("committed")
def test_of_many_who_sign_a_checkpoint_at_once_one_does():
    make.open_plain()
    made = at_once(*[checkpoints.checkpoint] * 8)
    assert [row for row in made if row] == [Checkpoint.objects.get()]


def while_it_begins(verb: str):
    """The page, the person, and the result of their verb, which waits until an edition is live."""

    def attempt(ahead):
        page, by = make.make_live(make.open_plain()).page, make.make_user()
        other = make.open_plain().page
        draft = make.approved(workflow.open_edition(page, by=make.make_user()))
        scheduled = moments.schedule(draft, ahead)
        _, result, waited = race(
            lambda: workflow.hold(other, by=by, reason="inquest"),
            lambda: act(page, ConcurrentAction("1", verb, by, 0)),
            then=lambda: moments.wait_until_live(scheduled),
        )
        assert waited
        return page, by, result

    return moments.in_time(attempt)


@pytest.mark.usefixtures("committed")
def test_a_withdrawal_takes_what_began_while_it_waited():
    page = while_it_begins("withdraw")[0]
    assert not page.editions.public(at=clock.now()).exists()
    assert Withdrawal.objects.get(edition__page=page).edition.number == 2


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("verb", ["unschedule", "hold"])
def test_what_begins_while_somebody_waits_for_the_ledger_is_not_taken_back(verb):
    """The public has seen it by then: it stays in the record, and the verb can be tried again."""
    page, by, reasons = while_it_begins(verb)
    assert reasons == [BEGAN]
    assert [row.number for row in page.editions.public(at=clock.now())] == [2]
    act(page, ConcurrentAction("2", "withdraw", by, 0))
    assert [row.number for row in page.editions.public(at=clock.now())] == []
