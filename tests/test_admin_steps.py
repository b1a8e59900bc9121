"""Publishing, scheduling, withdrawing and discarding through the admin: who may, and what is refused."""

import datetime
import json

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.digest import digest
from reviews.models import Edition, Event, clock
from tests import factories as make
from tests import html, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.open_review()


def test_an_editor_submits_an_approver_signs_and_publishes(draft):
    answer = staff.send(staff.editor(), draft, "submit", note="First.")
    assert staff.messages(answer) == ["Edition 1 is submitted: somebody else has to approve it."]
    second = staff.approver()
    assert staff.buttons(second, draft, "publish") == []
    answer = staff.send(second, draft, "approve")
    assert staff.messages(answer) == ["Edition 1 is approved: it can be published as it is now."]
    assert not staff.is_public(draft.page)
    answer = staff.send(second, draft, "publish")
    assert staff.messages(answer) == ["Edition 1 is live."]
    assert staff.is_public(draft.page)
    assert "Edition 1 is live since" in html.text(staff.content(answer))


def test_who_worked_on_it_cannot_sign_it(draft):
    one = staff.approver()
    staff.send(one, draft, "submit", note="First.")
    said = staff.messages(staff.send(one, draft, "approve"))
    assert said == ["You worked on this edition: somebody else must approve it."]
    assert not staff.is_public(draft.page)
    assert staff.messages(staff.send(staff.approver(), draft, "approve"))[0].startswith(
        "Edition 1 is approved"
    )


def test_an_approver_returns_it_with_remarks(draft):
    staff.send(staff.editor(), draft, "submit", note="First.")
    client = staff.approver()
    assert staff.errors(staff.send(client, draft, "return", remarks="")) != []
    assert staff.messages(staff.send(client, draft, "return", remarks="Say <who> acts.")) == [
        "Edition 1 is returned with your remarks."
    ]
    seen = html.text(staff.content(staff.editor().get(staff.address(draft))))
    assert "Returned with remarks" in seen
    assert "“Say <who> acts.”" in seen


def test_a_change_after_approval_is_shown_and_voids_it(draft):
    make.approved(draft)
    client = staff.editor()
    staff.save(client, draft, staff.opened(client, draft), summary="Changed words.", _continue="1")
    seen = html.text(staff.content(staff.approver().get(staff.address(draft, "publish"))))
    assert "Changed after it was approved: summary." in seen
    assert staff.buttons(staff.approver(), draft, "publish") == []
    saved = Event.objects.filter(verb="saved").last()
    assert json.loads(saved.body) == {"fields": ["summary"]}
    assert "Changed words" not in saved.record


def test_the_approver_sees_what_changed_and_the_files(draft):
    live = make.make_live(draft)
    fresh = workflow.open_edition(live.page, by=make.make_user())
    make.change(fresh, summary="Entirely different.")
    workflow.submit(fresh, by=make.make_user(), note="Words.")
    seen = staff.approver().get(staff.address(fresh, "approve"))
    main = staff.content(seen)
    assert "What changes since edition 1" in html.text(main)
    assert "[added: Entirely different" in html.text(main)
    paper = fresh.attachments.get()
    address = f"{staff.address(fresh, 'preview')}{paper.pk}/"
    assert address in [link.get("href") for link in main.iter("a")]
    assert f"{address}cover/" in [image.get("src") for image in main.iter("img")]
    assert paper.document.sha256 in html.text(main)


def test_published_without_a_second_person_it_waits_for_a_signature_everywhere(draft):
    first = staff.approver()
    assert staff.errors(staff.send(first, draft, "override", reason="")) != []
    staff.send(first, draft, "override", reason="A court wants it today.")
    assert staff.is_public(draft.page)
    waits = "Awaiting a second signature"
    second = staff.approver()
    assert waits in html.text(staff.content(second.get(reverse("admin:index"))))
    rooms = (staff.room(draft.page), reverse("admin:reviews_review_changelist"))
    for room in rooms:
        shown = staff.content(second.get(room)).find_class("stage")
        assert waits in [html.text(stage) for stage in shown]
    own = staff.messages(staff.send(first, draft, "approve"))
    assert own == ["You worked on this edition: somebody else must approve it."]
    answer = staff.send(second, draft, "approve")
    assert staff.messages(answer) == ["You have given edition 1 its second signature."]
    assert waits not in html.text(staff.content(second.get(reverse("admin:index"))))
    for room in rooms:
        shown = staff.content(second.get(room)).find_class("stage")
        assert waits not in [html.text(stage) for stage in shown]


