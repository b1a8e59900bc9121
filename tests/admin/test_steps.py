"""Publishing, scheduling, withdrawing and discarding through the admin: who may, and what is refused."""

import datetime
import json

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.editions.digest import edition_digest
from reviews.lib import clock
from reviews.models import Edition, Event
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.queries import content_reads
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return make.open_review()


def test_an_editor_submits_an_approver_signs_and_publishes(draft):
    answer = admin_client.send(admin_client.editor(), draft, "submit", note="First.")
    assert admin_client.messages(answer) == [
        "Edition 1 is submitted: somebody else has to approve it."
    ]
    second = admin_client.approver()
    assert admin_client.buttons(second, draft, "publish") == []
    answer = admin_client.send(second, draft, "approve")
    assert admin_client.messages(answer) == [
        "Edition 1 is approved: it can be published as it is now."
    ]
    assert not admin_client.is_public(draft.page)
    answer = admin_client.send(second, draft, "publish")
    assert admin_client.messages(answer) == ["Edition 1 is live."]
    assert admin_client.is_public(draft.page)
    assert "Edition 1 is live since" in html.text(admin_client.content(answer))


def test_who_worked_on_it_cannot_sign_it(draft):
    one = admin_client.approver()
    admin_client.send(one, draft, "submit", note="First.")
    shown = admin_client.messages(send_unasked(one, draft, "approve"))
    assert shown == ["You worked on this edition: somebody else must approve it."]
    assert not admin_client.is_public(draft.page)
    assert admin_client.messages(admin_client.send(admin_client.approver(), draft, "approve"))[
        0
    ].startswith("Edition 1 is approved")


def send_unasked(client, draft, step: str):
    """Send the form of a step that is not offered to this person."""
    assert admin_client.buttons(client, draft, step) == []
    seen = {"seen": edition_digest(draft)}
    return client.post(admin_client.address(draft, step), seen, follow=True)


def test_an_approver_returns_it_with_remarks(draft):
    admin_client.send(admin_client.editor(), draft, "submit", note="First.")
    client = admin_client.approver()
    assert admin_client.errors(admin_client.send(client, draft, "return", remarks="")) != []
    assert admin_client.messages(
        admin_client.send(client, draft, "return", remarks="Say <who> acts.")
    ) == ["Edition 1 is returned with your remarks."]
    seen = html.text(admin_client.content(admin_client.editor().get(admin_client.address(draft))))
    assert "Returned with remarks" in seen
    assert "“Say <who> acts.”" in seen


def test_a_change_after_approval_is_shown_and_voids_it(draft):
    make.approved(draft)
    client = admin_client.editor()
    admin_client.save(
        client, draft, admin_client.opened(client, draft), summary="Changed words.", _continue="1"
    )
    seen = html.text(
        admin_client.content(admin_client.approver().get(admin_client.address(draft, "publish")))
    )
    assert "Changed after it was approved: summary." in seen
    assert admin_client.buttons(admin_client.approver(), draft, "publish") == []
    saved = Event.objects.filter(verb="saved").last()
    assert json.loads(saved.body) == {"fields": ["summary"]}
    assert "Changed words" not in saved.canonical


def test_the_approver_sees_what_changed_and_the_files(draft):
    live = make.make_live(draft)
    fresh = workflow.open_edition(live.page, by=make.make_user())
    make.change(fresh, summary="Entirely different.")
    workflow.submit(fresh, by=make.make_user(), note="Words.")
    seen = admin_client.approver().get(admin_client.address(fresh, "approve"))
    main = admin_client.content(seen)
    assert "What changes since edition 1" in html.text(main)
    assert "[added: Entirely different" in html.text(main)
    attachment = fresh.attachments.get()
    address = f"{admin_client.address(fresh, 'preview')}{attachment.pk}/"
    assert address in [link.get("href") for link in main.iter("a")]
    assert f"{address}cover/" in [image.get("src") for image in main.iter("img")]
    assert attachment.document.sha256 in html.text(main)


def test_published_without_a_second_person_it_waits_for_a_signature_everywhere(draft):
    first = admin_client.approver()
    assert admin_client.errors(admin_client.send(first, draft, "override", reason="")) != []
    admin_client.send(first, draft, "override", reason="A court wants it today.")
    assert admin_client.is_public(draft.page)
    waits = "Awaiting a second signature"
    second = admin_client.approver()
    assert waits in html.text(admin_client.content(second.get(reverse("admin:index"))))
    addresses = (admin_client.page_url(draft.page), reverse("admin:reviews_review_changelist"))
    for page_url in addresses:
        shown = admin_client.content(second.get(page_url)).find_class("stage")
        assert waits in [html.text(stage) for stage in shown]
    own = admin_client.messages(send_unasked(first, draft, "approve"))
    assert own == ["You worked on this edition: somebody else must approve it."]
    answer = admin_client.send(second, draft, "approve")
    assert admin_client.messages(answer) == ["You have given edition 1 its second signature."]
    assert waits not in html.text(admin_client.content(second.get(reverse("admin:index"))))
    for page_url in addresses:
        shown = admin_client.content(second.get(page_url)).find_class("stage")
        assert waits not in [html.text(stage) for stage in shown]


