"""Reporting the progress of an action plan on one screen."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import Action, Edition, Event
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

DONE = {"status": "complete", "verified_by": "The chair"}


def with_actions(draft, count: int = 3, **fields):
    for number in range(1, count + 1):
        given = {"recommendation": "Listen.", "action": f"Train team {number}."}
        given |= {"lead_agency": "The council", "position": number}
        Action.objects.create(edition=draft, **given | fields)
    return draft


@shared_start
def live():
    draft = with_actions(make.open_review(label="Child A"), due=PartialDate("2016-03-31"))
    Action.objects.filter(edition=draft, position=1).update(**DONE)
    return make.make_live(draft)


@shared_start
def client():
    return admin_client.editor()


def screen(page) -> str:
    return reverse("admin:reviews_review_progress", args=[page.pk])


def report(client, page, **typed):
    """``row1_status`` is the status of the second action."""
    fields = admin_client.filled(client.get(screen(page)))
    rows = {name for name in typed if name.startswith("row")}
    names = {name: name.removeprefix("row").replace("_", "-", 1) for name in rows}
    typed = {names.get(name, name): value for name, value in typed.items()}
    return client.post(screen(page), fields | typed, follow=True)


def drafts(page):
    return Edition.objects.drafts().filter(page=page)


def test_a_report_is_the_next_edition_submitted(client, live):
    page = admin_client.page_url(live.page)
    assert html.links(admin_client.content(client.get(page)))["Report progress…"] == screen(
        live.page
    )
    shown = html.text(admin_client.content(client.get(screen(live.page))))
    assert "1 of 3 done, 2 overdue" in shown
    assert "Due 31 March 2016, overdue" in shown
    assert not drafts(live.page).exists()
    done = {
        "row1_status": "complete",
        "row1_verified_by": "The chair",
        "row1_completed": "4 May 2016",
    }
    answer = report(
        client, live.page, **done, row2_status="in_progress", row2_evidence="Half trained."
    )
    assert answer.redirect_chain[-1][0] == page
    [draft] = drafts(live.page)
    rows = draft.as_kind.actions.values_list("status", "completed", "verified_by", "evidence")
    assert list(rows) == [
        ("complete", None, "The chair", ""),
        ("complete", PartialDate("2016-05-04"), "The chair", ""),
        ("in_progress", None, "", "Half trained."),
    ]
    note = "Progress on the action plan reported: 2 of 3 done."
    assert (draft.change_note, draft.number) == (note, 2)
    assert draft.as_kind.action_plan.reported_on == PartialDate.of(clock.now())
    [message] = admin_client.messages(answer)
    assert message == (
        f"Edition 2 is submitted: somebody else has to approve it. Its change note: “{note}”"
    )
    verbs = Event.objects.filter(page=live.page, edition_number=2).values_list("verb", flat=True)
    assert list(verbs) == ["opened", "saved", "submitted"]
    workflow.approve(draft, by=make.make_user())


def test_a_note_of_their_own_is_kept(client, live):
    report(client, live.page, note="Two more teams are trained.")
    assert drafts(live.page).get().change_note == "Two more teams are trained."


def test_a_refusal_stands_at_its_box_and_writes_nothing(client, live):
    tomorrow = as_words(PartialDate.of(clock.now() + make.DAY))
    answer = report(
        client,
        live.page,
        row1_status="complete",
        row2_completed="2016",
        row0_completed=tomorrow,
        row1_evidence="Kept.",
    )
    assert sorted(set(admin_client.errors(answer)) & SENTENCES) == sorted(SENTENCES)
    assert "Kept." in answer.content.decode()
    assert not drafts(live.page).exists()


SENTENCES = {
    "Say who verified that it is complete: name or office.",
    "Choose the status “Complete”, or remove the day on which it was completed.",
    "This day has not come yet.",
}


def test_a_plan_that_somebody_else_changed_is_compared_first(client, live):
    page = live.page
    answer = report(client, page, row1_status="in_progress", seen="0.0")
    assert "Somebody else changed this action plan" in answer.content.decode()
    assert not drafts(page).exists()
    again = client.post(screen(page), admin_client.filled(answer), follow=True)
    assert again.redirect_chain
    assert drafts(page).get().as_kind.actions.all()[1].status == "in_progress"


def test_a_report_is_added_to_a_draft_that_is_there(client, live):
    other = make.make_user(first_name="Ada", last_name="Editor")
    draft = workflow.open_edition(live.page, by=other)
    make.change(draft, summary="Half written", change_note="New summary.")
    workflow.submit(draft, by=other, note="New summary.")
    shown = html.text(admin_client.content(client.get(screen(live.page))))
    assert "Edition 2 is in work already: a draft, last saved" in shown
    assert "by Ada Editor" in shown
    assert "Once you add to it, it has to be submitted again." in shown
    answer = report(client, live.page, row1_status="in_progress")
    assert answer.redirect_chain[-1][0] == admin_client.address(draft, "submit")
    draft.refresh_from_db()
    assert draft.change_note.splitlines() == [
        "New summary.",
        "Progress on the action plan reported: 1 of 3 done.",
    ]
    assert (draft.actions.all()[1].status, draft.summary) == ("in_progress", "Half written")
    assert Event.objects.filter(verb="submitted", page=live.page, edition_number=2).count() == 1


@pytest.mark.parametrize("state", ["scheduled", "withdrawn", "without a plan"])
def test_where_nothing_can_be_reported_the_screen_says_why(client, live, state):
    if state == "scheduled":
        draft = workflow.open_edition(live.page, by=make.make_user())
        make.make_live(draft, at=clock.now() + make.DAY)
        sentence = "Edition 2 is scheduled to go live."
    elif state == "withdrawn":
        make.withdraw(live)
        sentence = "This page is withdrawn"
    else:
        live = make.make_live(make.open_review())
        sentence = "This page has no actions to report on."
    shown = admin_client.content(client.get(screen(live.page)))
    assert sentence in html.text(shown)
    assert not list(shown.iter("form"))
    before = Edition.objects.filter(page=live.page).count()
    posted = client.post(screen(live.page), {"seen": "0.0"})
    assert posted.status_code == 200
    assert Edition.objects.filter(page=live.page).count() == before
    assert "Report progress…" not in html.links(
        admin_client.content(client.get(admin_client.page_url(live.page)))
    )


def test_only_those_who_prepare_editions_of_the_board_report(live):
    assert admin_client.auditor().get(screen(live.page)).status_code == 403
    stranger = admin_client.person("Editors", all_boards=False)
    assert admin_client.signed_in(stranger).get(screen(live.page)).status_code == 404


def test_the_form_of_an_action_takes_words_for_a_date_and_an_answer_without_action(client):
    draft = make.open_bare_review()
    row = {"recommendation": "Listen.", "answer": "not_accepted", "answer_reason": "No power."}
    fields = admin_client.with_row(admin_client.opened(client, draft), "actions", **row)
    line = {"recommendation": "Hear.", "action": "Train.", "lead_agency": "All", "due": "Soon"}
    fields = admin_client.with_row(fields, "actions", **line)
    admin_client.save(client, draft, fields)
    rows = Action.objects.filter(edition=draft).values_list("answer", "due", "due_in_words")
    assert list(rows) == [("not_accepted", None, ""), ("", None, "Soon")]
    fields = admin_client.opened(client, draft) | {
        "actions-0-answer": "accepted",
        "actions-1-due": "31/02/2016",
        "actions-1-completed": "2016",
    }
    found = " ".join(admin_client.errors(admin_client.save(client, draft, fields)))
    assert "Say what will be done, or answer that the recommendation is not accepted." in found
    assert "Say who sees to it." in found
    assert "There is no such day in the calendar." in found
    assert "Choose the status “Complete”" in found
    assert (
        "Care Act 2014, schedule 2, paragraph 4(1)(g)"
        in client.get(admin_client.address(draft)).content.decode()
    )
