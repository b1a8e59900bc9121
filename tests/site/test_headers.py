"""What every answer carries, and where to report a weakness."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client

from reviews.accounts import checks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/nothing/here/"])
def test_every_answer_denies_what_the_site_never_uses(address):
    policy = Client().get(address)["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(policy.split(", "))
    assert "publickey-credentials-get=(self)" in policy


def test_security_txt_names_whom_to_ask_and_until_when(settings):
    settings.SECURITY_CONTACT = "mailto:security@board.example"
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:security@board.example"
    left = datetime.datetime.fromisoformat(lines["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert 0 < left.days < 365


def test_a_password_alone_is_not_enough_in_production(settings):
    assert [each.id for each in checks.second_factor(None)] == ["reviews.E003"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert checks.second_factor(None) == []


def test_old_tries_are_forgotten(capsys):
    call_command("forget_sign_ins")
    assert "0 forgotten" in capsys.readouterr().out
