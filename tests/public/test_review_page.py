"""A review's page shows every fact of the review, and of its documents, response and action plan."""

import datetime

import pytest

from reviews.lib import clock
from reviews.lib.dates import LONDON, PartialDate, as_words
from reviews.models import Action, ActionPlan, BoardResponse, BoardRole, Subject
from reviews.public import pages
from reviews.public.review_card import ReviewCard
from reviews.public.sentences import state_sentence
from tests.support import factories as make
from tests.support.html import headings, main_of, only, page_of, text

pytestmark = pytest.mark.django_db


def full_review():
    """A draft with text in every field that can hold some."""
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


def with_attachments(draft):
    """Documents in every state, and an action, for the draft of a full review."""
    make.change(draft, state="published", state_reason="")
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
    make.attach(draft, kind="appendix", slug="", state="withheld", state_reason="it names somebody")
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
    live = make.make_live(with_attachments(full_review()))
    main = main_of(client.get(live.page.get_absolute_url()))
    assert [text(each) for each in main.find_class("attachment")] == [
        "Overview Read as a web page PDF, 382 KB, 34 pages Overview report and appendix Licence: OGL 3.0",
        "Board response (hosted by Other Council)",
        "Action plan Exists, not published here",
        "Appendix Not published: it names somebody",
        "Learning briefing No longer published Published 15 October 2015",
        "Report Read as a web page PDF, 1 KB, 1 page, in Welsh",
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
        "First published": as_words(PartialDate.of(clock.now())),
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
    live = make.make_live(with_attachments(full_review()))
    page = page_of(client.get(live.page.get_absolute_url()))
    main = page.get_element_by_id("main")
    assert headings(main) == [
        ("h1", "A review of many words"),
        ("h2", "Summary"),
        ("h2", "Documents"),
        ("h2", "Why it was done"),
        ("h2", "Board response"),
        ("h3", "What has been done"),
        ("h3", "What difference it has made"),
        ("h3", "What happens next"),
        ("h2", "Action plan"),
        ("h3", "1. Listen to children."),
        ("h2", "History"),
        ("h2", "Is something wrong?"),
        ("h2", "How to cite"),
    ]
    words = text(main)
    assert (
        "Partnership learning review A review of many words A partnership learning review conducted "
        "by The lead board. Its report, the board’s response and action plan are published. Type"
    ) in words
    assert "Summary The summary. Documents" in words
    today = as_words(PartialDate.of(clock.now()))
    assert (
        f"Newtown Partnership. ({today}). A review of many words [Partnership learning review]. http"
        in words
    )
    assert "Done so. What difference it has made It helped. What happens next More" in words
    assert "How we follow it up. This plan is looked at every quarter." in words
    assert "Last reported on February 2016." in words
    assert (
        "such as large print or easy read, ask Newtown Partnership: see “Contact” below." in words
    )
    assert "Newtown Partnership at office@newtown.example" in text(only(page, "contact"))
    [line] = only(main, "plan").iter("tbody")
    assert text(line) == (
        "Train everybody. The health board Evidence: Ninety people trained. Impact: Children say "
        "so. March 2016 Overdue In progress"
    )


def test_overdue_is_of_the_moment_that_is_shown():
    """So a page as at an earlier day, and a past edition, say what was true then."""
    live = make.make_live(with_attachments(full_review()))
    for day, words in [
        ((2016, 3, 31), "0 of 1 done, none overdue"),
        ((2016, 4, 1), "0 of 1 done, 1 overdue"),
    ]:
        context = pages.shown(live, at=datetime.datetime(*day, tzinfo=LONDON)).context
        assert str(context["plan_view"].progress) == words


def test_answers_to_recommendations_and_who_verified_are_shown(client):
    draft = make.open_review()
    line = {"recommendation": "Listen.", "edition": draft}
    Action.objects.create(**line, position=1, answer="not_accepted", answer_reason="No power to.")
    team = {"action": "Train.", "lead_agency": "Health"}
    Action.objects.create(
        **line,
        **team,
        position=2,
        answer="in_part",
        answer_reason="Here only.",
        status="complete",
        completed=PartialDate("2016-05-04"),
        verified_by="The chair",
        due=PartialDate("2016"),
    )
    Action.objects.create(**line, **team, position=3, due_in_words="soon")
    page = main_of(client.get(make.make_live(draft).page.get_absolute_url()))
    assert "1 of 2 done, none overdue, 1 not accepted" in text(page)
    assert text(only(page, "rec").find(".//h3")) == "1. Listen."
    [body] = only(page, "plan").iter("tbody")
    assert [text(row) for row in body.iter("tr")] == [
        "No action The board’s answer: not accepted. No power to. – Not accepted",
        "Train. Health The board’s answer: accepted in part. Here only. 2016 Done Completed 4 May "
        "2016 Verified by The chair",
        "Train. Health soon Not started",
    ]


def test_actions_are_grouped_by_recommendation_and_their_progress_is_drawn(client):
    draft = make.open_review()
    team = {"action": "Train.", "lead_agency": "Health", "answer": "accepted"}
    for position, (recommendation, status) in enumerate(
        [("Listen.", "complete"), ("Listen.", "in_progress"), ("Write.", "not_started")], 1
    ):
        row = {"recommendation": recommendation, "status": status, "position": position}
        due = PartialDate("2016") if recommendation == "Write." else None
        checked = {"verified_by": "The chair"} if status == "complete" else {}
        Action.objects.create(edition=draft, due=due, **team, **row, **checked)
    turned_down = {"answer": "not_accepted", "answer_reason": "No power to."}
    Action.objects.create(edition=draft, recommendation="Pay.", position=4, **turned_down)
    page = main_of(client.get(make.make_live(draft).page.get_absolute_url()))
    assert text(only(page, "score")) == "1 of 3 done, 1 overdue, 1 not accepted"
    drawn = [path.get("class") for path in only(page, "tally")]
    assert drawn == ["done", "open", "late"]
    listed, written, paid = page.find_class("rec")
    assert len(listed.findall(".//tbody/tr")) == 2
    assert text(only(listed, "answer")) == "The board’s answer: accepted"
    assert "Overdue" in text(written)
    assert text(paid) == (
        "3. Pay. The board’s answer: not accepted. No power to. No action follows from it."
    )


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        ("published", "", "Its report is published."),
        (
            "delayed",
            "Criminal proceedings are not over.",
            "Publication of the report has been delayed, because criminal proceedings are not over.",
        ),
        (
            "withheld",
            "to protect identity",
            "The report has not been published, in order to protect identity.",
        ),
        (
            "anonymous_elsewhere",
            "To protect the family it is published by the NSPCC.",
            "The report is published elsewhere, anonymously: to protect the family it is published "
            "by the NSPCC.",
        ),
        ("withheld", "Sensitivity", "The report has not been published: Sensitivity."),
        (
            "summary_only",
            "because it names somebody",
            "The report has not been published, because it names somebody. A summary is published "
            "instead.",
        ),
        ("no_longer", "", "The report is no longer published."),
        ("in_preparation", "", "The report is in preparation and has not been published yet."),
    ],
)
def test_the_state_is_a_sentence_with_its_reason(state, reason, sentence):
    draft = make.open_review() if state == "published" else make.open_bare_review()
    make.change(draft, state=state, state_reason=reason)
    assert state_sentence(ReviewCard(draft)) == (
        f"A serious case review conducted by {draft.page.board.name}. {sentence}"
    )


def test_a_term_that_is_over_is_not_promised_any_more(client):
    live = make.carry_over(make.open_review(path="reviews/old"), published="2014-01")
    words = text(only(main_of(client.get(live.page.get_absolute_url())), "archive"))
    assert "This report had to be kept on this website" in words
    assert "It is still here." in words
    recent = make.make_live(make.open_review(path="reviews/new"))
    page = main_of(client.get(recent.page.get_absolute_url()))
    assert "is kept on this website for at least" in " ".join(map(text, page.find_class("archive")))
