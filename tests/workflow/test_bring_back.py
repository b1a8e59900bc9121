"""A withdrawn page comes back by a step of its own, which an approver has cleared."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from reviews import workflow
from reviews.ledger.verification import verify
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Clearance, Edition, Event
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def refused(verb, *args, **facts) -> list[str]:
    with pytest.raises(Refused) as refusal:
        verb(*args, by=make.make_user(), **facts)
    return [reason.split(":")[0] for reason in refusal.value.reasons]


@shared_start
def withdrawal():
    return make.withdraw(make.make_live())


@shared_start
def draft(withdrawal):
    return workflow.open_edition(withdrawal.edition.page, by=make.make_user())


def is_public(edition) -> bool:
    return Edition.objects.public(at=clock.now()).filter(page=edition.page).exists()


def test_it_comes_back_once_an_approver_who_knows_why_it_went_has_cleared_it(withdrawal, draft):
    workflow.submit(draft, by=make.make_user(), note="Names removed.")
    with pytest.raises(Refused, match="tick that you know this"):
        workflow.approve(draft, by=make.make_user())
    signer = make.make_user()
    workflow.approve(draft, by=signer, cleared=withdrawal)
    live = workflow.bring_back(draft, by=make.make_user())
    assert is_public(live)
    assert live.live_until is None
    clearance = Clearance.objects.get()
    assert (clearance.withdrawal, clearance.approval.by) == (withdrawal, signer)
    back, cleared = Event.objects.order_by("-pk")[:2]
    assert (cleared.verb, cleared.reason, cleared.actor) == ("cleared", "anonymity", signer)
    assert json.loads(cleared.body)["clearance"] == clearance.pk
    assert (back.verb, back.reason, back.moment) == ("brought_back", "anonymity", live.live_from)
    assert verify(outside=[]).problems == []


def test_no_ordinary_way_puts_it_back(withdrawal, draft):
    make.approved(draft)
    went = "This page was withdrawn on"
    for verb, facts in [
        (workflow.publish, {}),
        (workflow.publish, {"at": clock.now() + make.DAY}),
        (workflow.carry_over, {}),
        (workflow.override, {"reason": "Urgent."}),
    ]:
        assert refused(verb, draft, **facts)[0].startswith(went)
    assert not is_public(draft)
    workflow.bring_back(draft, by=make.make_user())
    following = make.make_live(workflow.open_edition(draft.page, by=make.make_user()))
    assert is_public(following)


def test_what_was_approved_or_scheduled_before_the_withdrawal_needs_to_be_cleared():
    live = make.make_live()
    waiting = make.approved(workflow.open_edition(live.page, by=make.make_user()))
    workflow.publish(waiting, by=make.make_user(), at=clock.now() + make.DAY)
    withdrawal = make.withdraw(live)
    waiting.refresh_from_db()
    assert waiting.is_draft
    [reason] = refused(workflow.bring_back, waiting)
    assert reason.startswith("No approver has confirmed that this edition may bring the page back")
    workflow.approve(waiting, by=make.make_user(), cleared=withdrawal)
    assert is_public(workflow.bring_back(waiting, by=make.make_user()))


def test_each_withdrawal_needs_a_clearance_of_its_own(withdrawal, draft):
    make.make_live(draft)
    again = make.withdraw(draft)
    following = workflow.open_edition(draft.page, by=make.make_user())
    workflow.submit(following, by=make.make_user(), note="Again.")
    with pytest.raises(Refused, match="tick that you know this"):
        workflow.approve(following, by=make.make_user(), cleared=withdrawal)
    workflow.approve(following, by=make.make_user(), cleared=again)
    assert is_public(workflow.bring_back(following, by=make.make_user()))


def test_what_is_not_withdrawn_is_published():
    draft = make.approved(make.open_review())
    assert refused(workflow.bring_back, draft) == ["This page is not withdrawn"]


def test_the_database_puts_nothing_back_that_nobody_has_cleared(withdrawal, draft):
    rows = Edition.objects.filter(pk=draft.pk)
    with pytest.raises(IntegrityError, match="the page was withdrawn"), transaction.atomic():
        rows.update(live_from=Now(), first_published="2026-01-01")
    make.approved(draft)
    assert rows.update(live_from=Now(), first_published="2026-01-01") == 1


def test_a_return_that_was_not_brought_back_is_reported(withdrawal, draft):
    make.make_live(draft)
    event = Event.objects.get(verb="brought_back")
    Event.objects.append(
        "published", by=make.make_user(), page=draft.page_id, edition_number=draft.number
    )
    assert not any("brought back" in problem for problem in verify(outside=[]).problems)
    make.withdraw(draft)
    facts = {"page": draft.page_id, "edition_number": 9, "moment": event.moment}
    Event.objects.append("published", by=make.make_user(), **facts)
    assert any("brought back" in problem for problem in verify(outside=[]).problems)


def test_a_notice_is_corrected_by_another_and_the_first_stays(withdrawal):
    before, page = clock.now(), withdrawal.edition.page
    by = make.make_user()
    assert refused(workflow.correct_notice, page, note=" ") != []
    assert refused(workflow.correct_notice, page, note=withdrawal.public_note) != []
    workflow.correct_notice(page, by=by, note="Ask the new board.")
    withdrawal = make.withdrawal_of(withdrawal.edition)
    assert withdrawal.note_at(clock.now()) == withdrawal.note_now == "Ask the new board."
    assert withdrawal.note_at(before) == "Withdrawn. Ask the board for a copy."
    assert Event.objects.last().verb == "note_corrected"
    assert verify(outside=[]).problems == []
    make.make_live(workflow.open_edition(page, by=by))
    assert refused(workflow.correct_notice, page, note="More.") == ["This page is not withdrawn"]


def test_a_submission_is_taken_back_by_who_submitted_it():
    draft, one = make.open_review(), make.make_user()
    workflow.submit(draft, by=one, note="First.")
    assert refused(workflow.take_back, draft) == ["Somebody else submitted it"]
    workflow.approve(draft, by=make.make_user())
    workflow.take_back(draft, by=one)
    assert refused(workflow.publish, draft) == [
        "Submit it for the approval of somebody who did not work on it."
    ]
    assert Event.objects.last().verb == "taken_back"
    workflow.submit(draft, by=one, note="First.")
    workflow.approve(draft, by=make.make_user())
    workflow.publish(draft, by=make.make_user())
    assert verify(outside=[]).problems == []


def test_a_page_made_by_mistake_goes_away_and_its_address_is_free():
    draft = make.open_review(path="reviews/mistake")
    page = draft.page
    workflow.submit(draft, by=make.make_user(), note="First.")
    assert refused(workflow.discard_page, page) == ["Its draft is submitted"]
    workflow.return_(draft, by=make.make_user(), remarks="Not ours.")
    workflow.discard_page(page, by=make.make_user())
    page.refresh_from_db()
    assert (page.path, page.is_closed) == (f"discarded/{page.pk}", True)
    verbs = Event.objects.order_by("-pk").values_list("verb", flat=True)[:2]
    assert list(verbs) == ["page_discarded", "discarded"]
    assert refused(workflow.open_edition, page) == ["This page has been discarded"]
    assert make.open_review(path="reviews/mistake").page != page
    assert verify(outside=[]).problems == []


def test_a_page_that_was_public_is_not_discarded(withdrawal):
    page = withdrawal.edition.page
    assert refused(workflow.discard_page, page)[0].startswith("This page has been public")
    waiting = make.approved(make.open_review())
    workflow.publish(waiting, by=make.make_user(), at=clock.now() + make.DAY)
    assert refused(workflow.discard_page, waiting.page)[0].startswith("This page has been public")


def test_the_database_discards_nothing_else():
    draft = make.open_review()
    rows = type(draft.page).objects.filter(pk=draft.page_id)
    gone = {"discarded_at": Now(), "path": f"discarded/{draft.page_id}"}
    with pytest.raises(IntegrityError, match="it has an edition"), transaction.atomic():
        rows.update(**gone)
    workflow.discard(draft, by=make.make_user())
    with pytest.raises(IntegrityError, match="gives up its address"), transaction.atomic():
        rows.update(discarded_at=Now())
    assert rows.update(**gone) == 1
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        rows.update(path="other", discarded_at=None)
    with pytest.raises(IntegrityError, match="no further edition"), transaction.atomic():
        Edition.objects.create(page_id=draft.page_id, number=1)
