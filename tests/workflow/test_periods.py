"""What the verbs write into periods: moments, days, notes, and what they leave alone."""

import datetime

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import LONDON, PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Banner, Edition, Event, Withdrawal
from tests.support import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
PASSED = "That moment has passed. Choose one in the future, or none to publish now."
NO_NOTE = "Say in the change note what has changed: readers see it in the page’s history."


def reasons_of(verb, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        verb(*args, by=make.make_user(), **kwargs)
    return refusal.value.reasons


def next_of(edition):
    return workflow.open_edition(edition.page, by=make.make_user())


def public(at=None):
    return list(Edition.objects.public(at=at or clock.now()).values_list("page", "number"))


def test_publishing_makes_the_draft_public_from_that_moment():
    draft = make.open_bare_review()
    before = clock.now()
    live = make.make_live(draft)
    assert before < live.live_from < clock.now()
    assert live.live_until is None
    assert live.first_published == PartialDate.of(live.live_from)
    assert public(at=live.live_from - datetime.timedelta.resolution) == []
    assert public(at=live.live_from) == [(live.page_id, 1)]


def test_the_next_edition_begins_at_the_moment_the_last_one_ends():
    first = make.make_live(make.open_bare_review())
    second = make.make_live(next_of(first))
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert second.first_published == first.first_published
    assert public(at=second.live_from - datetime.timedelta.resolution) == [(first.page_id, 1)]
    assert public(at=second.live_from) == [(first.page_id, 2)]


def published_with(draft, **change):
    workflow.submit(draft, by=make.make_user(), **change)
    workflow.approve(draft, by=make.make_user())
    return workflow.publish(draft, by=make.make_user())


@pytest.mark.parametrize(
    ("given", "kept"), [("", "First published."), (" \n", "First published."), (" Now. ", "Now.")]
)
def test_the_first_note_may_be_left_to_the_site(given, kept):
    live = published_with(make.open_plain(), note=given)
    assert (live.change_note, live.change_weight) == (kept, "substantive")


def test_a_later_note_and_its_weight_are_the_editors():
    draft = next_of(make.make_live(make.open_plain()))
    assert reasons_of(workflow.submit, draft, note=" ") == [NO_NOTE]
    assert reasons_of(workflow.override, draft, reason="It is urgent.", note=" ") == [NO_NOTE]
    live = published_with(draft, note="A name. ", weight="correction")
    assert (live.change_note, live.change_weight) == ("A name.", "correction")


def test_a_moment_that_has_passed_is_refused_with_all_other_reasons():
    draft = make.change(next_of(make.make_live(make.open_plain())), title="")
    passed = clock.now()
    assert reasons_of(workflow.publish, draft, at=passed) == [
        "Give the page a title.",
        PASSED,
        "Submit it for the approval of somebody who did not work on it.",
    ]
    signed = make.approved(make.open_plain())
    assert reasons_of(workflow.publish, signed, at=passed - DAY) == [PASSED]
    assert reasons_of(workflow.override, draft, reason="", at=passed) == [
        "Give the page a title.",
        PASSED,
        NO_NOTE,
        "Say why this cannot wait for a second person.",
    ]


def test_a_moment_that_passes_on_the_way_is_now():
    """Between the question whether it has passed and the answer in the table lies some work."""
    outcomes, by = [], make.make_user()
    ahead = datetime.timedelta(microseconds=250)
    while outcomes.count(True) < 10:
        draft = make.approved(make.open_plain())
        at = clock.now() + ahead
        try:
            live = workflow.publish(draft, by=by, at=at)
        except Refused as refusal:
            outcomes.append(refusal.reasons[0])
        else:
            outcomes.append(live.live_from >= at)
        ahead *= 1.1
    assert set(outcomes) == {PASSED, True}


def test_an_edition_that_somebody_else_has_just_published_or_discarded():
    mine = make.open_plain()
    make.make_live(Edition.objects.get(pk=mine.pk))
    taken = ["Edition 1 has already been published. Open the page again to see it."]
    assert reasons_of(workflow.publish, mine) == taken
    assert reasons_of(workflow.submit, mine, note="") == [
        *taken,
        NO_NOTE,
        "It has been submitted already and has not changed since.",
    ]
    other = make.open_plain()
    workflow.discard(Edition.objects.get(pk=other.pk), by=make.make_user())
    for verb in (workflow.discard, workflow.unschedule, workflow.approve, workflow.publish):
        assert reasons_of(verb, other) == ["Somebody else has discarded this draft."]
    gone = reasons_of(workflow.submit, other, note="")
    assert gone == ["Somebody else has discarded this draft."]


def test_a_scheduled_edition_takes_over_at_its_moment_by_itself():
    first = make.make_live(make.open_bare_review())
    at = clock.now() + DAY
    second = make.make_live(next_of(first), at=at)
    first.refresh_from_db()
    assert (first.live_until, second.live_from, second.live_until) == (at, at, None)
    assert public() == [(first.page_id, 1)]
    assert public(at=at - datetime.timedelta.resolution) == [(first.page_id, 1)]
    assert public(at=at) == [(first.page_id, 2)]


def test_taking_back_a_schedule_reopens_what_it_was_to_supersede():
    first = make.make_live(make.open_bare_review())
    second = make.make_live(next_of(first), at=clock.now() + DAY)
    back = workflow.unschedule(second, by=make.make_user())
    first.refresh_from_db()
    assert first.live_until is None
    assert (back.live_from, back.live_until) == (None, None)
    assert back.first_published == first.first_published
    assert public(at=clock.now() + 2 * DAY) == [(first.page_id, 1)]


def test_a_first_schedule_taken_back_leaves_no_date_of_publication():
    draft = make.open_plain()
    later = clock.now() + 400 * DAY
    back = workflow.unschedule(make.make_live(draft, at=later), by=make.make_user())
    assert back.first_published is None
    live = workflow.publish(back, by=make.make_user())
    assert live.first_published == PartialDate.of(live.live_from) < PartialDate.of(later)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # The night on which the clocks go forward: 01:00 does not come.
        ("2031-03-30T00:59:59.999999+00:00", "2031-03-30"),
        ("2031-03-30T01:00:00+00:00", "2031-03-30"),
        ("2031-03-30T22:59:59+00:00", "2031-03-30"),
        ("2031-03-30T23:00:00+00:00", "2031-03-31"),
        # The night on which they go back: 01:30 comes twice.
        ("2031-10-25T23:00:00+00:00", "2031-10-26"),
        ("2031-10-26T00:30:00+00:00", "2031-10-26"),
        ("2031-10-26T01:30:00+00:00", "2031-10-26"),
        ("2031-10-26T23:59:59+00:00", "2031-10-26"),
        ("2031-10-27T00:00:00+00:00", "2031-10-27"),
    ],
)
def test_the_day_of_publication_is_londons(moment, day):
    at = datetime.datetime.fromisoformat(moment)
    for zone in (datetime.UTC, LONDON):
        edition = make.make_live(make.open_plain(), at=at.astimezone(zone))
        assert edition.live_from == at
        assert edition.first_published == PartialDate(day)