def test_what_is_on_hold_does_not_go_live_until_it_is_released(draft):
    make.approved(draft)
    client = admin_client.approver()
    page_url = admin_client.page_url(draft.page, "hold")
    assert admin_client.errors(client.post(page_url, {"reason": ""})) != []
    answer = client.post(page_url, {"reason": "inquest"}, follow=True)
    assert "On hold (inquest)" in html.text(admin_client.content(answer))
    assert "On hold" in html.text(admin_client.content(client.get(reverse("admin:index"))))
    for step in ("publish", "override"):
        assert admin_client.buttons(client, draft, step) == []
    client.post(admin_client.address(draft, "publish"), {"seen": edition_digest(draft)})
    assert not admin_client.is_public(draft.page)
    held = draft.page.holds.get()
    client.post(admin_client.page_url(draft.page, "release", held.pk), follow=True)
    admin_client.send(client, draft, "publish")
    assert admin_client.is_public(draft.page)


def test_a_moment_in_the_future_is_scheduled_shown_and_taken_back(draft):
    make.approved(draft)
    client = admin_client.approver()
    later = (clock.now() + datetime.timedelta(days=40)).astimezone().replace(hour=12, minute=0)
    answer = admin_client.send(client, draft, "publish", at=later.strftime("%Y-%m-%dT%H:%M"))
    assert admin_client.messages(answer)[0].startswith("Edition 1 is scheduled: it goes live on ")
    assert not admin_client.is_public(draft.page)
    dashboard = html.text(admin_client.content(client.get(reverse("admin:index"))))
    assert "Edition 1 goes live on" in dashboard
    client.post(admin_client.page_url(draft.page, "unschedule"))
    assert Edition.objects.get(pk=draft.pk).is_draft
    assert "Edition 1 goes live on" not in html.text(
        admin_client.content(client.get(reverse("admin:index")))
    )


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2001-01-01T09:00", "That moment has passed."),
        ("2030-03-31T01:30", "The clocks change in that hour"),
        ("2030-10-27T01:30", "The clocks change in that hour"),
        ("nonsense", "Write day and time as 31 December 2026 09:30"),
    ],
)
def test_a_moment_that_cannot_be_is_a_sentence(draft, at, sentence):
    make.approved(draft)
    answer = admin_client.send(admin_client.approver(), draft, "publish", at=at)
    shown = admin_client.messages(answer) + admin_client.errors(answer)
    assert [text for text in shown if text.startswith(sentence)]
    assert not admin_client.is_public(draft.page)
    assert admin_client.filled(answer)["at"] == at


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
    admin_client.send(admin_client.approver(), draft, "publish", at=typed)
    begins = Edition.objects.get(pk=draft.pk).live_from.astimezone(datetime.UTC)
    day = datetime.datetime.fromisoformat(f"{typed[:10]}T00:30+00:00")
    assert begins == day + datetime.timedelta(hours=stored)


def test_an_edition_that_somebody_else_has_just_published_is_refused(draft):
    make.approved(draft)
    client = admin_client.approver()
    fields = admin_client.filled(client.get(admin_client.address(draft, "publish")))
    workflow.publish(draft, by=make.make_user())
    answer = client.post(admin_client.address(draft, "publish"), fields, follow=True)
    assert admin_client.messages(answer) == [
        "Edition 1 has already been published. Open the page again to see it."
    ]


def test_reasons_against_leave_no_button(draft):
    client = admin_client.editor()
    assert admin_client.buttons(client, draft, "submit") == ["Submit for approval"]
    draft.attachments.all().delete()
    assert admin_client.buttons(client, draft, "submit") == []
    seen = html.text(admin_client.content(client.get(admin_client.address(draft, "submit"))))
    assert "Attach the report" in seen


def test_blockers_lead_from_a_step_to_the_field_on_the_form(draft):
    draft.attachments.all().delete()
    form = admin_client.address(draft)
    content = admin_client.content(admin_client.editor().get(admin_client.address(draft, "submit")))
    assert f"{form}#attachments-group" in [link.get("href") for link in content.iter("a")]


def test_the_message_of_a_refusal_leads_to_the_field(draft):
    """Of the edition's form, or of the form just sent."""
    client, form = admin_client.editor(), admin_client.address(draft)
    fields = admin_client.filled(client.get(admin_client.address(draft, "submit")))
    draft.attachments.all().delete()
    fields["seen"] = edition_digest(draft)
    answer = client.post(admin_client.address(draft, "submit"), fields)
    assert message_links(answer) == [f"{form}#attachments-group"]
    second = workflow.open_edition(make.make_live().page, by=make.make_user())
    answer = admin_client.send(client, second, "submit", note="")
    assert message_links(answer) == ["#id_note"]


def message_links(response) -> list[str]:
    [messages] = html.page_of(response).find_class("messagelist")
    return [link.get("href") for link in messages.iter("a")]


GETS = {
    **dict.fromkeys(["origin", "submit", "discard", "return"], 32),
    **dict.fromkeys(["publish", "override", "carry_over", "take_back"], 33),
    "approve": 39,
    "bring_back": 33,
}


@pytest.mark.parametrize("rows", [1, 20])
def test_a_step_costs_the_same_however_long_the_edition(rows, django_assert_num_queries):
    draft = make.fill(make.open_bare_review(), rows)
    client = admin_client.signed_in(admin_client.person("Editors", "Approvers"))
    for step, cost in GETS.items():
        client.get(admin_client.address(draft, step))
        with django_assert_num_queries(cost) as queries:
            client.get(admin_client.address(draft, step))
        assert content_reads(queries) == 1
