"""Two people at once: the second waits for the first, then finds what the first has left."""

from functools import partial

import pytest
from django.db import transaction

from reviews import workflow
from reviews.lib.exceptions import Refused
from reviews.models import Attachment, Banner, Board, Edition, Event, Identifier, Page
from tests.support import bypass
from tests.support import factories as make
from tests.support.concurrency import at_once, race
from tests.support.lifecycle import RETURN_FACTS, act, last_of, page_at, stage_of

pytestmark = pytest.mark.usefixtures("committed")


def events(verb):
    return Event.objects.filter(verb=verb).count()


def publisher(draft):
    by = make.make_user()
    return lambda: workflow.publish(Edition.objects.get(pk=draft.pk), by=by)


def overrider(draft):
    by, why = make.make_user(), "It is urgent."
    return lambda: workflow.override(Edition.objects.get(pk=draft.pk), by=by, reason=why)


def approver(draft):
    by = make.make_user()
    return lambda: workflow.approve(Edition.objects.get(pk=draft.pk), by=by)


def open_signed():
    return make.approved(make.open_bare_review())


PAIRS = {
    "live approved": ["open", "discard", "return", "publish", "schedule", "hold", "withdraw"],
    "live scheduled": ["open", "unschedule", "publish", "hold", "withdraw"],
    "draft": ["open", "discard", "submit", "override"],
    "submitted": ["discard", "state_origin", "return", "approve"],
    "brought": ["publish", "carry_over"],
    "held approved": ["publish", "release"],
    "unsigned": ["approve", "withdraw"],
}


@pytest.mark.parametrize(
    ("stage", "first"), [(stage, first) for stage in PAIRS for first in PAIRS[stage]]
)
@pytest.mark.sweep(few=1, full=max(len(verbs) for verbs in PAIRS.values()))
def test_two_verbs_at_once_are_as_one_after_the_other(stage, first, seeds):
    """The second is given the edition as it was before the first.

    Few: the same verb, or the next one of the list, in turn.
    """
    verbs = PAIRS[stage]
    number = verbs.index(first)
    for second in {verbs[(number + number % 2 + seed) % len(verbs)] for seed in seeds}:
        page = page_at(stage)
        acts = [acting(first, page), acting(second, page)]
        expected, then = one_after_the_other(acts, page)
        *found, waited = race(*acts)
        assert waited == (outcome(found[0]) == "done")  # a refusal lets go at once
        assert [outcome(row) for row in found] == expected
        assert stage_of(page) == then


def one_after_the_other(acts, page):
    """The outcomes of the acts and the stage after them, all of which is taken back."""
    with transaction.atomic():
        outcomes = [outcome(reasons_or_result(act)) for act in acts]
        then = stage_of(page)
        transaction.set_rollback(True)
    return outcomes, then


def reasons_or_result(act):
    try:
        return act()
    except Refused as refusal:
        return refusal.reasons


def acting(verb, page):
    last, by = last_of(page), make.make_user(first_name=RETURN_FACTS["by"])
    return lambda: act(verb, page, last, by)


def outcome(given):
    return given if isinstance(given, list) else "done"


def test_of_many_who_publish_a_draft_at_once_one_does():
    draft = open_signed()
    given = at_once(*(publisher(draft) for _ in range(4)))
    refusals = [reasons for reasons in given if isinstance(reasons, list)]
    assert [reasons[0] for reasons in refusals] == [
        "Edition 1 has already been published. Open the page again to see it."
    ] * 3
    assert events("published") == 1


def test_of_many_who_open_a_page_at_once_all_get_the_same_draft():
    page, by = make.make_live(make.fill(make.open_bare_review())).page, make.make_user()
    opened = events("opened")
    drafts = at_once(*[lambda: workflow.open_edition(page, by=by)] * 4)
    assert {draft.pk for draft in drafts} == {page.editions.get(number=2).pk}
    assert drafts[0].identifiers.count() == 2
    assert events("opened") == opened + 1


def test_publishing_and_withdrawing_at_once_leave_the_page_published_or_withdrawn():
    for _ in range(5):
        page = page_at("live approved")
        at_once(acting("publish", page), acting("withdraw", page))
        assert stage_of(page) in {"ended approved", "ended ended"}
        boundaries = [*page.editions.values_list("live_from", flat=True)]
        for moment in filter(None, boundaries):
            assert page.editions.public(at=moment).count() == 1


def test_a_part_cannot_slip_into_an_edition_that_is_being_published():
    draft = open_signed()
    _, answer, waited = race(
        publisher(draft),
        lambda: Identifier.objects.create(edition=draft, kind="number", value="Slipped in"),
    )
    assert waited
    assert answer == (
        "INSERT in reviews_identifier refused: edition 1 is frozen "
        "with all its parts because it has a period."
    )
    assert not Identifier.objects.filter(value="Slipped in").exists()


