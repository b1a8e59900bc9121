"""A form that is sent after the session has ended: what was typed is there after signing in again."""

import datetime
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reviews import workflow
from reviews.admin.kept_work import vault
from reviews.admin.kept_work.typed import OPENED_BY
from reviews.editions.protected_names import search_page
from reviews.models import Edition, Event, KeptWork
from tests.support import admin_client, bypass, form_errors, html, staff_forms
from tests.support import factories as make
from tests.support.erasures import everything_written

pytestmark = pytest.mark.django_db
PASSWORD = "Plain words for a test 9"  # noqa: S105
NOT_TYPED = {"csrfmiddlewaretoken", "_opened_by", "attachments-TOTAL_FORMS"}


@pytest.fixture
def draft():
    return make.open_bare_review(label="Child A", title="As opened")


@pytest.fixture
def ada():
    return admin_client.person("Editors", first_name="Ada", password=PASSWORD)


def typed_in(client: Client, draft: Edition) -> dict:
    """The form of the draft as somebody has filled it in: a title, a new row, a wrong date, a file."""
    fields = admin_client.opened(client, draft) | {"title": "Canary", "incident": "31/02/2015"}
    fields = admin_client.with_row(fields, "identifiers", kind="letter", value="Child B")
    file = SimpleUploadedFile("overview of canary.pdf", b"%PDF-", "application/pdf")
    return admin_client.with_row(fields, "attachments", kind="overview_report") | {
        "attachments-0-document": file
    }


def lose_session(client: Client) -> None:
    client.cookies.clear()


def sign_in(client: Client, login: str, user) -> str:
    """Sign in at the page to which somebody was led, at the second try. Returns where that leads."""
    for password in ("wrong", PASSWORD):
        name = {"username": user.username, "password": password}
        shown = admin_client.filled(client.get(login))
        answer = client.post(login, shown | name)
    assert answer.status_code == 302
    return answer.url


def test_after_signing_in_again_the_form_is_there_as_typed(draft, ada, caplog):
    client = admin_client.signed_in(ada)
    fields = typed_in(client, draft)
    lose_session(client)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(admin_client.address(draft), fields)
    assert answer.status_code == 302
    assert "nothing is lost" in admin_client.messages(client.get(answer.url))[0]
    # Nobody who reads the database, a log or an address can read what was typed.
    assert "canary" not in f"{everything_written()}{answer.url}{caplog.text}".lower()
    back = sign_in(client, answer.url, ada)
    shown = client.get(back)
    panel = html.page_of(shown).get_element_by_id("not-yet-saved")
    assert "You were signed out. Nothing was saved yet" in html.text(panel)
    assert "overview of canary.pdf" in html.text(panel)
    assert admin_client.errors(shown)[0].startswith("There is no such day in the calendar.")
    again = admin_client.filled(shown)
    sent = {key: text for key, text in fields.items() if isinstance(text, str | list)}
    assert {key: again.get(key) for key in sent if key not in NOT_TYPED} == {
        key: text for key, text in sent.items() if key not in NOT_TYPED
    }
    assert Edition.objects.get(pk=draft.pk).title == "As opened"
    assert not Event.objects.filter(verb="saved").exists()
    saved = client.post(back, again | {"incident": "3/2/2015", "attachments-0-kind": ""})
    assert (saved.status_code, saved.url) == (302, admin_client.address(draft))
    assert Edition.objects.get(pk=draft.pk).title == "Canary"
    assert not KeptWork.objects.exists()
    assert not any(
        name.startswith(vault.COOKIE) and client.cookies[name].value for name in client.cookies
    )


def test_nobody_else_is_shown_it(draft, ada):
    client = admin_client.signed_in(ada)
    fields = typed_in(client, draft)
    lose_session(client)
    back = sign_in(client, client.post(admin_client.address(draft), fields).url, ada)
    eve = admin_client.person("Editors")
    client.force_login(eve)  # at the same computer
    seen = client.get(back)
    assert "Canary" not in seen.content.decode()
    assert "for the person who entered it" in admin_client.messages(seen)[0]
    assert "Canary" not in admin_client.signed_in(ada).get(back).content.decode()  # elsewhere
    client.force_login(ada)
    assert "Canary" in client.get(back).content.decode()


