"""A second factor for everybody on staff, and a way back by two administrators."""

import json
import re
import time

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from reviews import workflow
from reviews.accounts import codes
from reviews.lib.exceptions import Refused
from reviews.models import Event, SecondFactor, SecondFactorReset, SignIn, User
from tests.support import admin_client, html
from tests.support.bypass import refused

pytestmark = pytest.mark.django_db
PASSWORD = "Plain words for the door 9"
SECOND = "/admin/login/second-step/"


@pytest.fixture
def sam(settings) -> User:
    settings.SECOND_FACTOR_REQUIRED = True
    user = admin_client.person("Editors", username="sam")
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> str:
    secret = codes.new_secret()
    facts = {"name": "telephone", "secret": codes.encrypt(secret)}
    SecondFactor.objects.create(user=user, kind="app", **facts)
    return secret


def after_password(next_page: str = "") -> Client:
    client = Client()
    facts = {"username": "sam", "password": PASSWORD, "next": next_page}
    assert client.post("/admin/login/", facts).status_code == 302
    return client


def now() -> int:
    return int(time.time()) // codes.STEP


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, shortened to six figures."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    known = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: codes.code_at(secret, at // 30) for at in known} == known


def test_the_square_code_has_its_three_marks_and_a_light_border():
    width, path = codes.square_code("otpauth://totp/somebody")
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)h1v1h-1z", path)}
    assert (width - 4 - 17) % 4 == 0
    assert {each for square in dark for each in square} <= set(range(2, width - 2))
    rings = {(x, y) for x in range(7) for y in range(7) if max(abs(x - 3), abs(y - 3)) != 2}
    for left, top in ((2, 2), (width - 9, 2), (2, width - 9)):
        inside = {(x - left, y - top) for x, y in dark if 0 <= x - left < 7 and 0 <= y - top < 7}
        assert inside == rings


def test_nobody_goes_on_without_a_second_factor(sam):
    """From the first sign-in to the second, by the screens."""
    client = after_password()
    set_up = reverse("admin:second_factors")
    for page in ("/admin/", "/admin/reviews/review/add/", "/admin/reviews/user/"):
        assert client.get(page).url == set_up
        assert client.post(page).url == set_up
    page = client.get(reverse("admin:add_app"))
    shown = html.text(admin_client.content(page))
    secret = "".join(re.search(r"this key into the app: ((?:[A-Z2-7]{4} ?){8})", shown)[1].split())
    wrong = client.post(reverse("admin:add_app"), {"name": "telephone", "code": "000000"})
    assert "not the code that the app shows" in admin_client.errors(wrong)[0]
    code = codes.code_at(secret, now())
    typed = {"name": "telephone", "code": f"{code[:3]} - {code[3:]}"}  # as apps show it
    kept = re.findall(
        r"\b[0-9a-f]{5}-[0-9a-f]{5}\b", client.post(reverse("admin:add_app"), typed).text
    )
    assert len(kept) == codes.RECOVERY_CODES
    assert client.get("/admin/").status_code == 200
    stored = SecondFactor.objects.get()
    assert secret not in stored.secret
    again = after_password("/admin/account/")
    assert again.get("/admin/").url.startswith("/admin/login/")
    used = again.post(SECOND, {"code": codes.code_at(secret, stored.last_step)})
    assert "not valid" in admin_client.errors(used)[0]
    assert again.post(SECOND, {"code": kept[0].upper()}).url == "/admin/account/"
    assert again.get("/admin/").status_code == 200
    assert "not valid" in admin_client.errors(after_password().post(SECOND, {"code": kept[0]}))[0]