NO_FILE = (
    "Upload the file of “Overview report”, give its address elsewhere, "
    "or choose another state for it."
)
CHANGED = "Changed after it was {}: {}. Submit it for approval again."
LINK = "https://example.org/a.pdf"


def adding(draft, link):
    return lambda: make.attach(draft, link=link, hosted_by="The NSPCC")


@pytest.mark.parametrize(("link", "reasons"), [("", [NO_FILE]), (LINK, [])])
def test_a_part_that_is_being_added_is_looked_at_before_publishing(link, reasons):
    draft = open_signed()
    _, given, waited = race(adding(draft, link), publisher(draft))
    assert (given, waited) == (
        [*reasons, CHANGED.format("approved", "documents, state")],
        True,
    )


@pytest.mark.parametrize(("link", "reasons"), [("", [NO_FILE]), (LINK, [])])
def test_a_part_that_is_being_added_is_looked_at_before_an_override(link, reasons):
    draft = open_signed()
    _, given, waited = race(adding(draft, link), overrider(draft))
    assert waited
    shown = [row.link for row in Attachment.objects.filter(edition__live_from__isnull=False)]
    assert (given if reasons else shown) == (reasons or [LINK])
    assert bool(shown) != bool(reasons)


def test_a_part_that_is_being_added_is_looked_at_before_signing():
    draft = make.open_bare_review()
    workflow.submit(draft, by=make.make_user(), note="")
    _, given, waited = race(adding(draft, LINK), approver(draft))
    changed = CHANGED.format("submitted for approval", "documents, change note, state")
    assert (given, waited) == ([changed], True)


def test_a_draft_that_is_being_saved_is_looked_at_before_publishing():
    draft = make.approved(make.open_plain())
    draft.refresh_from_db()
    _, reasons, waited = race(lambda: make.change(draft, title=""), publisher(draft))
    assert waited
    assert reasons == ["Give the page a title.", CHANGED.format("approved", "title")]


def test_saving_parts_and_edition_while_somebody_publishes_does_not_deadlock():
    draft = make.open_bare_review()
    saved, published, waited = race(
        lambda: Identifier.objects.create(edition=draft, kind="number", value="SCR 1"),
        overrider(draft),
        then=lambda: make.change(draft, title="Saved"),
    )
    assert waited
    assert (saved.title, published.title) == ("Saved", "Saved")


def test_whoever_waited_does_not_take_back_what_was_public_meanwhile():
    """The statement begins, waits while the edition is superseded, and its time lies before that."""
    live = make.make_live(make.open_plain())
    draft = make.approved(workflow.open_edition(live.page, by=make.make_user()))
    end = "UPDATE reviews_edition SET live_until = statement_timestamp() WHERE id = %s"
    second, answer, waited = race(
        lambda: Edition.objects.select_for_update().get(pk=live.pk),
        lambda: bypass.sql(end, live.pk),
        then=publisher(draft),
    )
    assert waited
    assert "when it ended has passed and cannot be changed" in answer
    live.refresh_from_db()
    assert live.live_until == second.live_from


NAMED = "{} is frozen because a public page names it: add a new board that succeeds it."


def by_hand(draft):
    """Publish without the verb and its locks."""
    statement = (
        "UPDATE reviews_edition SET live_from = statement_timestamp(), first_published = '2026' "
        "WHERE id = %s"
    )
    return lambda: bypass.sql(statement, draft.pk)


@pytest.mark.parametrize("publish", [publisher, by_hand])
def test_address_and_boards_cannot_change_while_it_is_published(publish):
    draft = make.approved(make.fill(make.open_bare_review()))
    page, other = draft.page, draft.board_roles.get().board
    for board in (page.board, other):
        rename = partial(Board.objects.filter(pk=board.pk).update, name="Other")
        for change in (rename, partial(board.succeeds.add, make.make_board())):
            fresh = make.approved(make.fill(make.open_bare_review(board)))
            _, answer, waited = race(publish(fresh), change)
            assert (answer, waited) == (NAMED.format(board.name), True)
    move = Page.objects.filter(pk=page.pk).update
    _, answer, waited = race(publish(draft), lambda: move(path="reviews/other"))
    assert waited
    assert answer == f"Page /{page.path}/ is frozen: its address has been published and stays."


def test_an_address_or_board_changed_first_stops_the_publication():
    draft = open_signed()
    rename = Board.objects.filter(pk=draft.page.board_id).update
    _, answer, waited = race(lambda: rename(name="Renamed"), publisher(draft))
    assert waited
    assert Edition.objects.get().page.board.name == "Renamed"
    assert answer == ["Changed after it was approved: board. Submit it for approval again."]


def test_a_banner_ends_once():
    by = make.make_user()
    banner = workflow.announce(Banner(heading="A", message="B"), by=by)
    end = lambda: workflow.end_banner(banner, by=by)  # noqa: E731
    _, reasons, waited = race(end, end)
    assert (reasons, waited) == (["This banner is no longer shown."], True)
    assert events("ended_banner") == 1
