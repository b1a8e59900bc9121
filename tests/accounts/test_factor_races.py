"""Two windows of one person at the same moment."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import SecondFactor
from tests.support import admin_client
from tests.support.concurrency import race

pytestmark = pytest.mark.usefixtures("committed")


def test_of_two_factors_removed_at_once_one_stays(settings):
    person = admin_client.person("Editors")
    rows = [SecondFactor(user=person, kind="app", name=name, secret="x") for name in "ab"]
    ways = [
        reverse("admin:remove_factor", args=[row.pk])
        for row in SecondFactor.objects.bulk_create(rows)
    ]
    settings.SECOND_FACTOR_REQUIRED = True
    first, second = admin_client.signed_in(person), Client()
    session = first.session
    session["second_factor"] = str(None)
    session.save()
    second.cookies = first.cookies
    _, answer, waited = race(lambda: first.post(ways[0]), lambda: second.post(ways[1], follow=True))
    assert waited
    assert "add another before" in " ".join(admin_client.messages(answer))
    assert SecondFactor.objects.count() == 1
