"""Former addresses: who may propose, agree and end, and what is recorded."""

import pytest

from reviews import workflow
from reviews.ledger.verification.rows import disagreements
from reviews.lib.exceptions import Refused
from reviews.models import Event
from reviews.models.former_address import TAKEN
from tests.support import factories as make
from tests.support.erasures import erase
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def page():
    return make.make_live(make.open_review(path="reviews/a")).page


def propose(page, path: str = "old", by=None):
    return workflow.propose_address(page, by=by or make.make_user(), path=path)


def test_whoever_proposed_an_address_cannot_agree_to_it(page):
    by = make.make_user()
    proposed = propose(page, by=by)
    with pytest.raises(Refused, match="somebody else must agree"):
        workflow.agree_address(proposed, by=by)
    workflow.agree_address(proposed, by=make.make_user())
    with pytest.raises(Refused, match="agreed to or turned down already"):
        workflow.agree_address(proposed, by=make.make_user())


def test_editors_propose_and_take_back_and_approvers_agree_and_end(page):
    editor = make.make_user(groups=("Editors",))
    proposed, approver = propose(page, by=editor), make.make_user(groups=("Approvers",))
    with pytest.raises(Refused):
        workflow.agree_address(proposed, by=make.make_user(groups=("Editors",)))
    workflow.agree_address(proposed, by=approver)
    with pytest.raises(Refused):
        workflow.end_address(proposed, by=editor)
    workflow.end_address(proposed, by=approver)
    with pytest.raises(Refused, match="ended already"):
        workflow.end_address(proposed, by=approver)
    workflow.end_address(propose(page, by=editor), by=editor)


def test_people_of_another_board_do_neither(page):
    stranger = make.make_user(all_boards=False)
    proposed = propose(page)
    for verb in (workflow.agree_address, workflow.end_address):
        with pytest.raises(Refused):
            verb(proposed, by=stranger)
    with pytest.raises(Refused):
        propose(page, "other", by=stranger)


def test_each_step_is_an_event_and_the_record_is_verified(page):
    row = make.former_address(page)
    workflow.end_address(row, by=make.make_user())
    verbs = list(Event.objects.filter(verb__startswith="address").values_list("verb", flat=True))
    assert verbs == ["address_proposed", "address_agreed", "address_ended"]
    assert list(disagreements()) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("reviews/a", "own"),
        ("Reviews/A?id=3", "own"),
        ("reviews/b", "page"),
        ("reviews/b/scheduled.pdf", "board"),
        ("reviews/a/overview-report.pdf", "file"),
        ("reviews/a/overview-report.webp", "file"),
        ("reviews/a/history/1", "site"),
        ("reviews/a/on/2026-06-01", "site"),
        ("reviews/a/2015", "site"),
        ("Old", "led_here"),
        ("waits", "led_elsewhere"),
        ("led", "led_elsewhere"),
    ],
)
def test_an_address_that_is_taken_is_refused(page, path, reason):
    other = make.open_review(path="reviews/b").page
    propose(page, "old")
    propose(other, "waits")
    make.former_address(other, "led")
    with pytest.raises(Refused, match=TAKEN[reason]):
        propose(page, path)


@pytest.mark.parametrize(
    "path", ["reviews/a/old-report.pdf", "reviews", "reviews/a/2015/x", "2015"]
)
def test_an_address_that_is_free_is_not(page, path):
    assert propose(page, path).is_waiting


def test_what_is_taken_meanwhile_is_not_agreed_to(page):
    proposed = propose(page, "privacy")
    make.open_plain(path="privacy")
    with pytest.raises(Refused, match=TAKEN["page"]):
        workflow.agree_address(proposed, by=make.make_user())


def test_an_erasure_takes_the_addresses_along(page):
    make.former_address(page)
    make.withdraw(page.editions.get())
    erase(page)
    assert not page.former_addresses.exists()
    assert list(disagreements()) == []
