"""Rows that are not what the ledger recorded of them are named."""

import datetime
import re

import pytest
from django.db.models import F

from reviews import pdf, workflow
from reviews.ledger import row_digests, verification
from reviews.models import Banner, DocumentCheck, Event, Hold, Notice, PublicationRule, Theme
from reviews.workflow.rechecks import record_second_look
from tests.support import bypass, tampering
from tests.support import factories as make
from tests.support.append_only_rows import make_rule, make_waiver
from tests.support.erasures import erase, withdrawn_review
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def recorded():
    """The last event about one row of each kind that may be changed, by the kind of the row."""
    by = make.make_user()
    live = make.make_live()
    make.former_address(live.page)
    workflow.notify(live.page, by=by, recipient="Ofsted", sent_on=datetime.date(2026, 1, 1))
    workflow.release(workflow.hold(live.page, by=by, reason="inquest"), by=by)
    workflow.announce(Banner(heading="News", message="Words."), by=by)
    administrator = make.make_user(groups=("Administrators",))
    workflow.record_rule_added(make_rule(), by=administrator)
    workflow.record_theme_set(Theme.objects.latest("pk"), by=administrator, fields=["name"])
    withdrawn = make.withdraw(live)
    asked = workflow.ask_erasure(withdrawn.edition.page, by=by, reason="child")
    workflow.decline_erasure(asked, by=by)
    make_waiver(checked := make.make_document())
    checked.checks.create(version=1)
    record_second_look(checked, (pdf.Finding.of("postcode", page=1, recovered="Canary"),))
    workflow.correct_notice(withdrawn.edition.page, by=by, note="Corrected.")
    make.approved(workflow.open_edition(withdrawn.edition.page, by=by))
    verbs = {
        "approval": "approved",
        "withdrawal": "withdrawn",
        "correction": "note_corrected",
        "clearance": "cleared",
        "hold": "held",
        "release": "released",
        "notice": "notified",
        "rule": "rule_added",
        "theme": "theme_set",
        "banner": "announced",
        "address": "address_agreed",
        "request": "erasure_asked",
        "decline": "erasure_declined",
        "waiver": "finding_settled",
        "check": "checked_again",
    }
    events = {kind: Event.objects.filter(verb=verb).latest("seq") for kind, verb in verbs.items()}
    assert verification.verify(outside=[]).problems == []
    tampering.disable_guards()
    return events


CHANGES = {
    "approval": {"remarks": "Other."},
    "withdrawal": {"public_note": "Other."},
    "correction": {"public_note": "Other."},
    "clearance": {"approval": F("approval_id") - 1},
    "hold": {"reason": "other"},
    "release": {"at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)},
    "notice": {"sent_on": datetime.date(2026, 1, 2)},
    "rule": {"minimum_weeks": 1},
    "theme": {"definition": "Other."},
    "banner": {"message": "Other."},
    "address": {"path": "other"},
    "request": {"reason": "person"},
    "waiver": {"reason": "Other."},
    "check": {"version": F("version") + 1},
    "decline": {"at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)},
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_row_is_named_with_the_event_that_recorded_it(recorded, kind):
    row = row_digests.KINDS[kind].objects.latest("pk")
    row_digests.KINDS[kind].objects.filter(pk=row.pk).update(**CHANGES[kind])
    sentence = f"The {kind} {row.pk}: it is not what event {recorded[kind].seq} recorded."
    assert verification.verify(outside=[]).problems == [sentence]


def test_every_kind_is_changed():
    assert CHANGES.keys() == row_digests.KINDS.keys()


def test_a_rule_with_another_notice_duty_is_another_rule(recorded):
    rule = PublicationRule.objects.latest("pk")
    rule.notice_duties.create(recipient="Somebody", working_days=1)
    sentence = f"The rule {rule.pk}: it is not what event {recorded['rule'].seq} recorded."
    assert verification.verify(outside=[]).problems == [sentence]


def test_a_check_that_found_something_else_is_another_check(recorded):
    check = DocumentCheck.objects.exclude(repeats=None).get()
    sentence = f"The check {check.pk}: it is not what event {recorded['check'].seq} recorded."
    for column, value in (("severity", "information"), ("page", 2), ("kind", "form")):
        before = getattr(check.findings.get(), column)
        check.findings.update(**{column: value})
        assert verification.verify(outside=[]).problems == [sentence]
        check.findings.update(**{column: before})
    assert verification.verify(outside=[]).problems == []


def test_a_row_that_nobody_recorded_is_named(recorded):
    page = Notice.objects.get().page
    made = Hold.objects.create(page=page, reason="other", by=make.make_user())
    assert verification.verify(outside=[]).problems == [f"The hold {made.pk}: no event records it."]


def test_a_row_that_is_gone_is_named(recorded):
    notice = Notice.objects.get()
    bypass.sql("DELETE FROM reviews_notice WHERE id = %s", notice.pk)
    sentence = (
        f"Event {recorded['notice'].seq}: the notice {notice.pk} that it records is not there."
    )
    assert verification.verify(outside=[]).problems == [sentence]


def test_an_erasure_takes_the_words_of_rows_and_leaves_the_rows():
    page = withdrawn_review()
    erase(page)
    assert Notice.objects.get(page=page).recipient == "Erased."
    assert verification.verify(outside=[]).problems == []


def test_events_record_rows_by_digest_alone():
    make.withdraw(make.make_live(), note="Canary words.", authorised_by="Canary chair")
    event = Event.objects.get(verb="withdrawn")
    assert re.search(r'"row": "[0-9a-f]{64}"', event.body)
    assert "Canary" not in event.canonical
