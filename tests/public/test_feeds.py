"""Feeds, the sitemap and what else programs ask a website for."""

import pytest
from django.conf import settings
from lxml import etree

from reviews import workflow
from reviews.lib.dates import LONDON
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NOTE = "Changed."  # which the factory gives every edition
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def tree(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def entries(client, address: str = "/feeds.atom") -> list[tuple[str, str]]:
    found = tree(client, address).findall("a:entry", ATOM)
    return [
        (entry.findtext("a:title", "", ATOM), entry.findtext("a:summary", "", ATOM) or "")
        for entry in found
    ]


def live(board=None, **fields):
    return make.make_live(make.open_review(board, **fields))


def test_each_entry_states_what_happened(client):
    first = live(title="One")
    draft = workflow.open_edition(first.page, by=make.make_user())
    changed = make.make_live(draft)
    assert entries(client) == [
        ("Changed: One", NOTE),
        ("New: One", NOTE),
    ]
    make.withdraw(changed, note="CANARY")
    nameless = "a review that is no longer public"
    assert entries(client) == [
        (f"Withdrawn: {nameless}", ""),
        (f"Changed: {nameless}", ""),
        (f"New: {nameless}", ""),
    ]


def test_a_page_that_was_put_back_is_published_again(client):
    first = live(title="One")
    make.withdraw(first)
    make.make_live(workflow.open_edition(first.page, by=make.make_user()))
    assert [title for title, _ in entries(client)] == [
        "Published again: One",
        *("Withdrawn: a review that is no longer public", "New: One"),
    ]


def test_nothing_but_what_went_live_is_in_a_feed(client):
    make.open_review(title="Draft")
    live(title="Live")
    assert entries(client) == [("New: Live", NOTE)]


def test_entries_have_lasting_names_of_their_own(client):
    first = live(title="One")
    make.make_live(workflow.open_edition(first.page, by=make.make_user()))
    ids = [row.text for row in tree(client, "/feeds.atom").iterfind("a:entry/a:id", ATOM)]
    assert len(set(ids)) == 2
    assert all(name.startswith("tag:") for name in ids)


def test_a_listing_and_a_board_have_feeds_of_their_reviews(client):
    board, other = make.make_board(), make.make_board()
    live(board, title="Ours")
    live(other, title="Theirs")
    listing = make.make_live(make.open_listing(board, path="ours"))
    assert entries(client, "/ours.atom") == [("New: Ours", NOTE)]
    assert entries(client, f"/boards/{board.pk}.atom") == [("New: Ours", NOTE)]
    assert len(entries(client)) == 2
    page = client.get(listing.page.get_absolute_url()).content.decode()
    assert '<link rel="alternate" type="application/atom+xml" href="/ours.atom"' in page


@pytest.mark.parametrize("number", [1, 10**30])
def test_a_board_that_published_nothing_has_no_feed(client, number):
    board = make.make_board()
    make.open_review(board)
    assert client.get(f"/boards/{board.pk if number == 1 else number}.atom").status_code == 404


def test_a_feed_costs_the_same_however_many_reviews(client, django_assert_num_queries):
    for count in (1, 4):
        for _ in range(count):
            live()
        with django_assert_num_queries(6):
            client.get("/feeds.atom")


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    live()
    etag = client.get("/feeds.atom")["ETag"]
    assert client.get("/feeds.atom", headers={"If-None-Match": etag}).status_code == 304
    live()
    assert client.get("/feeds.atom", headers={"If-None-Match": etag}).status_code == 200


def test_a_feed_without_entries_is_the_same_each_time(client):
    first = client.get("/themes/neglect.atom")
    assert b"<entry>" not in first.content
    known = client.get("/themes/neglect.atom", headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_the_sitemap_leads_to_every_live_page(client):
    first, draft = live(), make.open_review()
    index = tree(client, "/sitemap.xml")
    parts = [row.text for row in index.iterfind(".//s:loc", MAP)]
    pages, themes = (
        [
            row.text
            for row in tree(client, part.removeprefix("http://testserver")).iterfind(
                ".//s:loc", MAP
            )
        ]
        for part in parts
    )
    assert pages == [f"{settings.SITE_URL}{first.page.get_absolute_url()}"]
    assert f"{settings.SITE_URL}/themes/neglect/" in themes
    addresses = pages + themes
    assert draft.page.get_absolute_url() not in str(addresses)


def test_what_was_carried_over_is_dated_as_its_page_says(client):
    """That it was carried over is no change."""
    make.carry_over(make.open_bare_review(path="reviews/a"), updated="2018-10-04")
    make.carry_over(make.open_bare_review(path="reviews/b"), updated="2018-10")
    live = make.make_live(make.open_bare_review(path="reviews/c"))
    make.make_live(make.open_listing(path="reviews/d"))
    rows = tree(client, "/sitemaps/pages.xml").iterfind("s:url", MAP)
    today = f"{live.live_from.astimezone(LONDON):%Y-%m-%d}"
    assert [row.findtext("s:lastmod", None, MAP) for row in rows] == [
        *("2018-10-04", None, today, None)
    ]
    moment = live.live_from.isoformat()
    for letter, stated in (("a", "2018-10-04"), ("b", "2018-10"), ("c", moment)):
        page = client.get(f"/reviews/{letter}/").content.decode()
        assert f'"dateModified": "{stated}"' in page


def test_robots_are_led_to_the_sitemap_and_kept_from_the_admin(client):
    words = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in words
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in words


def test_the_icon_is_found_where_browsers_look(client):
    assert client.get("/favicon.ico")["Location"].endswith(".ico")


def test_a_feed_has_an_author_and_a_name_of_its_own(client):
    """RFC 4287, 4.1.1 and 4.2.6: without them a reader takes two feeds for one, or refuses them."""
    board = make.make_board(name="Newtown & District Board")
    live(board)
    make.make_live(make.open_listing(board, path="newtown"))
    authors = {
        "/feeds.atom": "Case review register",
        f"/boards/{board.pk}.atom": board.name,
        "/newtown.atom": board.name,
    }
    for address, author in authors.items():
        feed = tree(client, address)
        assert feed.findtext("a:author/a:name", "", ATOM) == author
        assert feed.findtext("a:id", "", ATOM) == f"{settings.SITE_URL}{address}"


def test_signs_in_a_note_are_shown_as_they_were_written(client):
    draft = make.approved(make.open_review(title="One"), note="<b>A & B</b>")
    workflow.publish(draft, by=make.make_user())
    assert entries(client) == [("New: One", "&lt;b&gt;A &amp; B&lt;/b&gt;")]
