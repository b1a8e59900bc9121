"""A board that public pages name takes over from another: who may say so, and what readers find then."""

from functools import partial

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Board, BoardSuccession, Event, ListingEdition, ReviewEdition
from reviews.public.last_updated import last_updated
from tests.support import admin_client, bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused
from tests.support.html import main_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

NAMED = "… is frozen because a public page names it: add a new board that succeeds it."


@shared_start
def boards():
    """The later one has been public before anything of the earlier one was."""
    later, earlier = make.make_board(name="Later"), make.make_board(name="Earlier")
    make.make_live(make.open_listing(later, path="reviews"))
    make.make_live(make.open_bare_review(earlier, label="Child A"))
    return later, earlier


def propose(boards, by=None) -> BoardSuccession:
    later, earlier = boards
    return workflow.propose_succession(later, by=by or make.make_user(), earlier=earlier)


def test_a_list_holds_the_reviews_of_the_earlier_board_once_two_have_agreed(client, boards):
    asked = propose(boards, editor := make.make_user(groups=("Editors",)))
    assert "Child A" not in text(main_of(client.get("/reviews/")))
    for nobody in (editor, make.make_user(groups=("Editors",)), make.make_user(all_boards=False)):
        with pytest.raises(Refused):
            workflow.agree_succession(asked, by=nobody)
    approver = make.make_user(groups=("Approvers",))
    with pytest.raises(Refused, match="somebody else"):
        workflow.agree_succession(propose([boards[0], make.make_board()], approver), by=approver)
    workflow.agree_succession(asked, by=approver)
    assert "Child A" in text(main_of(client.get("/reviews/")))
    for verb in (workflow.agree_succession, workflow.decline_succession):
        with pytest.raises(Refused, match="nothing is left to do"):
            verb(asked, by=make.make_user())
    assert Event.objects.latest("seq").verb == "succession_agreed"


def test_what_was_read_before_stays_so(client, boards):
    later, _ = boards
    listing = ListingEdition.objects.get()
    before = clock.now()
    then = f"/reviews/on/{PartialDate.of(before).iso}/"
    workflow.agree_succession(propose(boards), by=make.make_user())
    after = clock.now()

    def listed(at):
        return listing.listed(ReviewEdition.objects.public(at=at), at=at).count()

    assert (listed(before), listed(after)) == (0, 1)
    assert [board.pk for board in later.with_predecessors(at=before)] == [later.pk]
    for earlier, at, found in ((boards[1], before, 1), (boards[1], after, 2)):
        assert earlier.with_successors(at=at).count() == found
    assert "Child A" in text(main_of(client.get(then)))  # at the end of today


def test_a_list_says_that_it_was_updated_when_it_was_agreed_or_ended(boards):
    """Both were carried over from an earlier website, so that only this was a change made here."""
    board, earlier = make.make_board(), make.make_board()
    listing = make.carry_over(make.open_listing(board), "2015-08", "2016-01")
    make.carry_over(make.open_bare_review(earlier), "2015-08", "2016-02")
    before = clock.now()
    assert last_updated(listing, at=before) == PartialDate("2016-01")
    asked = workflow.agree_succession(propose((board, earlier)), by=make.make_user())
    assert last_updated(listing, at=before) == PartialDate("2016-01")
    assert last_updated(listing, at=clock.now()) == PartialDate.of(clock.now())
    # To a list that begins afterwards, it was no change.
    begins = make.open_listing(board, review_types=["sar"])
    later = make.carry_over(begins, "2015-08", "2016-01")
    before = clock.now()
    assert last_updated(later, at=before) == PartialDate("2016-01")
    workflow.end_succession(asked, by=make.make_user())
    assert last_updated(later, at=before) == PartialDate("2016-01")
    assert last_updated(later, at=clock.now()) == PartialDate.of(clock.now())


def test_what_is_known_contradicts_itself_or_waits_is_not_proposed(boards):
    later, earlier = boards
    asked = propose(boards)
    with pytest.raises(Refused, match="waits for somebody else"):
        propose(boards)
    circle = propose([earlier, later])
    workflow.agree_succession(asked, by=make.make_user())
    with pytest.raises(Refused, match="on record already"):
        propose(boards)
    with pytest.raises(Refused, match="came after it"):
        workflow.agree_succession(circle, by=make.make_user())
    for pair in ([earlier, later], [later, later]):
        with pytest.raises(Refused, match="came after it"):
            propose(pair)


def test_what_is_turned_down_goes_away_and_can_be_proposed_again(boards):
    workflow.decline_succession(propose(boards), by=make.make_user())
    assert not boards[0].succeeds.exists()
    propose(boards)


def test_the_database_keeps_it_to_two_people(boards):
    asked, other = propose(boards), make.make_user()
    add = partial(boards[0].succeeds.add, boards[1])
    now, before = {"agreed_at": clock.now() + make.DAY}, {"agreed_at": asked.proposed_at}
    with refused(NAMED):
        add()
    for attempt in (
        partial(bypass.sql_update, asked, earlier=make.make_board()),
        partial(bypass.sql_update, asked, agreed_by=asked.proposed_by, **now),
        partial(bypass.sql_update, asked, **now),
        partial(bypass.sql_update, asked, agreed_by=other, **before),
        partial(
            BoardSuccession.objects.create,
            board=boards[1],
            earlier=boards[0],
            proposed_by=other,
            agreed_by=other,
            **now,
        ),
        partial(
            BoardSuccession.objects.create, board=boards[0], earlier=boards[1], proposed_by=other
        ),
    ):
        with refused("…"):
            attempt()
    set_now(asked, "agreed", other)
    with accepted():
        add()
    for attempt in (
        partial(bypass.sql_delete, asked),
        partial(bypass.sql_update, asked, agreed_by=make.make_user()),
    ):
        with refused("Two people have agreed …"):
            attempt()
    add()
    with refused(NAMED):
        bypass.sql_delete(Board.succeeds.through.objects.get())


