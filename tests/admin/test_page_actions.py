"""Withdrawing, discarding, carrying over through the admin, and who is let in at all."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.admin.editions.steps import STEPS
from reviews.models import Edition
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return make.open_review()


def test_a_page_is_withdrawn_once(draft):
    live = make.make_live(draft)
    client = admin_client.approver()
    address = admin_client.page_url(live.page, "withdraw")
    typed = {"reason": "anonymity", "note": "Ask the board.", "authorised_by": "The chair"}
    assert admin_client.errors(client.post(address, typed | {"reason": ""})) != []
    early = client.post(address, typed | {"authorised_by": ""})
    assert [
        text for text in admin_client.messages(early) if "name the person who authorised" in text
    ]
    assert "Its minimum term runs until" in html.text(admin_client.content(early))
    assert admin_client.is_public(live.page)
    answer = client.post(address, typed, follow=True)
    assert admin_client.messages(answer) == [
        "The page is withdrawn: its address now shows your note."
    ]
    assert not admin_client.is_public(live.page)
    again = admin_client.messages(client.post(address, typed, follow=True))
    assert [text.partition(" on ")[0] for text in again] == ["This page was already withdrawn"]


def test_a_draft_is_discarded_after_a_question(draft):
    client = admin_client.editor()
    client.get(admin_client.address(draft, "discard"))
    assert Edition.objects.filter(pk=draft.pk).exists()
    admin_client.send(client, draft, "discard")
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_the_edit_button_opens_the_next_edition_and_leaves_the_page_alone(draft):
    live = make.make_live(draft)
    answer = admin_client.editor().post(admin_client.page_url(live.page, "edit"), follow=True)
    assert answer.status_code == 200
    assert [edition.number for edition in live.page.editions.order_by("number")] == [1, 2]
    assert admin_client.is_public(live.page)


def test_a_page_is_carried_over_with_the_dates_of_its_earlier_website(draft):
    facts = {
        "published": "August 2015",
        "updated": "4 October 2018",
        "source": "www.example.gov.uk",
    }
    admin_client.send(admin_client.editor(), draft, "origin", **facts)
    make.approved(draft)
    admin_client.send(admin_client.approver(), draft, "carry_over")
    live = Edition.objects.get(pk=draft.pk)
    assert (live.first_published.iso, live.carried_updated.iso) == ("2015-08", "2018-10-04")


@pytest.mark.parametrize("action", ["approve", "return", "publish", "carry_over", "override"])
def test_an_editor_prepares_and_does_not_publish(draft, action):
    client = admin_client.editor()
    assert client.get(admin_client.address(draft)).status_code == 200
    assert client.post(admin_client.address(draft, action), {"seen": "x"}).status_code == 403
    assert not admin_client.is_public(draft.page)
    live = make.make_live(draft)
    typed = {"reason": "error", "note": "Gone.", "authorised_by": "The chair"}
    assert client.post(admin_client.page_url(live.page, "withdraw"), typed).status_code == 403
    assert admin_client.is_public(live.page)


@pytest.mark.parametrize("action", ["edit", "unschedule"])
def test_acts_are_posts(draft, action):
    assert admin_client.approver().get(admin_client.page_url(draft.page, action)).status_code == 405


@pytest.mark.parametrize("action", ["change", "preview", *STEPS])
def test_a_draft_is_for_staff_only(draft, action):
    address = admin_client.address(draft, action)
    assert admin_client.approver().get(address).status_code == 200
    assert Client().get(address).url.startswith("/admin/login/")
    assert admin_client.signed_in(admin_client.person()).get(address).status_code == 403


def test_the_files_of_a_draft_are_for_staff_only(draft):
    attachment = draft.attachments.get()
    for part in ("", "cover/"):
        address = f"{admin_client.address(draft, 'preview')}{attachment.pk}/{part}"
        answer = admin_client.editor().get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content)
        assert Client().get(address).status_code == 302
        assert admin_client.signed_in(admin_client.person()).get(address).status_code == 403


def test_forms_need_their_token(draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_client.person("Approvers"))
    assert client.post(admin_client.address(draft, "publish"), {"seen": "x"}).status_code == 403
    assert not admin_client.is_public(draft.page)


def test_the_preview_says_what_the_public_page_will_say(draft, client):
    seen = admin_client.editor().get(admin_client.address(draft, "preview"))
    assert "no-store" in seen["Cache-Control"]
    before = html.text(
        html.page_of(seen).cssselect("main h1, main .lede, .attachments")[0].getparent()
    )
    live = make.make_live(draft)
    public = client.get(live.page.get_absolute_url())
    after = html.text(
        html.page_of(public).cssselect("main h1, main .lede, .attachments")[0].getparent()
    )
    assert before == after


@pytest.mark.parametrize("name", ["reviews_review_change", "reviews_user_change"])
def test_labels_end_without_a_colon(name):
    """Of what can be changed, and of what is read-only."""
    page, administrator = make.make_live().page, admin_client.person("Administrators", "Editors")
    key = page.pk if "review_change" in name else administrator.pk
    seen = admin_client.signed_in(administrator).get(reverse(f"admin:{name}", args=[key]))
    labels = [html.text(label) for label in html.page_of(seen).iter("label")]
    assert len(labels) > 1
    assert [label for label in labels if label.endswith(":")] == []


def test_the_screen_of_a_page_begins_with_what_is_next_and_ends_with_addresses(draft):
    make.former_address(draft.page)
    screen = admin_client.page_url(draft.page)
    approver, editor = admin_client.approver(), admin_client.editor()

    def first_step(client) -> str:
        [panel, *_] = admin_client.content(client.get(screen)).find_class("register-panel")
        assert html.text(panel.find("h2")).startswith("This page now")
        [step, *_] = panel.cssselect(".register-actions :is(a, button)")
        return html.text(step)

    assert first_step(editor) == "Submit for approval…"
    admin_client.send(editor, draft, "submit", note="First.")
    assert first_step(approver) == "Look at it and approve…"
    admin_client.send(approver, draft, "approve")
    assert first_step(approver) == "Publish…"
    headings = [html.text(each) for each in admin_client.content(editor.get(screen)).iter("h2")]
    assert headings[-3:] == [
        *("Former addresses", "Address and board"),
        "Add former addresses, from which readers are to be led here",
    ]
