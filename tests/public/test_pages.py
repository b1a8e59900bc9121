"""What a visitor reads: the page that this register replaces, home, notices and banners."""

import io

import pytest
from django.core.management import call_command

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import Attachment, Banner, Listing, Review
from tests.support import factories as make
from tests.support.html import headings, links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
LISTING = "/serious-case-reviews/"
REVIEW = "/reviews/scr-2015-1/"
CARRIED = "Page last updated 4 October 2018 All updates to this page"


@shared_start
def demonstration():
    call_command("load_demonstration", stdout=io.StringIO())


def kilobytes(name: str) -> str:
    """Of the document as it was taken in: a copy without what readers do not see."""
    document = Attachment.objects.get(slug=name.removesuffix(".pdf")).document
    return f"{round(document.size / 1000)} KB"


def today() -> str:
    return as_words(PartialDate.of(clock.now()))


def test_the_demonstration_is_the_page_that_this_site_replaces(client, demonstration):
    main = main_of(client.get(LISTING))
    assert headings(main) == [
        ("h1", "Serious case reviews"),
        ("h2", "August 2015"),
        ("h2", "What serious case reviews are for"),
        ("h2", "Archive policy"),
        ("h2", "Learning from national reviews"),
    ]
    assert text(only(main, "sentence")) == (
        f"This Serious Case Review (PDF, {kilobytes('serious-case-review.pdf')}) conducted by "
        "Southwark Safeguarding Children Board took place between April 2014 and February 2015. "
        f"The board has set out a response (PDF, {kilobytes('board-response.pdf')}) to the Serious "
        f"Case Review, and there’s an action plan (PDF, {kilobytes('action-plan.pdf')}) to respond to "
        "the learning identified in this review (which will be monitored by the board to further "
        "improve services to young people)."
    )
    assert main.find_class("facts-line") == []
    assert text(only(main, "updated")) == CARRIED


def test_the_demonstration_links_to_what_it_speaks_of(client, demonstration):
    page = page_of(client.get(LISTING))
    found = links(page)
    report = f"Serious Case Review (PDF, {kilobytes('serious-case-review.pdf')})"
    assert found[report] == f"{REVIEW}serious-case-review.pdf"
    assert found["All updates to this page"] == f"{LISTING}history/"
    assert found["Privacy settings"] == "/privacy/"
    assert found["Read the NSPCC’s learning from case reviews briefings"].startswith("https://")
    assert found["More about this review: Serious case review, August 2015"] == REVIEW
    for address in found.values():
        if address.startswith("/"):
            response = client.get(address)
            assert response.status_code == 200
            assert response.getvalue()
    assert "Our online forms are working again" in text(only(page, "banner"))


def test_carried_dates_stand_until_the_first_change_made_here(client, demonstration):
    page, staff = Listing.objects.get(), make.make_user()
    draft = workflow.open_edition(page, by=staff)
    assert text(only(main_of(client.get(LISTING)), "updated")) == CARRIED
    make.approved(draft, note="The archive policy is explained.")
    assert text(only(main_of(client.get(LISTING)), "updated")) == CARRIED
    workflow.publish(draft, by=staff)
    assert text(only(main_of(client.get(LISTING)), "updated")) == CARRIED.replace(
        "4 October 2018", today()
    )
    assert text(only(main_of(client.get(REVIEW)), "updated")) == CARRIED


def test_a_change_of_a_review_moves_the_date_of_its_listing(client, demonstration):
    make.make_live(workflow.open_edition(Review.objects.get(), by=make.make_user()))
    assert today() in text(only(main_of(client.get(LISTING)), "updated"))


def test_history_tells_what_was_witnessed_here_and_what_was_not(client, demonstration):
    make.make_live(workflow.open_edition(Listing.objects.get(), by=make.make_user()))
    updates = [text(each) for each in main_of(client.get(f"{LISTING}history/")).iter("li")]
    site, review = "services.southwark.gov.uk", "Serious case review, August 2015"
    not_witnessed = f"According to {site}. This register did not witness it."
    assert updates == [
        f"{today()} Changed.",
        f"{today()} Carried over unchanged from {site}. Read edition 1 as it was",
        f"{today()} {review} Carried over unchanged from {site}.",
        f"4 October 2018 Last updated. {not_witnessed}",
        f"4 October 2018 {review} Last updated. {not_witnessed}",
        f"August 2015 {review} First published. {not_witnessed}",
    ]


def test_a_withdrawn_page_is_its_notice_and_nothing_else(client):
    listing = make.make_live(make.open_listing(review_types=["scr"]))
    live = make.make_live(make.open_review(title="A title", label="Child W"))
    address = live.page.get_absolute_url()
    assert "Child W" in text(main_of(client.get(listing.page.get_absolute_url())))
    make.withdraw(live, note="Withdrawn at the family’s wish.")
    for shown in (address, f"{address}history/"):
        response = client.get(shown)
        assert response.status_code == 200
        assert text(main_of(response)) == (
            "This review has been withdrawn At this address was a serious case review, first "
            f"published by {live.page.board.name} in {today().partition(' ')[2]}. It was withdrawn "
            f"on {today()}. Withdrawn at the family’s wish. Nothing that it said can be seen or "
            "found here any more. That it was published, and when it was withdrawn, stays on "
            f"record. How to ask for a copy Ask {live.page.board.name}, which will say whether a "
            "copy can be given: see “Contact” below."
        )
        assert text(page_of(response).find("head")) == "This review has been withdrawn"
    for elsewhere in ("/", listing.page.get_absolute_url(), f"{listing.page}history/"):
        assert b"Child W" not in client.get(elsewhere).content
        assert b"A title" not in client.get(elsewhere).content


def test_a_page_that_returns_after_withdrawal_is_itself_again(client):
    live = make.make_live(make.open_bare_review(label="Child W"))
    address = live.page.get_absolute_url()
    make.withdraw(live, note="The first notice.")
    assert "The first notice." in text(main_of(client.get(address)))
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    assert headings(main_of(client.get(address)))[0] == ("h1", "Child W")
    make.withdraw(live, note="The second notice.")
    assert "The second notice." in text(main_of(client.get(address)))


def test_a_banner_is_shown_in_its_period_only(client):
    later, staff = clock.now().replace(year=2100), make.make_user()
    coming = Banner(heading="Coming", message="Later.", live_from=later)
    workflow.announce(coming, by=staff)
    assert page_of(client.get("/")).find_class("banner") == []
    present = workflow.announce(
        Banner(heading="Now", message="It *is*.", live_until=later), by=staff
    )
    assert text(only(page_of(client.get("/")), "banner")) == "Now It is."
    workflow.end_banner(present, by=staff)
    assert page_of(client.get("/")).find_class("banner") == []


def test_home_leads_to_listings_and_the_newest_reviews(client):
    assert "Nothing has been published here yet." in text(main_of(client.get("/")))
    board = make.make_board(name="Newtown Board")
    make.make_live(make.open_listing(board, title="Our reviews", path="our-reviews"))
    for number in range(6):
        make.carry_over(
            make.open_bare_review(board, label=f"Child {number}", path=f"reviews/{number}"),
            published=f"201{number}",
        )
    found = links(main_of(client.get("/")))
    assert list(found)[:-2] == [f"Child {number}" for number in (5, 4, 3, 2, 1)]
    assert list(found.items())[-2:] == [
        ("Follow as a feed", "/feeds.atom"),
        ("Our reviews", "/our-reviews/"),
    ]
