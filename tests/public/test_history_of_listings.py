"""What the history of a listing shows once the listing lists other types, or boards, than it did."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Edition
from reviews.public import history, history_parts
from reviews.public.last_updated import _with_listed, last_updated
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
GONE = "A review that is no longer public"


def next_of(edition: Edition, **fields) -> Edition:
    draft = workflow.open_edition(edition.page, by=make.make_user()).as_kind
    return make.make_live(make.change(draft, **fields))


def history_of(listing: Edition) -> list[tuple]:
    """Whom each entry is about and when, without the listing's own."""
    found = history.entries(listing, at=clock.now())
    return [(entry.about, entry.moment) for entry in found if entry.about]


def updated(listing: Edition) -> PartialDate:
    return last_updated(listing, at=clock.now())


def narrowed(listing: Edition) -> Edition:
    return next_of(listing, review_types=["scr"])


@shared_start
def listing():
    return make.make_live(make.open_listing(review_types=["scr", "sar"]))


@shared_start
def adult(listing):
    """A review of a type that the listing listed from the first."""
    return make.make_live(review_type="sar", label="Adult Q")


def test_an_entry_stays_when_the_listing_is_narrowed(listing, adult):
    before = history_of(listing)
    assert before == [("Adult Q", adult.live_from)]
    assert history_of(narrowed(listing)) == before


def test_what_happens_to_a_review_that_is_not_listed_any_more_is_not_history_of(listing, adult):
    later = narrowed(listing)
    at = clock.now()
    second = next_of(adult, summary="Changed.")
    make.withdraw(second)
    assert [moment for _, moment in history_of(later)] == [adult.live_from]
    assert last_updated(later, at=at) == updated(later)


def test_a_review_that_is_public_elsewhere_keeps_its_name(listing, adult):
    later = narrowed(listing)
    second = next_of(adult, summary="Changed.")
    assert history_of(later) == [("Adult Q", adult.live_from)]
    make.withdraw(second)
    assert history_of(later) == [(GONE, adult.live_from)]


def test_what_happened_before_the_listing_was_widened_is_not_history_of(listing):
    elder = make.make_live(review_type="dhr", label="Adult Z")
    wider = next_of(listing, review_types=["scr", "sar", "dhr"])
    assert history_of(wider) == []
    second = next_of(elder, summary="Changed.")
    assert history_of(wider) == [("Adult Z", second.live_from)]
    second = make.withdraw(second).edition
    assert history_of(wider) == [(GONE, second.live_until), (GONE, second.live_from)]


def test_while_a_listing_is_withdrawn_its_changes_are_those_it_shows_when_it_returns(listing):
    make.withdraw(listing)
    adult = make.make_live(review_type="sar", label="Adult Q")
    child = make.make_live(review_type="scr", label="Child A")
    assert history_of(narrowed(listing)) == [("Child A", child.live_from)]
    assert adult.live_from < child.live_from


def test_what_was_public_before_the_listing_began_is_by_what_it_listed_first():
    review = make.carry_over(make.open_bare_review(label="Child A"), updated="2019-02")
    make.carry_over(make.open_bare_review(label="Adult Q", review_type="sar"), updated="2020-02")
    listing = make.carry_over(make.open_listing(), updated="2018")
    assert updated(listing) == PartialDate("2019-02")
    assert set(history_of(listing)) == {("Child A", review.live_from)}


def test_a_listing_of_a_board_tells_nothing_of_other_boards():
    listing = make.make_live(make.open_listing(make.make_board()))
    make.make_live(make.open_bare_review())
    assert history_of(listing) == []
    assert updated(listing) == PartialDate.of(listing.live_from)


def test_of_a_board_that_was_taken_over_later_it_tells_what_happened_since_and_until_that_ended():
    board, earlier = make.make_board(), make.make_board()
    listing = make.make_live(make.open_listing(board))
    review = make.make_live(make.open_bare_review(earlier, label="Child A"))
    own = make.make_live(make.open_bare_review(board, label="Child B"))
    asked = make.took_over(board, earlier)
    meanwhile = next_of(review, summary="Meanwhile.")
    shown = [("Child A", meanwhile.live_from), ("Child B", own.live_from)]
    assert history_of(listing) == shown
    workflow.end_succession(asked, by=make.make_user())
    after = next_of(meanwhile, summary="After.")
    assert history_of(listing) == shown
    make.took_over(board, earlier)
    make.withdraw(after)
    assert [name for name, _ in history_of(listing)] == [GONE, GONE, "Child B"]
    begun = make.make_live(make.open_listing(board))
    assert [name for name, _ in history_of(begun)] == [GONE, GONE, GONE, "Child B", GONE]


def test_the_history_says_what_it_leaves_out(client, listing):
    shown = client.get(f"{listing.page.get_absolute_url()}history/").content.decode()
    assert "Notes on editions that may no longer be read" in shown
    assert "cannot be edited or removed" not in shown


def test_the_last_change_is_the_first_entry_of_an_index(listing, adult):
    """Not the latest of all editions of all reviews, which a page would wait for."""
    with CaptureQueriesContext(connection) as queries:
        assert updated(listing).is_known
    asked = queries[-1]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {asked['sql'].replace('%', '%%')}", [])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert {"edition_begun", "edition_ended", "edition_brought"} <= set(re.findall(r"\w+", plan))
    assert "Sort" not in plan


def last_moment(listing: Edition, at) -> datetime:
    """When the page last changed, to the microsecond."""
    names = ("live_from", "live_until", "begun", "ended")
    rows = _with_listed(listing, by=at).filter(page=listing.page)
    moments = [moment for row in rows.values_list(*names) for moment in row if moment]
    return max(moment for moment in moments if moment <= at)


def test_the_last_change_is_the_latest_of_all_editions_at_every_moment(listing, adult):
    """Wide, narrow and wide again, withdrawn and brought back, with reviews that come, change, move and go."""
    child = make.make_live(review_type="scr", label="Child K")
    narrow = narrowed(listing)
    make.withdraw(next_of(adult, summary="Changed."))
    child = next_of(child, review_type="sar")
    make.withdraw(narrow)
    next_of(child, review_type="scr")
    again = next_of(narrow, review_types=["scr", "sar"])
    make.withdraw(next_of(child, summary="Changed."))
    ends = Edition.objects.exclude(live_until=None).values_list("live_until", flat=True)
    moments = {*Edition.objects.values_list("live_from", flat=True), *ends}
    assert len(moments) >= 9
    for at in sorted(moments):
        if at >= listing.live_from:
            behind = history_parts.editions_behind(again, by=at)
            began = behind.filter(began_here=True).values_list("live_from", flat=True)
            ended = behind.filter(ended_here=True).values_list("live_until", flat=True)
            expected = max(each for each in (*began, *ended) if each and each <= at)
            assert last_moment(again, at) == expected
