import json

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from reviews.ledger import row_digests, verification
from reviews.lib.dates import HOW_TO_WRITE_A_DAY
from reviews.models import Event, NoticeDuty, PublicationRule
from tests.support import admin_client, html

pytestmark = pytest.mark.django_db
LIST = "admin:reviews_publicationrule_changelist"
ADD = "admin:reviews_publicationrule_add"
GIVEN = {
    "jurisdiction": "england",
    "review_type": "lcspr",
    "guidance": "Working Together (2026)",
    "minimum_months": "24",
    "citation": "Page 90.",
    "in_force_from": "2026-12-01",
}


def form(client, **changes) -> dict:
    fields = admin_client.filled(client.get(reverse(ADD))) | GIVEN | changes
    return admin_client.with_row(fields, "notice_duties", recipient="Ofsted", working_days="7")


def test_an_administrator_adds_a_rule_with_its_recipients_and_the_ledger_knows():
    client = admin_client.administrator()
    client.post(reverse(ADD), form(client))
    made = PublicationRule.objects.get(guidance="Working Together (2026)")
    duty = made.notice_duties.get()
    assert (made.term, made.is_verified) == ("24 months", False)
    assert (duty.recipient, duty.working_days, duty.is_verified) == ("Ofsted", 7, False)
    event = Event.objects.get()
    assert (event.verb, event.page, json.loads(event.body)) == (
        "rule_added",
        None,
        {"rule": made.pk, "row": row_digests.digest_of(made)},
    )
    assert event.role == "Administrators"
    assert verification.verify(outside=[]).problems == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"minimum_weeks": "12"}, "in months or in weeks, not both"),
        ({"in_force_to": "2026-12-01"}, "must end after it begins"),
        ({"is_verified": "on"}, "Say what was verified"),
        ({"citation": " "}, "required"),
        ({"in_force_from": "last spring"}, HOW_TO_WRITE_A_DAY),
        ({"in_force_from": "2015-16"}, f"one date belongs here. {HOW_TO_WRITE_A_DAY}"),
        ({"in_force_from": "2015"}, "Give the day too"),
    ],
)
def test_a_rule_that_contradicts_itself_is_not_added(changes, error):
    client = admin_client.administrator()
    before = PublicationRule.objects.count()
    answer = client.post(reverse(ADD), form(client, **changes))
    assert error in " ".join(admin_client.errors(answer))
    assert (PublicationRule.objects.count(), Event.objects.count()) == (before, 0)


def test_a_person_of_some_boards_adds_no_rule_for_all():
    client = admin_client.administrator(all_boards=False)
    answer = client.post(reverse(ADD), form(client))
    assert "ask an administrator" in html.text(admin_client.content(answer))
    assert not PublicationRule.objects.filter(guidance="Working Together (2026)").exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", [admin_client.editor, admin_client.approver, admin_client.auditor])
def test_everybody_reads_the_rules_and_only_administrators_add(who):
    client = who()
    text = html.text(admin_client.content(client.get(reverse(LIST))))
    assert "Working Together to Safeguard Children (2015)" in text
    assert "thereafter available on request" in text
    assert {"Verified", "Not verified"} <= {
        html.text(stage) for stage in html.page_of(client.get(reverse(LIST))).find_class("stage")
    }
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(reverse(ADD), GIVEN).status_code == 403
    assert admin_client.administrator().get(reverse(ADD)).status_code == 200


def test_a_rule_is_shown_and_never_changed_or_deleted():
    rule = PublicationRule.objects.filter(notice_duties__isnull=False).first()
    change, delete = (
        reverse(f"admin:reviews_publicationrule_{act}", args=[rule.pk])
        for act in ("change", "delete")
    )
    client = admin_client.administrator()
    answer = client.get(change)
    assert rule.notice_duties.first().recipient in html.text(admin_client.content(answer))
    assert admin_client.boxes(answer, "guidance", "citation") == []
    assert client.post(change, GIVEN).status_code == 403
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert PublicationRule.objects.get(pk=rule.pk).guidance == rule.guidance


def test_the_database_refuses_a_changed_rule():
    rule = PublicationRule.objects.first()
    for rows in (PublicationRule.objects.filter(pk=rule.pk), NoticeDuty.objects.filter(pk__gt=0)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(is_verified=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
