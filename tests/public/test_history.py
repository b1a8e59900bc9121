"""“Page last updated”, and the public's list of what changed."""

import datetime
from dataclasses import replace

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Banner, Board, Edition, Page
from reviews.public import history
from reviews.public.history import HistoryEntry
from reviews.public.last_updated import last_updated
from tests.support import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
OLD = PartialDate("2018-10-04")
SOURCE = "www.example.gov.uk"


def day(moment):
    return PartialDate.of(moment)


def change(moment, *words, **facts):
    """The entry of a change that was witnessed here."""
    return HistoryEntry(day(moment), moment, *words, **facts)


def updated(edition, at=None):
    return last_updated(edition, at=at or clock.now())


def entries(edition, at=None):
    return history.entries(edition, at=at or clock.now())


def next_of(edition, **fields):
    draft = workflow.open_edition(edition.page, by=make.make_user())
    return make.change(draft, **fields)


def brought(edition, about="", number=None):
    """The entries of an edition that was carried over, the latest first."""
    begun = day(edition.live_from)
    rows = [(begun, f"Carried over unchanged from {SOURCE}.", "")]
    rows += [(OLD, "Last updated.", SOURCE), (PartialDate("2015-08"), "First published.", SOURCE)]
    found = [
        HistoryEntry(date, edition.live_from, note, source=source, about=about)
        for date, note, source in rows
    ]
    return [replace(found[0], number=number), *found[1:]]


OPENERS = [make.open_plain, make.open_listing, make.open_bare_review]


@pytest.mark.parametrize("open_draft", OPENERS)
def test_publishing_is_the_update(open_draft):
    live = make.make_live(open_draft())
    assert updated(live) == day(live.live_from)


@pytest.mark.parametrize("open_draft", OPENERS)
def test_the_date_carried_over_is_shown_and_the_carrying_over_does_not_move_it(open_draft):
    assert updated(make.carry_over(open_draft())) == OLD


@pytest.mark.parametrize("open_draft", OPENERS)
def test_the_first_change_made_here_moves_it(open_draft):
    second = make.make_live(next_of(make.carry_over(open_draft())))
    assert updated(second) == day(second.live_from)


@pytest.mark.parametrize("open_draft", OPENERS)
def test_at_an_earlier_moment_the_date_is_the_earlier_one(open_draft):
    first = make.carry_over(open_draft())
    begun = clock.now() + 3 * DAY
    second = make.make_live(next_of(first), at=begun)
    assert updated(first) == OLD
    assert updated(first, at=begun - datetime.timedelta.resolution) == OLD
    assert updated(second, at=begun) == updated(second, at=begun + 9 * DAY) == day(begun)


def housekeeping(edition):
    """All that may be done without the public receiving other bytes."""
    by, page = make.make_user(), edition.page
    draft = next_of(edition, title="Other", change_note="Other")
    yield "opened and saved a draft"
    workflow.submit(draft, by=by, note="Other.")
    yield "submitted"
    workflow.return_(draft, by=make.make_user(), remarks="Say more.")
    yield "returned"
    make.approved(draft, by=by, note="Other.")
    yield "approved"
    workflow.publish(draft, by=by, at=clock.now() + DAY)
    yield "scheduled"
    workflow.release(workflow.hold(page, by=by, reason="inquest"), by=by)
    yield "held and released"
    workflow.publish(draft, by=by, at=clock.now() + DAY)
    yield "scheduled again"
    workflow.unschedule(draft, by=by)
    yield "unscheduled"
    workflow.discard(draft, by=by)
    yield "discarded"
    workflow.announce(Banner(heading="A", message="B"), by=by)
    yield "announced"
    Board.objects.update(contact_email="a@example.org", website="https://example.org/")
    yield "changed the contact"
    Page.objects.filter(pk=page.pk).update(in_footer=True)
    yield "linked in the footer"


@pytest.mark.parametrize("open_draft", OPENERS)
def test_housekeeping_does_not_move_it(open_draft):
    edition = make.carry_over(open_draft())
    before = entries(edition)
    for done in housekeeping(edition):
        assert (done, updated(edition)) == (done, OLD)
        assert entries(edition) == before


@pytest.mark.parametrize(
    ("carried", "shown"),
    [
        (["2018-10-04", "2017-01-01"], "2018-10-04"),
        (["2018-10-04", "2019-02"], "2019-02"),
        (["2018", "2018-10"], "2018-10"),
        (["2018-10-04", "unknown"], "2018-10-04"),
        (["unknown", "2017"], "2017"),
        (["unknown", "unknown"], "unknown"),
    ],
)
def test_a_listing_is_as_new_as_the_newest_of_what_it_lists(carried, shown):
    of_listing, of_review = carried
    listing = make.carry_over(make.open_listing(), updated=of_listing)
    make.carry_over(make.open_bare_review(), updated=of_review)
    assert updated(listing) == PartialDate(shown)


def test_a_listing_is_updated_by_what_happens_to_its_reviews():
    board = make.make_board()
    listing = make.carry_over(make.open_listing(board))
    draft = make.open_bare_review(board)
    assert updated(listing) == OLD
    live = make.make_live(draft, at=clock.now() + 2 * DAY)
    assert updated(listing) == OLD
    assert updated(listing, at=live.live_from) == day(live.live_from)


