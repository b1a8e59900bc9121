"""What is typed in a draft between two saves: the browser sends it, and nothing else knows of it."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.models import Edition, Event, Identifier, UnsavedWork
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.open_bare_review(label="Child A", title="As opened")


def typed_in(client, draft) -> dict:
    fields = admin_client.opened(client, draft) | {"title": "Typed", "incident": "31/02/2015"}
    return admin_client.with_row(fields, "identifiers", kind="letter", value="Child B")


def keep(client, draft, fields):
    return client.post(admin_client.address(draft, "unsaved"), fields)


def test_what_is_not_saved_is_there_for_whoever_typed_it_and_for_nobody_else(draft):
    client, events = admin_client.editor(), Event.objects.count()
    fields = typed_in(client, draft)
    for title in ("T", "Typ", "Typed"):
        assert keep(client, draft, fields | {"title": title}).json() == {"sentence": ""}
    back = client.get(admin_client.address(draft))
    again = admin_client.filled(back)
    assert (again["title"], again["identifiers-1-value"]) == ("Typed", "Child B")
    assert again["incident"] == "31/02/2015"
    panel = html.text(html.page_of(back).get_element_by_id("not-yet-saved"))
    assert panel.startswith("Not saved yet You entered what is below until ")
    assert admin_client.filled(admin_client.editor().get(admin_client.address(draft)))["title"] == (
        "As opened"
    )
    # Neither the draft nor the ledger has changed; saving is both, once.
    assert Edition.objects.get(pk=draft.pk).draft_version == 1
    assert Event.objects.count() == events
    admin_client.save(client, draft, again, incident="3 February 2015")
    assert Edition.objects.get(pk=draft.pk).title == "Typed"
    assert [row.value for row in Identifier.objects.filter(edition=draft)] == ["Child A", "Child B"]
    assert Event.objects.filter(verb="saved").count() == 1
    assert not UnsavedWork.objects.exists()
    assert b"not-yet-saved" not in client.get(admin_client.address(draft)).content


def test_two_people_do_not_overwrite_each_other(draft):
    first, second = admin_client.editor(first_name="Ada"), admin_client.editor()
    fields = typed_in(second, draft)
    admin_client.save(first, draft, admin_client.opened(first, draft), title="First")
    assert keep(second, draft, fields).json()["sentence"].startswith("Ada saved this draft at ")
    back = second.get(admin_client.address(draft))
    assert admin_client.filled(back)["title"] == "Typed"
    assert any(error.startswith("Ada saved this draft at ") for error in admin_client.errors(back))
    assert admin_client.boxes(back, "replace")
    assert Edition.objects.get(pk=draft.pk).title == "First"


def test_what_was_on_its_way_when_it_was_saved_is_not_unsaved(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft) | {"title": "Saved"}
    admin_client.save(client, draft, fields)
    late = keep(client, draft, fields)
    assert late.status_code == 409
    assert late.json()["sentence"].startswith("You saved this draft at ")
    assert not UnsavedWork.objects.exists()


def test_it_can_be_thrown_away(draft):
    client = admin_client.editor()
    keep(client, draft, typed_in(client, draft))
    page = html.page_of(client.get(admin_client.address(draft)))
    [form] = page.cssselect("#not-yet-saved form")
    answer = client.post(form.get("action"), follow=True)
    assert admin_client.filled(answer)["title"] == "As opened"
    assert not UnsavedWork.objects.exists()


def test_it_outlives_the_publication_of_the_draft_but_not_the_draft(draft):
    client = admin_client.editor()
    fields = typed_in(client, draft)
    keep(client, draft, fields)
    live = make.make_live(draft)
    back = client.get(admin_client.address(live))
    assert "no longer be changed" in " ".join(admin_client.errors(back))
    assert "no longer a draft" in keep(client, live, fields).json()["sentence"]
    fresh = workflow.open_edition(live.page, by=make.make_user())
    keep(client, fresh, typed_in(client, fresh))
    workflow.discard(fresh, by=make.make_user())
    assert [row.edition_id for row in UnsavedWork.objects.all()] == [live.pk]


def test_who_is_signed_out_is_answered_in_words(draft, client):
    answer = keep(client, draft, {"title": "Typed"})
    assert answer.status_code == 401
    assert "signed out" in answer.json()["sentence"]
    assert not UnsavedWork.objects.exists()


def test_a_session_has_an_end_that_is_put_off_by_a_button_only(settings):
    client = admin_client.editor()
    settings.SESSION_COOKIE_AGE = 1000

    def left() -> int:
        page = html.page_of(client.get(reverse("admin:index")))
        return int(page.get_element_by_id("session-end").get("data-seconds"))

    assert 990 < left() <= 1000
    session = client.session
    session.set_expiry(200)  # seconds from now
    session.save()
    assert left() <= 200
    assert client.get(reverse("admin:session")).status_code == 405
    assert left() <= 200
    assert client.post(reverse("admin:session")).json()["seconds"] > 990
    assert left() > 990


def test_a_link_in_a_mail_opens_for_whoever_is_signed_in(client, draft):
    user = admin_client.person("Editors", password="Plain words for a test 9")
    login = {"username": user.username, "password": "Plain words for a test 9"}
    client.post(reverse("admin:login"), login)
    assert {client.cookies[name]["samesite"] for name in ("sessionid", "csrftoken")} == {"Lax"}
