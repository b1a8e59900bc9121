"""What a visitor reads: the page that this register replaces, and every fact of a review."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

import reviews
from reviews import workflow
from reviews.dates import PartialDate
from reviews.models import (
    Action,
    ActionPlan,
    Banner,
    BoardResponse,
    BoardRole,
    Listing,
    Review,
    Subject,
    clock,
)
from tests import factories as make
from tests.html import headings, links, main_of, only, page_of, text

pytestmark = pytest.mark.django_db
LISTING = "/serious-case-reviews/"
REVIEW = "/reviews/scr-2015-1/"
CARRIED = "Page last updated 4 October 2018 All updates to this page"


@pytest.fixture
def demonstration():
    call_command("load_demonstration", stdout=io.StringIO())


def kilobytes(name: str) -> str:
    size = (Path(reviews.__file__).parent / "demonstration" / name).stat().st_size
    return f"{round(size / 1000)} KB"


def today() -> str:
    return str(PartialDate.of(clock.now()))


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
        "Case Review, and there’s an action plan to respond to the learning identified in this "
        "review (which will be monitored by the board to further improve services to young people)."
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
            assert client.get(address).status_code == 200
    assert "Our online forms are working again" in text(only(page, "banner"))


def test_carried_dates_stand_until_the_first_change_made_here(client, demonstration):
    page, staff = Listing.objects.get(), make.make_user()
    draft = workflow.open_edition(page, by=staff)
    assert text(only(main_of(client.get(LISTING)), "updated")) == CARRIED
    workflow.publish(draft, by=staff, note="The archive policy is explained.")
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
    carried = (
        "4 October 2018 Substantive … Carried over unchanged from an earlier website. This date was "
        "carried over from services.southwark.gov.uk. It was not witnessed by this register, which "
        f"took the page over on {today()}."
    )
    review = carried.replace("…", "Serious case review, August 2015")
    assert updates == [f"{today()} Substantive Changed.", carried.replace("… ", ""), review]


def full_review():
    """A draft that says something in every place where something can be said."""
    dates = {
        "incident": "2013-02-03",
        "commissioned": "2014-01",
        "conducted_from": "2014-04",
        "conducted_to": "2015-02",
        "period_from": "2011",
        "period_to": "2013-03",
        "completed": "2015-05-06",
        "report_dated": "2015-06-07",
    }
    draft = make.open_bare_review(
        make.make_board(name="Newtown Partnership", contact_email="office@newtown.example"),
        **{
            "label": "Child A",
            "title": "A review of many words",
            "summary": "The summary.",
            "body": "## Why it was done\n\nThe *body*.",
            "local_type": "partnership learning review",
            "subtype": "extended",
            "state": "delayed",
            "state_reason": "an inquest is open",
            "methodology": "Welsh model",
            "reviewer": "Ada Reviewer",
        }
        | {name: PartialDate(date) for name, date in dates.items()},
    )
    Subject.objects.create(edition=draft, pseudonym="Child A", description="a toddler")
    Subject.objects.create(edition=draft, pseudonym="Child B")
    for role in ("lead", "joint", "contributor"):
        board = make.make_board(name=f"The {role} board")
        BoardRole.objects.create(edition=draft, board=board, role=role)
    BoardResponse.objects.create(
        edition=draft, actions_taken="Done so.", impact="It helped.", next_steps="More to do."
    )
    ActionPlan.objects.create(
        edition=draft,
        introduction="How we follow it up.",
        monitoring="is looked at every quarter",
        reported_on=PartialDate("2016-02"),
    )
    return draft


def with_papers(draft):
    """Papers of every state, and an action, for the draft of a full review."""
    document = make.make_document_row(size=382_000, pages=34)
    make.attach(draft, document, title="Overview", licence="OGL 3.0", also_contains=["appendix"])
    make.attach(
        draft,
        kind="board_response",
        slug="",
        link="https://other.example/r",
        hosted_by="Other Council",
    )
    make.attach(draft, kind="action_plan", slug="", state="mentioned")
    make.attach(
        draft, kind="appendix", slug="", state="withheld", state_reason="it names somebody"
    )
    make.attach(
        draft,
        kind="learning_briefing",
        slug="",
        state="no_longer",
        first_published=PartialDate("2015-10-15"),
    )
    make.attach(draft, make.make_document_row(), kind="report", slug="adroddiad", language="cy")
    Action.objects.create(
        edition=draft,
        recommendation="Listen to children.",
        action="Train everybody.",
        lead_agency="The health board",
        due=PartialDate("2016-03"),
        status="in_progress",
        evidence="Ninety people trained.",
        impact="Children say so.",
    )
    return draft


def test_a_review_page_shows_everything(client):
    live = make.make_live(with_papers(full_review()))
    main = main_of(client.get(live.page.get_absolute_url()))
    assert [text(each) for each in main.find_class("paper")] == [
        "Overview (PDF, 382 KB, 34 pages) Licence: OGL 3.0",
        "Board response (on the website of Other Council)",
        "Action plan exists, not published here",
        "Appendix not published: it names somebody",
        "Learning briefing no longer published Published 15 October 2015",
        "Report (PDF, 1 KB, 1 page, in Welsh)",
    ]
    facts = {text(each.find("dt")): text(each.find("dd")) for each in only(main, "facts")}
    assert facts == {
        "Type": "Partnership learning review (extended)",
        "Known as": "Child A",
        "About": "Child A, a toddler Child B",
        "Published by": "Newtown Partnership",
        "Led by": "The lead board",
        "Jointly with": "The joint board",
        "With contributions from": "The contributor board",
        "First published": today(),
        "State": "Publication delayed: an inquest is open",
        "Incident": "3 February 2013",
        "Period under review": "from 2011 to March 2013",
        "Commissioned": "January 2014",
        "Conducted": "April 2014 to February 2015",
        "Completed": "6 May 2015",
        "Report dated": "7 June 2015",
        "Independent reviewer": "Ada Reviewer",
        "Methodology": "Welsh model",
    }


def test_a_review_page_tells_response_and_action_plan(client):
    live = make.make_live(with_papers(full_review()))
    main = main_of(client.get(live.page.get_absolute_url()))
    assert headings(main) == [
        ("h1", "A review of many words"),
        ("h2", "Documents"),
        ("h2", "Why it was done"),
        ("h2", "Board response"),
        ("h3", "What has been done"),
        ("h3", "What difference it has made"),
        ("h3", "What happens next"),
        ("h2", "Action plan"),
        ("h2", "About this review"),
    ]
    words = text(main)
    assert "Partnership learning review A review of many words The summary." in words
    assert "Done so. What difference it has made It helped. What happens next More" in words
    assert "How we follow it up. This plan is looked at every quarter." in words
    assert "Last reported on February 2016." in words
    assert "write to office@newtown.example" in words
    [line] = only(main, "plan").iter("tbody")
    assert text(line) == (
        "Recommendation Listen to children. Action Train everybody. Evidence: Ninety people "
        "trained. Impact: Children say so. Lead agency The health board Due March 2016 Status In "
        "progress"
    )


def test_a_withdrawn_page_is_its_notice_and_nothing_else(client):
    listing = make.make_live(make.open_listing(review_types=["scr"]))
    live = make.make_live(make.open_bare_review(title="A title", label="Child W"))
    address = live.page.get_absolute_url()
    assert "Child W" in text(main_of(client.get(listing.page.get_absolute_url())))
    make.withdraw(live, note="Withdrawn at the family’s wish.")
    for shown in (address, f"{address}history/"):
        response = client.get(shown)
        assert response.status_code == 200
        assert text(main_of(response)) == (
            f"This page has been withdrawn It was withdrawn on {today()} by "
            f"{live.page.board.name}. Withdrawn at the family’s wish."
        )
        assert text(page_of(response).find("head")) == "This page has been withdrawn"
    for elsewhere in ("/", listing.page.get_absolute_url(), f"{listing.page}history/"):
        assert b"Child W" not in client.get(elsewhere).content
        assert b"A title" not in client.get(elsewhere).content


def test_a_page_that_returns_after_withdrawal_is_itself_again(client):
    live = make.make_live(make.open_bare_review(label="Child W"))
    make.withdraw(live)
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    main = main_of(client.get(live.page.get_absolute_url()))
    assert headings(main)[0] == ("h1", "Child W")


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
    assert list(found.items())[0] == ("Our reviews", "/our-reviews/")
    assert list(found)[1:] == [f"Child {number}" for number in (5, 4, 3, 2, 1)]
