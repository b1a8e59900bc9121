"""…/on/2026-06-01/: the page as it was at the end of a day, for as long as that may be read."""

import datetime

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import as_words, london_date
from reviews.models import Edition
from reviews.public import lookup, pages
from reviews.public.found import LostDocument, PastDay, WithdrawalNotice
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"
DAY = datetime.timedelta(days=1)


def on(days: int, *, at: int) -> object:
    """What is found for the day so many days from today, by readers so many days from now."""
    now = clock.now()
    day = london_date(now + days * DAY)
    return lookup.resolve(f"reviews/scr-1/on/{day}/", at=now + at * DAY)


@shared_start
def first():
    return make.make_live(make.open_review(path="reviews/scr-1", title="First", label="Child A"))


def scheduled(first: Edition, **fields) -> Edition:
    """Its successor, which goes live in ten days."""
    draft = make.change(workflow.open_edition(first.page, by=make.make_user()), **fields)
    return make.make_live(draft, at=clock.now() + 10 * DAY)


def test_each_day_shows_the_edition_that_was_live_at_its_end(first):
    second = scheduled(first, title="Second")
    assert [on(days, at=30).edition.pk for days in (0, 9, 10, 12, 30)] == [
        *(first.pk, first.pk),
        *(second.pk, second.pk, second.pk),
    ]
    assert on(9, at=30).day == london_date(clock.now() + 9 * DAY)


@pytest.mark.parametrize(("days", "at"), [(-1, 30), (31, 30), (1, 0)])
def test_before_it_was_public_and_in_the_future_there_is_nothing(first, days, at):
    assert on(days, at=at) is None
    assert isinstance(on(0, at=at), PastDay)


@pytest.mark.parametrize("day", ["2026-02-30", "0000-01-01", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_or_long_ago_is_not_found(client, first, day):
    assert client.get(f"{REVIEW}on/{day}/").status_code == 404


def test_today_reads_as_the_page_does_under_a_notice(client, first):
    today = london_date(clock.now())
    was = client.get(f"{REVIEW}on/{today}/")
    page = page_of(was)
    assert text(page.get_element_by_id("main")) == text(main_of(client.get(REVIEW)))
    notice = only(page, "past-notice")
    words = as_words(pages.PartialDate(f"{today}"))
    assert text(notice).startswith(
        f"This is the page as it was at the end of {words}: its edition 1."
    )
    assert links(notice) == {"Read the current page": REVIEW}
    assert was["X-Robots-Tag"] == "noindex"
    assert text(page.find(".//title")).startswith(f"On {words}: First")


def test_the_address_is_respelled_as_others_are(client, first):
    today = london_date(clock.now())
    assert client.get(f"{REVIEW}on/{today}")["Location"] == f"{REVIEW}on/{today}/"


def test_what_was_withdrawn_is_not_shown_on_any_day(first):
    assert isinstance(on(0, at=0), PastDay)
    make.withdraw(first)
    found = on(0, at=0)
    assert isinstance(found, WithdrawalNotice | None)
    draft = workflow.open_edition(first.page, by=make.make_user())
    make.make_live(draft)
    assert not isinstance(on(-0, at=0), LostDocument)


def test_a_listing_shows_what_it_listed_on_that_day(first):
    listing = make.make_live(make.open_listing(path="listing", title="All reviews"))
    later = make.open_review(title="Later", label="Child B")
    make.make_live(later, at=clock.now() + 10 * DAY)
    moment = clock.now() + 30 * DAY

    def shown(days: int) -> list[str]:
        day = london_date(clock.now() + days * DAY)
        found = lookup.resolve(f"{listing.page.path}/on/{day}/", at=moment)
        months = pages.page_of(found, {}, at=moment).context["months"]
        return sorted(entry.facts.heading for month in months for entry in month.entries)

    assert shown(1) == ["First"]
    assert shown(12) == ["First", "Later"]
