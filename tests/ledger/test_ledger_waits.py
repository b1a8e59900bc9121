"""Whoever holds the ledger waits for nobody: no deadlock, and no commit that comes too late."""

import pytest

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.models import Board, Edition, Review, User
from tests.support import erasures, moments
from tests.support import factories as make
from tests.support.concurrency import race

pytestmark = pytest.mark.usefixtures("committed")


def rename(person: User) -> None:
    """As the form of a person saves: the row first, the ledger last."""
    User.objects.filter(pk=person.pk).update(username=f"renamed-{person.pk}")


def test_somebody_is_renamed_while_they_withdraw():
    live, person = make.make_live(), make.make_user()
    administrator = make.make_user(groups=("Administrators",))
    given = {"reason": "error", "note": "Gone.", "authorised_by": "The chair"}
    renamed, withdrawn, waited = race(
        lambda: rename(person),
        lambda: workflow.withdraw(live.page, by=person, **given),
        then=lambda: workflow.record_rights_changed(person, by=administrator),
    )
    assert (renamed, withdrawn.edition_id, waited) == (None, live.pk, True)


def test_a_board_is_renamed_while_a_page_is_added():
    board, person = make.make_board(), make.make_user()

    def add() -> None:
        page = Review.objects.create(kind="review", path="reviews/new", board=board)
        workflow.record_page_changed(page, by=person, fields=["path"])

    done = race(
        lambda: Board.objects.filter(pk=board.pk).update(name="Renamed"),
        add,
        then=lambda: workflow.record_board_changed(board, by=person, fields=["name"]),
    )
    assert done == (None, None, True)


def test_a_page_is_erased_while_another_takes_up_its_file():
    document = make.make_document()
    page = make.withdraw(make.make_live(make.attach(make.open_bare_review(), document).edition))
    request = workflow.ask_erasure(page.edition.page, by=erasures.asker(), reason="child")
    other, person = make.open_bare_review(), make.make_user()

    def attach() -> None:
        before = edition_content(other)
        make.attach(other, document)
        workflow.record_draft_saved(other, by=person, before=before)

    attached, erased, waited = race(attach, lambda: workflow.erase(request, by=erasures.eraser()))
    assert (attached, erased.request, waited) == (None, request, True)
    document.refresh_from_db()
    assert document.erased_at is None


def test_a_schedule_is_not_taken_back_by_a_commit_that_waits():
    person = make.make_user()

    def unschedule_too_late(ahead):
        scheduled = moments.schedule(make.approved(make.open_review()), ahead)
        _, reasons, waited = race(
            lambda: rename(person),
            lambda: workflow.unschedule(scheduled, by=person),
            then=lambda: moments.wait_until_live(scheduled),
        )
        return scheduled, reasons, waited

    scheduled, reasons, waited = moments.in_time(unschedule_too_late)
    assert waited
    assert reasons == ["Edition 1 has just gone live: open the page again to see it."]
    assert Edition.objects.get(pk=scheduled.pk).is_live(at=clock.now())
