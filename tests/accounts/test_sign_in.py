"""Passwords: tried a few times, recorded, and used once when somebody else chose them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from reviews.accounts.attempts import CAP, PAUSE, TRIES
from reviews.models import SignIn, User
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "Plain words for the door 9"
LOGIN = "/admin/login/"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def sam(settings) -> User:
    user = admin_client.person("Editors", username="sam")
    user.set_password(PASSWORD)
    user.save()
    return user


def sent(
    password: str, address: str = HERE, name: str = "sam", client: Client | None = None, **more
):
    facts = {"username": name, "password": password} | more
    return (client or Client()).post(LOGIN, facts, REMOTE_ADDR=address)


def later(moment: datetime.timedelta) -> None:
    """As if that much time had passed since every try."""
    for row in SignIn.objects.all():
        SignIn.objects.filter(pk=row.pk).update(at=row.at - moment)


def test_the_right_password_signs_in_and_leads_to_where_they_wanted_to_go(sam):
    assert sent(PASSWORD).url == "/admin/"
    assert sent(PASSWORD, next="/admin/compliance/").url == "/admin/compliance/"
    assert sent(PASSWORD, next="https://elsewhere.example/").url == "/admin/"
    assert "Enter the username and password" in html.text(admin_client.content(sent("wrong")))


@pytest.mark.parametrize("tries", [TRIES, 150])
def test_after_wrong_tries_the_right_password_waits(sam, tries):
    for _ in range(tries):
        sent("wrong")
    locked = sent(PASSWORD)
    assert locked.status_code == 429
    assert "Try again after" in html.text(admin_client.content(locked))
    assert "administrator" in html.text(admin_client.content(locked))
    assert not Client().get("/admin/").wsgi_request.user.is_authenticated
    assert SignIn.objects.filter(outcome="wrong_password").count() == TRIES
    later(PAUSE)
    assert sent(PASSWORD).status_code == 302


def test_four_wrong_tries_do_not_lock(sam):
    for _ in range(TRIES - 1):
        sent("wrong")
    assert sent(PASSWORD).status_code == 302


def test_somebody_elsewhere_locks_nobody_out(sam):
    """Wrong tries from many addresses stop strangers, and not the person where they sign in."""
    assert sent(PASSWORD).status_code == 302
    digest = SignIn.objects.get().name_digest
    for number in range(CAP):
        facts = {"name_digest": digest, "address": f"203.0.113.{number % 250}"}
        SignIn.objects.create(user=sam, outcome="wrong_password", **facts)
    assert sent(PASSWORD, ELSEWHERE).status_code == 429
    assert sent(PASSWORD).status_code == 302
    other = admin_client.person("Editors", username="kim")
    other.set_password(PASSWORD)
    other.save()
    assert sent(PASSWORD, ELSEWHERE, "kim").status_code == 302


def test_a_name_that_nobody_has_is_answered_alike(sam):
    known = [sent("wrong").status_code for _ in range(TRIES + 1)]
    unknown = [sent("wrong", name="nobody").status_code for _ in range(TRIES + 1)]
    assert known == unknown == [200] * TRIES + [429]
    assert "nobody" not in str(list(SignIn.objects.values_list()))


def test_capitals_in_the_name_do_not_matter(sam):
    """A telephone writes the first letter large. In the password they matter."""
    assert sent(PASSWORD, name="Sam").status_code == 302
    assert sent(PASSWORD.upper(), name="Sam").status_code == 200
    assert set(SignIn.objects.values_list("user", flat=True)) == {sam.pk}


def test_wrong_tries_count_together_with_whatever_capitals(sam):
    for name in ("sam", "Sam", "SAM", "sAm", "saM"):
        assert sent("wrong", name=name).status_code == 200
    assert sent(PASSWORD, name="sAM").status_code == 429
    assert sent(PASSWORD, name="kim").status_code == 200


def test_two_people_do_not_differ_by_capitals_only(sam):
    client = admin_client.administrator()
    new, old = (
        reverse("admin:reviews_user_add"),
        reverse("admin:reviews_user_change", args=[sam.pk]),
    )
    typed = admin_client.filled(client.get(new)) | {"password1": PASSWORD, "password2": PASSWORD}
    taken = ["A user with that username already exists."]
    assert admin_client.errors(client.post(new, typed | {"username": "SAM"})) == taken
    assert client.post(new, typed | {"username": "kim"}).status_code == 302
    typed = admin_client.filled(client.get(old))
    assert admin_client.errors(client.post(old, typed | {"username": "Kim"})) == taken
    assert client.post(old, typed | {"username": "Sam"}).status_code == 302
    sam.refresh_from_db()
    assert sam.get_username() == "Sam"


def test_behind_a_proxy_the_address_is_the_one_that_it_added(sam, settings):
    settings.BEHIND_PROXY = True
    Client().post(
        LOGIN,
        {"username": "sam", "password": "wrong"},
        headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.9"},
    )
    assert SignIn.objects.get().address == "192.0.2.9"


def test_each_try_is_shown_to_its_owner_and_to_nobody_else(sam):
    client = Client(headers={"User-Agent": "Tried Browser/1"})
    sent("wrong", client=client)
    sent(PASSWORD, client=client)
    seen = html.text(admin_client.content(client.get(reverse("admin:own_sign_ins"))))
    for word in ("Refused: wrong password", "Signed in", HERE, "Tried Browser/1"):
        assert word in seen
    others = admin_client.administrator().get(reverse("admin:own_sign_ins"))
    assert "Tried Browser" not in html.text(admin_client.content(others))


def test_a_one_time_password_signs_in_once(sam):
    sam.password_is_one_time = True
    sam.save()
    first = Client()
    assert sent(PASSWORD, client=first).status_code == 302
    assert first.get("/admin/").url == reverse("admin:password_change")
    again = sent(PASSWORD)
    assert "signed in once already" in html.text(admin_client.content(again))
    chosen = {
        "old_password": PASSWORD,
        "new_password1": "Own words 2024x",
        "new_password2": "Own words 2024x",
    }
    assert first.post(reverse("admin:password_change"), chosen).status_code == 302
    assert sent("Own words 2024x").status_code == 302
    way = reverse("admin:auth_user_password_change", args=[sam.pk])
    admin_client.administrator().post(way, {"password1": PASSWORD, "password2": PASSWORD})
    assert sent(PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("chosen", "is_taken"),
    [
        ("password123", False),
        ("short 1", False),
        ("4815162342", False),
        ("Liverpool2026!", False),
        ("8492-zebra-10385726", True),
        ("Own words 2024x", True),
    ],
)
def test_a_common_password_is_refused(sam, chosen, is_taken):
    client = admin_client.signed_in(sam)
    typed = {"old_password": PASSWORD, "new_password1": chosen, "new_password2": chosen}
    assert (client.post(reverse("admin:password_change"), typed).status_code == 302) == is_taken


def test_what_gives_rights_or_destroys_needs_the_password_again(sam):
    """And nothing that was typed is lost; a withdrawal asks nothing."""
    boss = admin_client.person("Administrators", username="boss")
    boss.set_password(PASSWORD)
    boss.save()
    client = admin_client.signed_in_long_ago(boss)
    way = reverse("admin:reviews_user_change", args=[sam.pk])
    typed = admin_client.filled(client.get(way)) | {"first_name": "Samantha", "groups": []}
    refused = client.post(way, typed | {"own_password": "wrong"})
    assert admin_client.errors(refused) == ["This is not your password."]
    assert admin_client.filled(refused)["first_name"] == "Samantha"
    assert sam.groups.exists()
    assert client.post(way, typed | {"own_password": PASSWORD}).status_code == 302
    assert not sam.groups.exists()
    assert "own_password" not in admin_client.filled(client.get(way))
    cold = admin_client.signed_in_long_ago(boss)
    hand_over = reverse("admin:auth_user_password_change", args=[sam.pk])
    asked = cold.get(hand_over)
    assert asked.url.startswith(reverse("admin:confirm"))
    assert cold.post(asked.url, {"own_password": PASSWORD, "next": hand_over}).url == hand_over
    live = make.make_live()
    approver = admin_client.signed_in_long_ago(admin_client.person("Approvers"))
    page = admin_client.page_url(live.page, "withdraw")
    assert approver.get(page).status_code == 200
    assert "own_password" not in admin_client.filled(approver.get(page))