def test_a_code_works_once_and_guessing_is_stopped(sam):
    secret = with_app(sam)
    client = after_password()
    code = codes.code_at(secret, now())
    assert client.post(SECOND, {"code": f" {code[:3]} {code[3:]}"}).status_code == 302
    assert SignIn.objects.latest("at").method == "password and authenticator app"
    other = after_password()
    assert "not valid" in admin_client.errors(other.post(SECOND, {"code": code}))[0]
    answers = [other.post(SECOND, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2
    assert other.get("/admin/").status_code == 302


def test_the_second_step_needs_the_first():
    assert Client().get(SECOND).url == "/admin/login/"
    assert Client().post(SECOND, {"code": "000000"}).url == "/admin/login/"


def test_a_session_from_before_is_asked_for_the_second_factor(sam):
    client = admin_client.signed_in(sam)
    with_app(sam)
    assert client.get("/admin/").url == SECOND


def test_the_last_factor_stays_while_one_is_required(sam, settings):
    client = admin_client.signed_in(sam)
    with_app(sam)
    settings.SECOND_FACTOR_REQUIRED = False
    way = reverse("admin:remove_factor", args=[SecondFactor.objects.get().pk])
    session = client.session
    session["second_factor"] = str(None)
    session.save()
    settings.SECOND_FACTOR_REQUIRED = True
    assert "add another before" in admin_client.messages(client.post(way, follow=True))[0]
    assert SecondFactor.objects.count() == 1
    with_app(sam)
    client.post(way)
    assert SecondFactor.objects.count() == 1


def test_two_administrators_let_somebody_back_in(sam, settings):
    with_app(sam)
    codes.new_recovery_codes(sam)
    settings.SECOND_FACTOR_REQUIRED = False
    people = [admin_client.person("Administrators") for _ in range(2)]
    first, second = map(admin_client.signed_in, people)
    page = reverse("admin:resets")
    assert "sam" in html.text(admin_client.content(first.get(page)))
    first.post(reverse("admin:ask_reset", args=[sam.pk]))
    asked = SecondFactorReset.objects.get()
    agree = reverse("admin:agree_reset", args=[asked.pk])
    assert "Two administrators" in html.text(html.page_of(first.post(agree, follow=True)))
    assert sam.second_factors.exists()
    second.post(agree)
    assert not sam.second_factors.exists()
    assert not sam.recovery_codes.exists()
    events = Event.objects.filter(verb__in=["reset_asked", "factors_reset"]).order_by("seq")
    assert [(event.actor, json.loads(event.body)) for event in events] == [
        (people[0], {"person": sam.pk}),
        (people[1], {"person": sam.pk, "asked_by": people[0].pk}),
    ]
    assert admin_client.editor().get(page).status_code == 403


def test_what_was_asked_for_by_mistake_is_declined_or_taken_back(sam, settings):
    with_app(sam)
    settings.SECOND_FACTOR_REQUIRED = False
    people = [admin_client.person("Administrators") for _ in range(2)]
    clients = [*map(admin_client.signed_in, people)]
    for client, button in zip(clients, ("Take back", "Decline"), strict=True):
        asked = workflow.ask_factors_reset(sam, by=people[0])
        shown = client.get(reverse("admin:resets"))
        assert f"{button} for {sam}" in html.text(admin_client.content(shown))
        answer = client.post(reverse("admin:decline_reset", args=[asked.pk]), follow=True)
        assert admin_client.messages(answer) == [
            "Declined: the person’s second factors stay as they are."
        ]
        for verb in (workflow.reset_factors, workflow.keep_factors):
            with pytest.raises(Refused, match="agreed to or declined meanwhile"):
                verb(asked, by=people[1])
    assert sam.second_factors.exists()
    events = Event.objects.filter(verb="factors_kept").order_by("seq")
    assert [event.actor for event in events] == people
    asked = workflow.ask_factors_reset(sam, by=people[0])
    with pytest.raises(Refused):
        workflow.keep_factors(asked, by=admin_client.person("Approvers"))
    workflow.reset_factors(asked, by=people[1])
    with pytest.raises(Refused):
        workflow.keep_factors(asked, by=people[1])


def test_a_session_of_before_the_reset_ends(sam):
    secret = with_app(sam)
    client = after_password()
    client.post(SECOND, {"code": codes.code_at(secret, now())})
    assert client.get("/admin/").status_code == 200
    one, two = (admin_client.person("Administrators") for _ in range(2))
    workflow.reset_factors(workflow.ask_factors_reset(sam, by=one), by=two)
    assert client.get("/admin/").url == reverse("admin:second_factors")


def test_nobody_resets_their_own_or_alone(sam):
    with_app(sam)
    one, two = (admin_client.person("Administrators") for _ in range(2))
    with_app(one)
    asked = workflow.ask_factors_reset(sam, by=one)
    for attempt in (
        lambda: workflow.ask_factors_reset(one, by=one),
        lambda: workflow.ask_factors_reset(sam, by=two),
        lambda: workflow.ask_factors_reset(two, by=one),
        lambda: workflow.reset_factors(asked, by=one),
        lambda: workflow.reset_factors(asked, by=admin_client.person("Approvers")),
    ):
        with pytest.raises(Refused):
            attempt()
    with refused('… violates check constraint "reset_by_two_others"'):
        SecondFactorReset.objects.filter(pk=asked.pk).update(agreed_by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondFactorReset.objects.create(person=sam, asked_by=two)
    workflow.reset_factors(asked, by=two)
    with pytest.raises(Refused):
        workflow.reset_factors(asked, by=two)


def test_the_demonstration_says_that_it_does_without(settings):
    words = "second factor that staff sign in with elsewhere is off here"
    assert words in html.text(admin_client.content(Client().get("/admin/login/")))
    settings.SECOND_FACTOR_REQUIRED = True
    assert words not in html.text(admin_client.content(Client().get("/admin/login/")))