def test_it_belongs_to_the_first_who_asks_if_the_form_does_not_say_whose_it_is(draft, ada):
    client = Client()
    answer = client.post(admin_client.address(draft), {"title": "Canary"})
    back = sign_in(client, answer.url, ada)
    assert admin_client.filled(client.get(back))["title"] == "Canary"
    client.force_login(admin_client.person("Editors"))
    assert "Canary" not in client.get(back).content.decode()


def test_it_is_not_kept_for_ever_nor_without_bounds(draft, ada, monkeypatch):
    client = Client()
    answer = client.post(admin_client.address(draft), {"title": "Canary"})
    back = sign_in(client, answer.url, ada)
    bypass.sql("UPDATE reviews_keptwork SET kept_at = kept_at - interval '73 hours'")
    assert "for three days" in admin_client.messages(client.get(back))[0]
    monkeypatch.setattr(vault, "MOST_OF_NOBODY", 2)
    for _ in range(4):
        Client().post(admin_client.address(draft), {"title": "Canary"})
    assert KeptWork.objects.filter(owner=None).count() == 2
    client = Client()
    answer = client.post(admin_client.address(draft), {"title": "x" * vault.MOST_BYTES_OF_NOBODY})
    assert "too long to be kept" in admin_client.messages(client.get(answer.url))[0]
    assert KeptWork.objects.filter(owner=None).count() == 2


def test_what_another_website_sends_is_not_kept(draft):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ):
        answer = Client(headers=headers).post(admin_client.address(draft), {"title": "Canary"})
        assert answer.url == f"/admin/login/?next={admin_client.address(draft)}"
    assert not KeptWork.objects.exists()
    Client(headers={"Origin": "http://testserver"}).post(admin_client.address(draft), {})
    assert KeptWork.objects.count() == 1


def test_signing_in_that_leads_elsewhere_reminds_of_it(draft, ada):
    client = admin_client.signed_in(ada)
    fields = typed_in(client, draft)
    lose_session(client)
    client.post(admin_client.address(draft), fields)
    client.force_login(ada)
    index = client.get(reverse("admin:index"))
    assert "is not saved yet" in admin_client.messages(index)[-1]
    address = html.links(html.page_of(index))["Show it"]
    assert admin_client.filled(client.get(address))["title"] == "Canary"


def test_a_button_is_pressed_again(draft, ada):
    live = make.make_live(draft)
    client = admin_client.signed_in(ada)
    lose_session(client)
    answer = client.post(admin_client.page_url(live.page, "edit"))
    client.force_login(ada)
    back = client.get(answer.url.partition("next=")[2].replace("%3F", "?").replace("%3D", "="))
    assert back.url == admin_client.page_url(live.page)
    assert "Press the button again" in admin_client.messages(client.get(back.url))[-1]
    assert live.page.editions.count() == 1