def test_the_hour_that_comes_twice_holds_two_moments():
    first = make.make_live(make.open_plain())
    half_past_one = datetime.datetime(2031, 10, 26, 1, 30, tzinfo=LONDON)
    make.make_live(next_of(first), at=half_past_one.replace(fold=1))
    assert public(at=half_past_one) == [(first.page_id, 1)]
    assert public(at=half_past_one.replace(fold=1)) == [(first.page_id, 2)]


def test_withdrawing_ends_the_period_now_and_leaves_the_notice():
    live = make.make_live(make.open_bare_review())
    by = make.make_user()
    withdrawal = make.withdraw(
        live, by=by, reason="court_order", note=" Ask us. \n", authorised_by=" The chair "
    )
    live.refresh_from_db()
    assert live.live_from < live.live_until < clock.now()
    given = Withdrawal.objects.values_list(
        "edition", "reason", "public_note", "by", "authorised_by"
    )
    assert given.get() == (live.pk, "court_order", "Ask us.", by.pk, "The chair")
    assert public(at=clock.now() + 9 * DAY) == []
    assert list(Withdrawal.objects.public(at=clock.now())) == [withdrawal]
    assert not Withdrawal.objects.public(at=live.live_until - datetime.timedelta.resolution)


def test_a_withdrawal_needs_a_listed_reason_and_a_public_note():
    live = make.make_live(make.open_plain())
    no_reason = "Choose a reason for the withdrawal from the list."
    no_note = "Write the public note that readers will find at this address."
    say = {"reason": "error", "note": "Gone."}
    for given, reasons in [
        (say | {"reason": ""}, [no_reason]),
        (say | {"reason": "whim"}, [no_reason]),
        (say | {"note": " "}, [no_note]),
        ({"reason": "", "note": ""}, [no_reason, no_note]),
    ]:
        assert reasons_of(workflow.withdraw, live.page, **given) == reasons
    assert public() == [(live.page_id, 1)]


