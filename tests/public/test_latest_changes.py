"""A review's own page tells its latest changes, its first one, and leads to all of them."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import Edition
from reviews.public import history
from reviews.public.last_updated import last_updated
from tests.support import factories as make
from tests.support.html import links, main_of, only, text

pytestmark = pytest.mark.django_db

ADDRESS = "/reviews/scr/"


def publish(draft, note, weight="substantive"):
    draft = make.approved(draft, note=note, weight=weight)
    verb = workflow.bring_back if make.withdrawal_of(draft) else workflow.publish
    return verb(draft, by=make.make_user())


def first_edition(note="Put here."):
    return publish(make.open_bare_review(path="reviews/scr"), note)


def next_of(edition, note, **weight):
    return publish(workflow.open_edition(edition.page, by=make.make_user()), note, **weight)


def shown(client, address=ADDRESS):
    """What the page says of its changes."""
    found = main_of(client.get(address)).find_class("updates")
    return [text(each) for each in found[0]] if found else []


def of_today(words):
    return f"{as_words(PartialDate.of(clock.now()))} {words}"


def test_the_latest_two_changes_and_the_first_lead_to_all_of_them(client):
    live = first_edition()
    assert shown(client) == [of_today("Put here.")]
    live = next_of(live, "The second.")
    assert shown(client) == [of_today("The second."), of_today("Put here.")]
    live = next_of(live, "The third.")
    next_of(live, "A date was wrong.", weight="correction")
    assert shown(client) == [
        of_today("A date was wrong. Correction: something was wrong"),
        of_today("The third."),
        of_today("Put here."),
    ]
    section = only(main_of(client.get(ADDRESS)), "updated")
    assert dict(links(section)) == {"All updates to this page": f"{ADDRESS}history/"}
    assert len(main_of(client.get(f"{ADDRESS}history/")).find_class("update")) == 4


def test_what_was_not_witnessed_here_says_so(client):
    first = make.carry_over(make.open_bare_review(path="reviews/scr"))
    doubted = "According to www.example.gov.uk. This register did not witness it."
    published = f"August 2015 First published. {doubted}"
    assert shown(client) == [
        of_today("Carried over unchanged from www.example.gov.uk."),
        f"4 October 2018 Last updated. {doubted}",
        published,
    ]
    next_of(first, "A theme was added.")
    assert shown(client)[::2] == [of_today("A theme was added."), published]


def test_a_note_that_may_no_longer_be_read_is_not_shown(client):
    live = first_edition("CANARY of before")
    day = PartialDate.of(clock.now()).iso
    assert "CANARY" in client.get(ADDRESS).content.decode()
    make.withdraw(live)
    next_of(live, "Without the name.")
    hidden = of_today("The note on this edition is not shown.")
    again = "Published again after it had been withdrawn. Without the name."
    assert shown(client) == [of_today(again), of_today("Withdrawn."), hidden]
    assert shown(client, f"{ADDRESS}on/{day}/") == shown(client)


def test_a_past_page_tells_what_had_changed_by_then(client):
    first = first_edition()
    second = next_of(first, "The second.")
    next_of(second, "The third.")
    assert shown(client, f"{ADDRESS}history/1/") == [of_today("Put here.")]
    assert shown(client, f"{ADDRESS}history/2/") == [of_today("The second."), of_today("Put here.")]


def test_a_document_that_left_is_among_them(client):
    live = make.make_live(make.open_review(path="reviews/scr"))
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.change(draft, state="no_longer").attachments.all().delete()
    make.state_lineage(draft, public_note="Ask us for a copy.")
    publish(draft, "A file was taken away.")
    withdrawn = of_today("Overview report withdrawn. Ask us for a copy.")
    assert shown(client)[:2] == [of_today("A file was taken away."), withdrawn]


def test_the_date_is_that_of_the_whole_history_and_costs_one_query(django_assert_num_queries):
    live = make.carry_over(make.open_bare_review(path="reviews/scr"))
    for note in ("Second.", "Third.", "Fourth."):
        live = next_of(live, note)
    rows = Edition.objects.select_related("page", "reviewedition", "listingedition")
    live = rows.get(pk=live.pk)
    for edition in live.page.editions.all():
        at = edition.live_from
        with django_assert_num_queries(1):
            updated, changes = history.latest(live, at=at, read_at=at)
        assert updated == last_updated(live, at=at)
        every = history.entries(live, at=at)
        assert changes == [*every[:2], *every[2:][-1:]]