def test_a_form_without_its_token_is_shown_again(draft, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    fields = typed_in(client, draft)
    fields["csrfmiddlewaretoken"] = "x" * 64  # as after signing in once more in another window
    answer = client.post(admin_client.address(draft), fields)
    assert answer.status_code == 403
    panel = html.text(html.page_of(answer).get_element_by_id("not-yet-saved"))
    assert "Nothing was saved yet" in panel
    assert "overview of canary.pdf" in panel
    again = admin_client.filled(answer)
    assert (again["title"], again["identifiers-1-value"]) == ("Canary", "Child B")
    client.post(admin_client.address(draft), again | {"incident": "", "attachments-0-kind": ""})
    assert Edition.objects.get(pk=draft.pk).title == "Canary"
    foreign = client.post(admin_client.address(draft), fields, headers={"Origin": "https://e.org"})
    assert foreign.status_code == 403
    assert "Canary" not in foreign.content.decode()


def anything(client: Client, address: str) -> dict:
    """A form with something typed in each of its boxes for text."""
    page = html.page_of(client.get(address))
    fields = admin_client.filled(client.get(address))
    texts = page.cssselect("#content input[type=text], #content textarea")
    names = [box.get("name") for box in texts if "__prefix__" not in box.get("name", "__prefix__")]
    return fields | {name: f"Typed in {name}" for name in names}


@pytest.mark.sweep(few=1, full=3)
def test_every_form_is_kept(ada, seeds):
    """Each as it was typed, with nothing done and without its passwords."""
    [seed] = seeds
    user = admin_client.person(*staff_forms.EVERYTHING)
    client = admin_client.signed_in(user)
    forms = staff_forms.form_addresses(staff_forms.make_world())
    left_out = {"as_at", "compare", "compliance", "sign in", "own password", "password of a person"}
    left_out |= {"alerts", "confirm", "add an app", "add a passkey"}
    events, lost = Event.objects.count(), {}
    for name, address in [*forms.items()][seed % 3 :: 3]:
        if name in left_out:
            continue
        fields = anything(client, address)
        client.logout()
        answer = client.post(address, fields)
        client.force_login(user)
        number = KeptWork.objects.latest("kept_at").pk
        shown = client.get(f"{address}?kept={number}")
        again = admin_client.filled(shown) if shown.status_code == 200 else {}
        kept = {key: again.get(key) for key in fields if "password" not in key}
        if {key for key, text in kept.items() if text != fields[key]} - NOT_TYPED:
            lost[name] = (answer.status_code, shown.status_code, kept)
        assert "not-yet-saved" in shown.content.decode(), name
        assert "kept=" in (sent_to(shown) or f"{address}?kept="), name  # so that it is thrown away
        assert f'name="{OPENED_BY}"' in shown.content.decode(), name
    assert lost == {}
    assert Event.objects.count() == events


def sent_to(response) -> str | None:
    """Where the form that is shown again says that it is to be sent; None for its own address."""
    page = html.page_of(response)
    [form] = [
        form for form in page.forms if form.find(f".//input[@name='{OPENED_BY}']") is not None
    ][-1:]
    return form.get("action")


def test_what_was_to_be_settled_is_kept_until_it_is(ada):
    draft = make.open_review(summary="Grace sat.")
    workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text="Grace Okafor")
    search_page(draft.page)
    client = admin_client.signed_in(ada)
    settle = reverse("admin:names_settle", args=[draft.page.pk])
    shown = client.get(reverse("admin:names", args=[draft.page.pk]))
    [box] = admin_client.boxes(shown, "items")
    lose_session(client)
    answer = client.post(settle, {"items": box.get("value"), "reason": "A hymn."})
    shown = client.get(sign_in(client, answer.url, ada))
    assert admin_client.boxes(shown, "reason")[0].text.strip() == "A hymn."
    assert form_errors.errors(shown) == []
    typed = {"items": box.get("value"), "reason": "A hymn."}
    again = next(form for form in html.page_of(shown).forms if "settle" in form.get("action", ""))
    assert client.post(again.get("action"), typed).status_code == 302
    assert not KeptWork.objects.exists()


def test_passwords_are_not_kept(ada):
    client = admin_client.administrator()
    fields = admin_client.filled(client.get(reverse("admin:reviews_user_add")))
    client.logout()
    client.post(
        reverse("admin:reviews_user_add"), fields | {"username": "ada", "password1": PASSWORD}
    )
    [(name, cookie)] = [each for each in client.cookies.items() if each[0].startswith("kept-")]
    kept = KeptWork.objects.get(pk=name.removeprefix("kept-"))
    content = vault.Fernet(cookie.value).decrypt(bytes(kept.sealed)).decode()
    assert "username" in content
    assert "password" not in content
    assert cookie["httponly"]
    assert datetime.timedelta(seconds=cookie["max-age"]) == vault.KEPT_FOR
