"""The model with which interleavings are compared accepts legal histories and no others."""

import datetime

import pytest

from tests.support.reference_model import Impossible, RecordedEvent, replayed

LEGAL = "A opened 1; A saved 1; A submitted 1; B approved 1; C published 1"
AGAIN = f"{LEGAL}; A opened 2; A submitted 2; B approved 2"
IN_AN_HOUR = 3600
SECOND = datetime.timedelta(seconds=1)
START = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


def history(sentences: str) -> list[RecordedEvent]:
    """One event a second. An edition has another digest whenever somebody writes in it."""
    events, digests, scheduled = [], {}, {}
    for second, sentence in enumerate(sentences.split("; ")):
        person, verb, *number = sentence.split()
        number = int(number[0]) if number else None
        if verb in {"opened", "saved", "submitted", "overridden"}:
            digests[number] = f"{number} as of {second}"
        now = START + second * SECOND
        if verb == "scheduled":
            scheduled[number] = now + IN_AN_HOUR * SECOND
        moment = scheduled.get(number) if verb in {"scheduled", "unscheduled"} else now
        about = (number, moment, digests.get(number, ""), "" if number else "inquest")
        events.append(RecordedEvent(now, ord(person), verb, *about))
    return events


@pytest.mark.parametrize(
    "sentences",
    [
        LEGAL,
        f"{AGAIN}; C scheduled 2; C unscheduled 2; C scheduled 2",
        f"{AGAIN}; C scheduled 2; C unscheduled 2; C held; C released; C published 2",
        f"{AGAIN}; C returned 2; A submitted 2; B approved 2; C published 2; D withdrawn 2",
        f"{LEGAL}; A opened 2; A discarded 2; A opened 2; A overridden 2; A published 2; B approved 2",
    ],
)
def test_a_legal_history_is_accepted(sentences):
    replayed(history(sentences))


@pytest.mark.parametrize(
    ("sentences", "complaint"),
    [
        ("A saved 1", "there is no such draft"),
        ("A opened 2", "the next one is 1"),
        ("A opened 1; A opened 2", "there is a draft"),
        ("A opened 1; B approved 1", "it is draft"),
        ("A opened 1; A submitted 1; A submitted 1; A submitted 1", "it is submitted already"),
        ("A opened 1; A submitted 1; A approved 1", "it is of their own hand"),
        ("A opened 1; B saved 1; A submitted 1; B approved 1", "it is of their own hand"),
        ("A opened 1; A submitted 1; C published 1", "it is submitted"),
        ("A opened 1; A submitted 1; B approved 1; A saved 1; C published 1", "it is changed"),
        ("A opened 1; A submitted 1; B approved 1; B returned 1; C published 1", "it is returned"),
        ("A opened 1; B returned 1", "it was not submitted"),
        ("A opened 1; A overridden 1; B published 1", "the override is not completed"),
        ("A opened 1; A overridden 1; A saved 1", "the override is not completed"),
        ("A opened 1; C held; A overridden 1", "the page is on hold"),
        (f"{LEGAL}; C published 1", "there is no such draft"),
        (f"{LEGAL}; A discarded 1", "there is no such draft"),
        (f"{AGAIN}; C held; C published 2", "the page is on hold"),
        (f"{AGAIN}; C held; C scheduled 2", "the page is on hold"),
        (f"{AGAIN}; C held; C held", "it is held for that already"),
        (f"{AGAIN}; C released", "it is not held for that"),
        (f"{AGAIN}; C scheduled 2; C held", "an edition waits to go live"),
        (f"{AGAIN}; C scheduled 2; C withdrawn 1", "it is not live"),
        (f"{AGAIN}; C scheduled 2; A opened 3", "an edition waits to go live"),
        (f"{AGAIN}; C unscheduled 2", "it does not wait to go live then"),
        (f"{AGAIN}; C published 2; D withdrawn 1", "it is not live"),
        (f"{LEGAL}; D withdrawn 1; D withdrawn 1", "it is not live"),
    ],
)
def test_an_illegal_history_is_rejected(sentences, complaint):
    with pytest.raises(Impossible, match=complaint):
        replayed(history(sentences))


@pytest.mark.parametrize("swapped", range(4))
def test_two_events_in_the_wrong_order_are_rejected(swapped):
    events = history(LEGAL)
    one, other = events[swapped : swapped + 2]
    wrong = [*events[:swapped], other._replace(at=one.at), one._replace(at=other.at)]
    with pytest.raises(Impossible):
        replayed([*wrong, *events[swapped + 2 :]])


def test_times_that_run_backwards_are_rejected():
    events = history(LEGAL)
    events[3] = events[3]._replace(at=START)
    with pytest.raises(Impossible, match="earlier than the one before it"):
        replayed(events)


def test_what_was_signed_and_what_goes_live_is_the_same():
    *before, published = history(LEGAL)
    with pytest.raises(Impossible, match="its content is another"):
        replayed([*before, published._replace(digest="other")])


def test_a_schedule_is_taken_back_before_it_begins_and_not_after():
    *before, late = history(f"{AGAIN}; C scheduled 2; C unscheduled 2")
    with pytest.raises(Impossible, match="it has begun"):
        replayed([*before, late._replace(at=late.moment)])