def test_nothing_of_a_withdrawn_page_returns_by_itself():
    live = make.make_live(make.open_bare_review())
    at = clock.now() + DAY
    waiting = make.make_live(next_of(live), at=at)
    make.withdraw(live)
    waiting.refresh_from_db()
    assert waiting.is_draft
    assert public(at=at) == []


def test_a_withdrawn_page_can_be_published_again_and_its_notice_goes():
    live = make.make_live(make.open_bare_review())
    make.withdraw(live)
    again = make.make_live(next_of(live))
    assert public() == [(live.page_id, 2)]
    assert again.first_published == live.first_published
    assert not Withdrawal.objects.public(at=clock.now())
    assert Withdrawal.objects.public(at=again.live_from - datetime.timedelta.resolution)


def shown():
    return list(Banner.objects.public(at=clock.now()).values_list("heading", flat=True))


def test_a_banner_is_shown_for_its_period():
    by, tomorrow = make.make_user(), clock.now() + DAY
    now = workflow.announce(Banner(heading="Now", message="A"), by=by)
    later = workflow.announce(Banner(heading="Later", message="B", live_from=tomorrow), by=by)
    assert shown() == ["Now"]
    workflow.end_banner(now, by=by)
    assert shown() == []
    now.refresh_from_db()
    assert list(Event.objects.values_list("verb", "actor", "actor_name", "banner", "moment")) == [
        ("announced", by.pk, str(by), now.pk, now.live_from),
        ("announced", by.pk, str(by), later.pk, tomorrow),
        ("ended_banner", by.pk, str(by), now.pk, now.live_until),
    ]


def test_a_banner_that_cannot_be_is_refused():
    now = clock.now()
    passed = "That moment has passed. Choose one in the future, or none to begin now."
    for begins, ends, reason in [
        (now - DAY, None, passed),
        (now + DAY, now + DAY, "The banner must end after it begins."),
        (None, now, "The banner must end after it begins."),
    ]:
        banner = Banner(heading="A", message="B", live_from=begins, live_until=ends)
        assert reasons_of(workflow.announce, banner) == [reason]
    assert (Banner.objects.count(), Event.objects.count()) == (0, 0)
    by = make.make_user()
    ended = workflow.announce(Banner(heading="A", message="B"), by=by)
    workflow.end_banner(ended, by=by)
    assert reasons_of(workflow.end_banner, ended) == ["This banner is no longer shown."]
    assert Event.objects.count() == 2


def test_a_banner_that_has_not_begun_can_be_taken_back():
    begins = clock.now() + DAY
    coming = workflow.announce(
        Banner(heading="A", message="B", live_from=begins), by=make.make_user()
    )
    assert Banner.objects.public(at=begins).exists()
    workflow.end_banner(coming, by=make.make_user())
    assert not Banner.objects.public(at=begins).exists()
    coming.refresh_from_db()
    assert coming.live_until == coming.live_from
