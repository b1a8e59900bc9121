"""Two people have to be two: an account that the other has set up of late is no second person."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from reviews import workflow
from reviews.accounts import set_up
from reviews.accounts.set_up import NOT_TWO, recently_set_up
from reviews.lib.exceptions import Refused
from reviews.models import Event, SecondFactor, User
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.erasures import withdrawn_review

pytestmark = pytest.mark.django_db
PASSWORD = "Plain words for the door 9"


def administrator() -> User:
    return admin_client.person("Administrators", "Approvers", "Editors")


def with_factor(person: User) -> User:
    SecondFactor.objects.create(user=person, kind="app", name="telephone", secret="none")
    return person


def add_account(client, name: str) -> User:
    """As an administrator adds somebody, by the form."""
    group = Group.objects.get(name="Administrators")
    typed = {"username": name, "password1": PASSWORD, "password2": PASSWORD}
    typed |= {"groups": [str(group.pk)], "all_boards": "on"}
    client.post(reverse("admin:reviews_user_add"), typed)
    made = User.objects.get(username=name)
    make.change(made, password_is_one_time=False)  # they have signed in and chosen their own
    return made


def rights(actor, person):
    workflow.record_rights_changed(person, by=actor)


def password(actor, person):
    workflow.record_password_set(person, by=actor)


def asked_reset(actor, person):
    asked = workflow.ask_factors_reset(with_factor(person), by=actor)
    workflow.reset_factors(asked, by=administrator())


def agreed_reset(actor, person):
    asked = workflow.ask_factors_reset(with_factor(person), by=administrator())
    workflow.reset_factors(asked, by=actor)


def through_another(actor, person):
    between = administrator()
    rights(actor, between)
    password(between, person)


def the_other_way(actor, person):
    rights(person, actor)


SETTING_UP = [rights, password, asked_reset, agreed_reset, through_another, the_other_way]


def test_an_administrator_does_not_agree_to_their_own_request_by_a_second_account():
    first, lost = admin_client.person("Administrators"), with_factor(make.make_user())
    client = admin_client.signed_in(first)
    second = add_account(client, "second")
    asked = workflow.ask_factors_reset(lost, by=first)
    agree, page = reverse("admin:agree_reset", args=[asked.pk]), reverse("admin:resets")
    other = admin_client.signed_in(second)
    shown = html.text(admin_client.content(other.get(page)))
    assert NOT_TWO in shown
    assert "Agree" not in shown
    assert NOT_TWO in html.text(html.page_of(other.post(agree, follow=True)))
    assert lost.second_factors.exists()
    third = admin_client.administrator()
    assert "Agree" in html.text(admin_client.content(third.get(page)))
    third.post(agree)
    assert not lost.second_factors.exists()
    event = Event.objects.get(verb="factors_reset")
    assert json.loads(event.body) == {"person": lost.pk, "asked_by": first.pk}


@pytest.mark.parametrize("set_it_up", SETTING_UP)
def test_two_accounts_in_one_hand_are_not_two_people(set_it_up):
    one, other, lost = administrator(), administrator(), with_factor(make.make_user())
    accounts = recently_set_up()
    assert not accounts.in_one_hand(one.pk, other.pk)
    set_it_up(one, other)
    assert recently_set_up().in_one_hand(one.pk, other.pk)
    assert recently_set_up().in_one_hand(other.pk, one.pk)
    assert not recently_set_up().in_one_hand(one.pk, lost.pk)
    asked = workflow.ask_factors_reset(lost, by=one)
    with pytest.raises(Refused, match="a third person has to do it"):
        workflow.reset_factors(asked, by=other)
    workflow.reset_factors(asked, by=administrator())


def test_accounts_that_a_third_person_set_up_are_two_people():
    one, other, third = administrator(), administrator(), administrator()
    rights(third, one)
    rights(third, other)
    rights(one, one)
    assert not recently_set_up().in_one_hand(one.pk, other.pk)


def test_a_form_that_changes_nothing_sets_up_nothing():
    one, other = administrator(), administrator()
    client = admin_client.signed_in(one)
    address = reverse("admin:reviews_user_change", args=[other.pk])
    for changed in ({}, {"email": "other@board.example"}):
        client.post(address, admin_client.filled(client.get(address)) | changed)
        assert recently_set_up().in_one_hand(one.pk, other.pk) == bool(changed)


def test_it_counts_for_thirty_days(monkeypatch):
    one, other = administrator(), administrator()
    rights(one, other)
    assert recently_set_up().in_one_hand(one.pk, other.pk)
    assert datetime.timedelta(days=30) == set_up.RECENTLY
    assert "30 days" in NOT_TWO
    monkeypatch.setattr(set_up, "RECENTLY", datetime.timedelta())
    assert not recently_set_up().in_one_hand(one.pk, other.pk)


def test_whoever_set_up_an_account_still_erases_what_it_asked_for():
    """The name of a child cannot wait until the one administrator has a second."""
    page, one, other = withdrawn_review(), administrator(), administrator()
    rights(one, other)
    workflow.erase(workflow.ask_erasure(page, by=other, reason="child"), by=one)
    assert Event.objects.get(verb="erased").actor == one


def test_whoever_set_up_an_account_still_approves_what_it_wrote():
    """Small boards have nobody else, and the ledger names both."""
    author, approver = administrator(), administrator()
    rights(approver, author)
    draft = make.open_bare_review(by=author)
    workflow.submit(draft, by=author, note="First.")
    workflow.approve(draft, by=approver)
    assert Event.objects.get(verb="approved").actor == approver
