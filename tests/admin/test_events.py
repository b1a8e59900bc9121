"""The ledger as staff read it: every event in words, and each as it was recorded and hashed."""

import hashlib

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.lib import clock
from reviews.models import Event, PublicationRule
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LEDGER = reverse("admin:reviews_event_changelist")


def table(client) -> list[str]:
    main = admin_client.content(client.get(LEDGER))
    return [html.text(row) for row in main.get_element_by_id("result_list").iter("tr")]


def shown(event: Event) -> dict[str, str]:
    """The facts on the event’s own page, by their names."""
    address = reverse("admin:reviews_event_change", args=[event.seq])
    main = admin_client.content(admin_client.auditor().get(address))
    rows = [div for div in main.iter("div") if div.find_class("readonly")]
    pairs = [(row.find("label"), row.find_class("readonly")[0]) for row in rows]
    return {
        html.text(name).rstrip(":"): html.text(value) for name, value in pairs if name is not None
    }


def act_on_the_whole_register() -> dict[str, str]:
    """By its verb, what each event is about."""
    by = make.make_user(groups=("Administrators",))
    person = make.make_user(first_name="Pat", last_name="Jones")
    board, rule = make.make_board(), PublicationRule.objects.first()
    workflow.record_rights_changed(person, by=by)
    workflow.record_board_changed(board, by=by, fields=["contact_email"])
    workflow.record_rule_added(rule, by=by)
    return {"rights_set": str(person), "board_set": str(board), "rule_added": str(rule)}


def test_every_event_says_what_it_is_about():
    abouts = act_on_the_whole_register()
    live = make.make_live()
    rows = table(admin_client.auditor())
    for verb, about in abouts.items():
        event = Event.objects.get(verb=verb)
        [row] = [row for row in rows if row.startswith(f"{event.seq} ")]
        assert about in row
    assert sum(str(live.page) in row for row in rows) == live.page.events.count()
    assert not any("None" in row for row in rows)


@pytest.mark.parametrize("times", [1, 20])
def test_the_ledger_costs_the_same_however_long(times, django_assert_num_queries):
    for _ in range(times):
        act_on_the_whole_register()
        make.make_live()
    reader = admin_client.auditor()
    with django_assert_num_queries(14):
        reader.get(LEDGER)


def test_an_event_shows_what_its_hash_is_of():
    make.withdraw(make.make_live(), reason="anonymity")
    event = Event.objects.get(verb="withdrawn")
    seen = shown(event)
    assert seen["Reason"] == "anonymity at risk"
    chained = f"{seen['Hash before it']}\n{seen['Canonical form']}".encode()
    assert hashlib.sha256(chained).hexdigest() == seen["Hash"] == bytes(event.hash).hex()


def test_an_event_of_somebodys_rights_shows_them():
    act_on_the_whole_register()
    seen = shown(Event.objects.get(verb="rights_set"))
    assert seen["What it is about"] == "Pat Jones"
    assert seen["What it states"] == "Account: open Groups: Approvers, Editors Boards: all"
    assert "Reason" not in seen


def test_an_event_of_another_board_is_not_found():
    own, other = make.make_live(), make.make_live()
    person = admin_client.person("Auditors", all_boards=False)
    person.boards.set([own.page.board])
    client = admin_client.signed_in(person)
    for page, status in ((own.page, 200), (other.page, 404)):
        event = page.events.first()
        assert event.at < clock.now()
        address = reverse("admin:reviews_event_change", args=[event.seq])
        assert client.get(address).status_code == status