def test_a_withdrawal_updates_the_listing():
    listing, review = make.carry_over(make.open_listing()), make.carry_over(make.open_bare_review())
    assert updated(listing) == OLD
    before = clock.now()
    withdrawn = make.withdraw(review).edition
    assert updated(listing) == day(withdrawn.live_until)
    assert updated(listing, at=before) == OLD


def test_a_review_that_leaves_the_listing_updates_it():
    listing, review = make.carry_over(make.open_listing()), make.carry_over(make.open_bare_review())
    second = make.make_live(next_of(review, review_type="sar"))
    assert updated(listing) == day(second.live_from)


@pytest.mark.parametrize(
    ("fields", "moves"),
    [({}, True), ({"review_type": "sar"}, False), ({"board": "another"}, False)],
)
def test_a_review_outside_the_listing_does_not_update_it(fields, moves):
    board = make.make_board()
    listing = make.carry_over(make.open_listing(board))
    fields = fields | {"board": make.make_board() if fields.get("board") else board}
    live = make.make_live(make.open_bare_review(**fields))
    assert updated(listing) == (day(live.live_from) if moves else OLD)
    assert (entries(listing) == brought(listing)) == (not moves)


def test_the_history_of_a_page_tells_every_public_change():
    first = make.make_live(make.open_plain())
    draft = next_of(first)
    make.approved(draft, note="A name.", weight="correction")
    second = workflow.publish(draft, by=make.make_user())
    make.withdraw(second)
    third = make.make_live(next_of(second))
    waiting = make.make_live(next_of(third), at=clock.now() + DAY)
    first.refresh_from_db()
    second.refresh_from_db()
    whole = [
        replace(change(third.live_from, "Changed."), is_return=True),
        change(second.live_until, "Withdrawn."),
        change(second.live_from, "", "correction: something was wrong"),
        change(first.live_from, ""),
    ]
    assert entries(third) == whole
    assert entries(waiting, at=waiting.live_from) == [
        change(waiting.live_from, "Changed."),
        replace(whole[0], number=3),
        *whole[1:],
    ]
    assert entries(second, at=second.live_from) == [
        change(second.live_from, "A name.", "correction: something was wrong"),
        change(first.live_from, "Changed.", number=1),
    ]


def test_the_history_marks_what_was_not_witnessed_here():
    first = make.carry_over(make.open_bare_review())
    second = make.make_live(next_of(first))
    changed = change(second.live_from, "Changed.")
    assert entries(second) == [changed, *brought(first, number=1)]


@pytest.mark.parametrize(
    ("published", "updated", "entry"),
    [
        ("unknown", "unknown", []),
        ("2015-08", "unknown", [("2015-08", "First published.")]),
        ("unknown", "2018", [("2018", "Last updated.")]),
        ("2018", "2018", [("2018", "Last updated.")]),
    ],
)
def test_what_is_not_known_of_an_earlier_website_is_left_out(published, updated, entry):
    live = make.carry_over(make.open_plain(), published=published, updated=updated)
    assert [(e.date.iso, e.note) for e in entries(live)[1:]] == entry


def test_the_history_of_a_listing_names_its_reviews_while_they_are_public():
    listing = make.carry_over(make.open_listing())
    review = make.make_live(make.open_bare_review(label="Child L"))
    second = make.make_live(next_of(review))
    carried_over, *dates = brought(listing)
    assert entries(listing) == [
        change(second.live_from, "Changed.", about="Child L"),
        change(review.live_from, "Changed.", about="Child L"),
        carried_over,
        *dates,
    ]
    public = clock.now()
    make.withdraw(second)
    second.refresh_from_db()
    gone = "A review that is no longer public"
    assert entries(listing) == [
        change(second.live_until, "Withdrawn.", about=gone),
        change(second.live_from, "", about=gone),
        change(review.live_from, "", about=gone),
        carried_over,
        *dates,
    ]
    assert [entry.about for entry in entries(listing, at=public)[:3]] == ["Child L", "Child L", ""]


def test_a_carried_over_review_is_named_in_the_listing_while_it_is_public():
    listing = make.make_live(make.open_listing())
    review = make.carry_over(make.open_bare_review(label="Child L"))
    carried_over, *dates = brought(review, about="Child L")
    own = change(listing.live_from, "Changed.")
    assert entries(listing) == [carried_over, own, *dates]
    make.withdraw(review)
    assert "Child L" not in {entry.about for entry in entries(listing)}


def open_listing_of_a_board():
    return make.open_listing(make.make_board())


@pytest.mark.parametrize(
    ("open_draft", "for_update", "for_entries"),
    [
        (make.open_plain, 1, 1),
        (make.open_listing, 1, 5),
        (open_listing_of_a_board, 1, 4),  # one: which boards it took over from, and when
        (make.open_bare_review, 1, 1),
    ],
)
def test_the_cost_does_not_grow_with_the_history(
    open_draft, for_update, for_entries, django_assert_num_queries
):
    edition = make.make_live(open_draft())
    rows = Edition.objects.select_related("page__board", "reviewedition", "listingedition")
    for count in range(1, 7):
        edition = make.make_live(next_of(edition))
        make.make_live(make.open_bare_review())
        asked, now = rows.get(pk=edition.pk), clock.now()
        with django_assert_num_queries(for_update):
            last_updated(asked, at=now)
        with django_assert_num_queries(for_entries):
            found = history.entries(asked, at=now)
        assert len(found) == 1 + count * (2 if open_draft is make.open_listing else 1)
