"""Publishing, scheduling, withdrawing and discarding through the admin: who may, and what is refused."""

import datetime

import pytest
from django.test import Client

from reviews.models import Edition, Page, clock
from tests import factories as make
from tests import html, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.open_review()


def is_public(page: Page) -> bool:
    return Edition.objects.public(at=clock.now()).filter(page=page).exists()


def send(client, edition, action: str, **typed):
    """Fill in a step's form and send it."""
    address = staff.address(edition, action)
    return client.post(address, staff.filled(client.get(address)) | typed, follow=True)


def test_an_approver_publishes(draft):
    answer = send(staff.approver(), draft, "publish")
    assert staff.messages(answer) == ["Edition 1 is live."]
    assert is_public(draft.page)


def test_a_moment_in_the_future_is_scheduled_and_taken_back(draft):
    client = staff.approver()
    later = (clock.now() + datetime.timedelta(days=40)).astimezone().replace(hour=12, minute=0)
    answer = send(client, draft, "publish", at=later.strftime("%Y-%m-%dT%H:%M"))
    assert staff.messages(answer)[0].startswith("Edition 1 is scheduled: it goes live on ")
    assert not is_public(draft.page)
    client.post(staff.room(draft.page, "unschedule"))
    assert Edition.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2001-01-01T09:00", "That moment has passed."),
        ("2030-03-31T01:30", "The clocks change in that hour"),
        ("nonsense", "Enter a valid date/time."),
    ],
)
def test_a_moment_that_cannot_be_is_a_sentence(draft, at, sentence):
    answer = send(staff.approver(), draft, "publish", at=at)
    said = staff.messages(answer) + staff.errors(answer)
    assert [text for text in said if text.startswith(sentence)]
    assert not is_public(draft.page)
    assert staff.filled(answer)["at"] == at


def test_an_edition_that_somebody_else_has_just_published_is_refused(draft):
    client = staff.approver()
    fields = staff.filled(client.get(staff.address(draft, "publish")))
    make.make_live(draft)
    answer = client.post(staff.address(draft, "publish"), fields, follow=True)
    assert staff.messages(answer) == [
        "Edition 1 has already been published. Open the page again to see it."
    ]


def test_reasons_against_leave_no_button(draft):
    client = staff.approver()
    buttons = "input[type=submit], button[type=submit]"
    page = html.page_of(client.get(staff.address(draft, "publish")))
    assert "Publish" in [b.get("value") or html.text(b) for b in page.cssselect(buttons)]
    draft.attachments.all().delete()
    page = html.page_of(client.get(staff.address(draft, "publish")))
    assert "Publish" not in [b.get("value") or html.text(b) for b in page.cssselect(buttons)]
    assert "Attach the report" in html.text(page)
    assert not is_public(draft.page)


def test_a_page_is_withdrawn_once(draft):
    live = make.make_live(draft)
    client = staff.approver()
    address = staff.room(live.page, "withdraw")
    typed = {"reason": "anonymity", "note": "Ask the board."}
    assert staff.errors(client.post(address, typed | {"reason": ""})) != []
    assert is_public(live.page)
    answer = client.post(address, typed, follow=True)
    assert staff.messages(answer) == ["The page is withdrawn: its address now shows your note."]
    assert not is_public(live.page)
    again = staff.messages(client.post(address, typed, follow=True))
    assert [text.partition(" on ")[0] for text in again] == ["This page was already withdrawn"]


def test_a_draft_is_discarded_after_a_question(draft):
    client = staff.editor()
    client.get(staff.address(draft, "discard"))
    assert Edition.objects.filter(pk=draft.pk).exists()
    client.post(staff.address(draft, "discard"), follow=True)
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_the_edit_button_opens_the_next_edition_and_leaves_the_page_alone(draft):
    live = make.make_live(draft)
    answer = staff.editor().post(staff.room(live.page, "edit"), follow=True)
    assert answer.status_code == 200
    assert [edition.number for edition in live.page.editions.order_by("number")] == [1, 2]
    assert is_public(live.page)


def test_a_page_is_carried_over_with_the_dates_of_its_earlier_website(draft):
    facts = {
        "published": "August 2015",
        "updated": "4 October 2018",
        "source": "www.example.gov.uk",
    }
    send(staff.approver(), draft, "carry_over", **facts)
    live = Edition.objects.get(pk=draft.pk)
    assert (str(live.first_published), str(live.carried_updated)) == (
        "August 2015",
        "4 October 2018",
    )


@pytest.mark.parametrize("action", ["publish", "carry_over"])
def test_an_editor_prepares_and_does_not_publish(draft, action):
    client = staff.editor()
    assert client.get(staff.address(draft)).status_code == 200
    assert client.post(staff.address(draft, action), {"seen_version": 1}).status_code == 403
    assert not is_public(draft.page)
    live = make.make_live(draft)
    typed = {"reason": "error", "note": "Gone."}
    assert client.post(staff.room(live.page, "withdraw"), typed).status_code == 403
    assert is_public(live.page)


@pytest.mark.parametrize("action", ["edit", "unschedule"])
def test_acts_are_posts(draft, action):
    assert staff.approver().get(staff.room(draft.page, action)).status_code == 405


@pytest.mark.parametrize("action", ["change", "preview", "publish", "carry_over", "discard"])
def test_a_draft_is_for_staff_only(draft, action):
    address = staff.address(draft, action)
    assert staff.editor().get(address).status_code == 200
    assert Client().get(address).url.startswith("/admin/login/")
    assert staff.signed_in(staff.person()).get(address).status_code == 403


def test_the_files_of_a_draft_are_for_staff_only(draft):
    paper = draft.attachments.get()
    for part in ("", "cover/"):
        address = f"{staff.address(draft, 'preview')}{paper.pk}/{part}"
        answer = staff.editor().get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content)
        assert Client().get(address).status_code == 302
        assert staff.signed_in(staff.person()).get(address).status_code == 403


def test_forms_need_their_token(draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.person("Approvers"))
    assert client.post(staff.address(draft, "publish"), {"seen_version": 1}).status_code == 403
    assert not is_public(draft.page)


def test_the_preview_says_what_the_public_page_will_say(draft, client):
    seen = staff.editor().get(staff.address(draft, "preview"))
    assert "no-store" in seen["Cache-Control"]
    before = html.text(html.page_of(seen).cssselect("main h1, main .lede, .papers")[0].getparent())
    live = make.make_live(draft)
    public = client.get(live.page.get_absolute_url())
    after = html.text(html.page_of(public).cssselect("main h1, main .lede, .papers")[0].getparent())
    assert before == after