def test_what_is_on_hold_does_not_go_live_until_it_is_released(draft):
    make.approved(draft)
    client = staff.approver()
    room = staff.room(draft.page, "hold")
    assert staff.errors(client.post(room, {"reason": ""})) != []
    answer = client.post(room, {"reason": "inquest"}, follow=True)
    assert "On hold (inquest)" in html.text(staff.content(answer))
    assert "On hold" in html.text(staff.content(client.get(reverse("admin:index"))))
    for step in ("publish", "override"):
        assert staff.buttons(client, draft, step) == []
    client.post(staff.address(draft, "publish"), {"seen": digest(draft)})
    assert not staff.is_public(draft.page)
    held = draft.page.holds.get()
    client.post(staff.room(draft.page, "release", held.pk), follow=True)
    staff.send(client, draft, "publish")
    assert staff.is_public(draft.page)


def test_a_moment_in_the_future_is_scheduled_shown_and_taken_back(draft):
    make.approved(draft)
    client = staff.approver()
    later = (clock.now() + datetime.timedelta(days=40)).astimezone().replace(hour=12, minute=0)
    answer = staff.send(client, draft, "publish", at=later.strftime("%Y-%m-%dT%H:%M"))
    assert staff.messages(answer)[0].startswith("Edition 1 is scheduled: it goes live on ")
    assert not staff.is_public(draft.page)
    desk = html.text(staff.content(client.get(reverse("admin:index"))))
    assert "Edition 1 goes live on" in desk
    client.post(staff.room(draft.page, "unschedule"))
    assert Edition.objects.get(pk=draft.pk).is_draft
    assert "Edition 1 goes live on" not in html.text(
        staff.content(client.get(reverse("admin:index")))
    )


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2001-01-01T09:00", "That moment has passed."),
        ("2030-03-31T01:30", "The clocks change in that hour"),
        ("2030-10-27T01:30", "The clocks change in that hour"),
        ("nonsense", "Enter a valid date/time."),
    ],
)
def test_a_moment_that_cannot_be_is_a_sentence(draft, at, sentence):
    make.approved(draft)
    answer = staff.send(staff.approver(), draft, "publish", at=at)
    said = staff.messages(answer) + staff.errors(answer)
    assert [text for text in said if text.startswith(sentence)]
    assert not staff.is_public(draft.page)
    assert staff.filled(answer)["at"] == at


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2030-03-31T00:30", 0),
        ("2030-03-31T02:30", 1),
        ("2030-10-27T00:30", -1),
        ("2030-10-27T02:30", 2),
    ],
)
def test_the_hours_around_a_change_of_clocks_are_right(draft, typed, stored):
    """On both nights, UK time in the form is UTC in the row: half past this hour of that day."""
    make.approved(draft)
    staff.send(staff.approver(), draft, "publish", at=typed)
    begins = Edition.objects.get(pk=draft.pk).live_from.astimezone(datetime.UTC)
    day = datetime.datetime.fromisoformat(f"{typed[:10]}T00:30+00:00")
    assert begins == day + datetime.timedelta(hours=stored)


def test_an_edition_that_somebody_else_has_just_published_is_refused(draft):
    make.approved(draft)
    client = staff.approver()
    fields = staff.filled(client.get(staff.address(draft, "publish")))
    workflow.publish(draft, by=make.make_user())
    answer = client.post(staff.address(draft, "publish"), fields, follow=True)
    assert staff.messages(answer) == [
        "Edition 1 has already been published. Open the page again to see it."
    ]


def test_reasons_against_leave_no_button(draft):
    client = staff.editor()
    assert staff.buttons(client, draft, "submit") == ["Submit for approval"]
    draft.attachments.all().delete()
    assert staff.buttons(client, draft, "submit") == []
    seen = html.text(staff.content(client.get(staff.address(draft, "submit"))))
    assert "Attach the report" in seen