def set_now(row: BoardSuccession, name: str, by) -> None:
    column = f"{name}_by_id = %s, {name}_at = statement_timestamp()"
    bypass.sql(f"UPDATE reviews_boardsuccession SET {column} WHERE id = %s", by.pk, row.pk)  # noqa: S608


def test_the_database_lets_it_end_once_and_not_in_the_past(boards):
    asked, other = propose(boards), make.make_user()
    with refused("What was proposed is agreed to as it is, or turned down."):
        set_now(asked, "ended", other)
    asked = workflow.agree_succession(asked, by=other)
    with refused("…succession_ends_after_it_began…"):
        bypass.sql_update(asked, ended_at=clock.now() + make.DAY)
    for values in (
        {"ended_by": other},
        {"ended_by": other, "ended_at": asked.proposed_at},
        {"ended_by": other, "ended_at": clock.now() + make.DAY, "earlier": make.make_board()},
    ):
        with refused("…"):
            bypass.sql_update(asked, **values)
    line = Board.succeeds.through.objects.get()
    set_now(asked, "ended", other)
    with accepted():
        bypass.sql_delete(line)
    with refused("Two people have agreed …"):
        set_now(asked, "ended", make.make_user())
    with refused("Two people have agreed …"):
        bypass.sql_delete(asked)
    bypass.sql_delete(line)
    with refused(NAMED):
        boards[0].succeeds.add(boards[1])
    workflow.agree_succession(propose(boards), by=make.make_user())
    with refused(NAMED):  # it is in force again
        bypass.sql_delete(Board.succeeds.through.objects.get())


def test_what_was_agreed_to_by_mistake_ends(client, boards):
    later, earlier = boards
    listing, asked = ListingEdition.objects.get(), propose(boards)
    approver, moments = make.make_user(groups=("Approvers",)), [clock.now()]
    with pytest.raises(Refused, match="nobody has agreed"):
        workflow.end_succession(asked, by=approver)
    workflow.agree_succession(asked, by=make.make_user())
    moments.append(clock.now())
    for nobody in (make.make_user(groups=("Editors",)), make.make_user(all_boards=False)):
        with pytest.raises(Refused):
            workflow.end_succession(asked, by=nobody)
    assert "Child A" in text(main_of(client.get("/reviews/")))
    workflow.end_succession(asked, by=approver)
    assert "Child A" not in text(main_of(client.get("/reviews/")))
    assert client.get(earlier.pages.get().get_absolute_url()).status_code == 200
    moments.append(clock.now())
    with pytest.raises(Refused, match="ended already"):
        workflow.end_succession(asked, by=approver)
    workflow.agree_succession(propose(boards), by=make.make_user())
    moments.append(clock.now())

    def listed(at):
        return listing.listed(ReviewEdition.objects.public(at=at), at=at).count()

    assert [listed(at) for at in moments] == [0, 1, 0, 1]
    assert [earlier.with_successors(at=at).count() for at in moments] == [1, 2, 1, 2]
    assert [event.verb for event in Event.objects.order_by("-seq")[:3]] == [
        *("succession_agreed", "succession_proposed", "succession_ended")
    ]


def test_it_is_said_by_the_board_s_own_screen(boards):
    later, earlier = boards
    editor, approver = admin_client.editor(), admin_client.approver()
    screen = reverse("admin:reviews_board_change", args=[later.pk])
    address = reverse("admin:succession_propose", args=[later.pk])
    assert address in editor.get(screen).content.decode()
    empty = text(admin_client.content(editor.post(address, {})))
    assert "Choose the board that this one took over from." in empty
    answer = editor.post(address, {"earlier": earlier.pk}, follow=True)
    assert "has to agree to it here" in " ".join(admin_client.messages(answer))
    assert "Somebody else has to agree" not in text(admin_client.content(answer))  # no approver
    assert "Earlier" in text(admin_client.content(approver.get(reverse("admin:index"))))
    asked = BoardSuccession.objects.get()
    agree = reverse("admin:succession_agree", args=[asked.pk])
    assert agree not in editor.get(screen).content.decode()
    assert agree in approver.get(screen).content.decode()
    answer = approver.post(agree, follow=True)
    assert "hold the reviews of Earlier" in " ".join(admin_client.messages(answer))
    assert list(Board.objects.get(pk=later.pk).succeeds.all()) == [earlier]
    event = reverse("admin:reviews_event_change", args=[Event.objects.latest("seq").pk])
    shown = text(admin_client.content(admin_client.auditor().get(event)))
    assert "agreed that a board took over from another" in shown
    assert "Earlier" in shown
    ends_on_screen(editor, approver, screen, asked)


def ends_on_screen(editor, approver, screen: str, asked: BoardSuccession) -> None:
    end = reverse("admin:succession_end", args=[asked.pk])
    assert end not in editor.get(screen).content.decode()
    assert end in approver.get(screen).content.decode()
    asking = text(admin_client.content(approver.get(end)))
    assert "lists and feeds of Later leave the reviews of Earlier out" in asking
    answer = approver.post(end, follow=True)
    assert "leave the reviews of Earlier out from now on" in " ".join(admin_client.messages(answer))
    assert "Earlier Ended it was so from" in text(admin_client.content(answer))
    again = approver.post(end, follow=True)
    assert "This was ended already." in admin_client.messages(again)
