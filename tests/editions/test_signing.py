"""Whoever changed what a signature covers, since it was last signed, does not sign: one function says so."""

import pytest

from reviews import workflow
from reviews.editions.digest import edition_content, edition_contents
from reviews.editions.signing import NOT_AN_APPROVER, WITHOUT_CHANGE, signing_blockers
from reviews.lib.exceptions import Refused
from reviews.models import BoardRole, Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db
OF_BOARD = "You set facts of a board that this page names: somebody else must approve it."
OF_PAGE = (
    "You set the address, the board or other facts of this page: somebody else must approve it."
)


def submitted(draft):
    workflow.submit(draft, by=make.make_user(), note="Changed.")
    return draft


def reasons(draft, by) -> list[str]:
    return list(map(str, signing_blockers([edition_content(draft)], by=by)[draft.pk]))


def assert_refused(draft, by, reason: str) -> None:
    assert reasons(draft, by) == [reason]
    with pytest.raises(Refused, match=reason[:20]):
        workflow.approve(draft, by=by)


def test_who_set_facts_of_a_board_does_not_sign_what_shows_it():
    draft = submitted(make.open_review())
    signer, other = make.make_user(), make.make_user()
    workflow.record_board_changed(draft.page.board, by=signer, fields=["name"])
    workflow.record_board_changed(make.make_board(), by=other, fields=["name"])
    assert_refused(draft, signer, OF_BOARD)
    assert reasons(draft, other) == []
    workflow.approve(draft, by=other)


def test_a_board_with_another_role_counts_as_well():
    draft, board, signer = make.open_review(), make.make_board(), make.make_user()
    workflow.record_board_changed(board, by=signer, fields=["name"])
    assert reasons(submitted(draft), signer) == []
    joint = make.open_review()
    BoardRole.objects.create(edition=joint, board=board, role="joint")
    assert_refused(submitted(joint), signer, OF_BOARD)


def test_what_somebody_else_has_signed_since_counts_no_more():
    board, signer = make.make_board(), make.make_user(groups=("Approvers", "Administrators"))
    workflow.record_board_changed(board, by=signer, fields=["name"])
    assert_refused(submitted(make.open_review(board)), signer, OF_BOARD)
    live = make.make_live(make.open_review(board))
    assert reasons(submitted(make.open_review(board)), signer) == []
    workflow.record_board_changed(board, by=signer, fields=["contact_email"])
    following = submitted(workflow.open_edition(live.page, by=make.make_user()))
    assert_refused(following, signer, OF_BOARD)


def test_facts_of_the_page_set_before_its_draft_was_opened_count():
    draft, signer = make.open_review(), make.make_user()
    page = draft.page
    workflow.discard(draft, by=make.make_user())
    workflow.record_page_changed(page, by=signer, fields=["path"])
    following = make.change(
        workflow.open_edition(page, by=make.make_user()), review_type="scr", state="listed_only"
    )
    assert_refused(submitted(following), signer, OF_PAGE)


def test_an_approver_of_another_board_and_an_editor_are_offered_nothing():
    draft = submitted(make.open_review())
    other = make.make_user(groups=("Approvers",), all_boards=False)
    editor = make.make_user(groups=("Editors",))
    for person in (other, editor):
        assert reasons(draft, person) == [NOT_AN_APPROVER]


def test_it_costs_the_same_for_many(django_assert_num_queries):
    signer = make.make_user()
    drafts = [submitted(make.open_review()) for _ in range(4)]
    signer.has_perm("reviews.approve_edition")  # is asked of the database once
    for few in (drafts[:1], drafts):
        contents = edition_contents(few).values()
        with django_assert_num_queries(QUERIES):
            assert set(map(tuple, signing_blockers(contents, by=signer).values())) == {()}


QUERIES = 7


def test_every_verb_counts_as_a_change_unless_somebody_has_thought_about_it():
    changing = set(Event.Verb) - WITHOUT_CHANGE
    assert {verb.value for verb in changing} == {
        *("opened", "saved", "submitted", "overridden", "taken_back", "page_set", "board_set"),
        *("rule_added", "rights_set", "password_set", "announced", "ended_banner"),
        *("reset_asked", "factors_reset", "finding_settled", "hidden_taken_out"),
        "recognised",
        *("theme_set", "name_removed", "name_settled"),
    }
