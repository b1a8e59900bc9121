"""Staff are warned of a file that is another review's too, if they may know of that review."""

import pytest

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.editions.warnings import warnings
from reviews.lib import clock
from reviews.lib.dates import as_words
from reviews.models import Attachment
from tests.support import admin_client
from tests.support import factories as make
from tests.support.append_only_rows import make_original

pytestmark = pytest.mark.django_db
WARNING = (
    "The file of “Overview report” is also a file of “Child A”. If it belongs to both, go on. If it is the "
    "other review’s, remove it here and choose the right file."
)


def warned_of(draft) -> list[str]:
    found = warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "also a file" in text]


def draft_with(document, board, label: str):
    draft = make.open_bare_review(board, label=label)
    make.attach(draft, document)
    return draft


def test_a_file_of_another_review_of_the_board_is_named_once():
    document, board = make.make_document_row(), make.make_board()
    other = draft_with(document, board, "Child A")
    draft = draft_with(document, board, "Child B")
    assert warned_of(draft) == [WARNING]
    next_edition = make.workflow.open_edition(make.make_live(other).page, by=make.make_user())
    assert warned_of(draft) == [WARNING]
    assert len(warned_of(next_edition)) == 1
    assert warned_of(draft_with(make.make_document_row(), board, "Child C")) == []


def test_what_another_board_has_not_published_stays_unknown():
    document = make.make_document_row()
    other = draft_with(document, make.make_board(), "Child A")
    draft = draft_with(document, make.make_board(), "Child B")
    assert warned_of(draft) == []
    live = make.make_live(other)
    assert warned_of(draft) == [WARNING]
    make.withdraw(live)
    assert warned_of(draft) == []


def withdrawn_files(draft) -> list[str]:
    found = warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "was withdrawn" in text]


def test_a_file_that_was_withdrawn_comes_back_with_no_page_unseen():
    document, board = make.make_document_row(), make.make_board()
    first = draft_with(document, board, "Child A")
    same_board = draft_with(document, board, "Child B")
    other_board = draft_with(document, make.make_board(), "Child C")
    live = make.make_live(first)
    assert withdrawn_files(same_board) == []
    withdrawal = make.withdraw(live)
    said = f"The file of “Overview report” was withdrawn from {live.page} on {as_words(withdrawal.day)}"
    reason = "anonymity at risk. Publish it here only if that reason has gone."
    assert withdrawn_files(same_board) == [f"{said}, because: {reason}"]
    ask = f"Ask {board} why, before you publish it here."
    assert withdrawn_files(other_board) == [f"{said}. {ask}"]
    back = workflow.open_edition(live.page, by=make.make_user())
    assert withdrawn_files(back) == []  # its own withdrawal is on every screen of its way back


def test_another_copy_of_the_same_file_is_the_same_file():
    """It differs in its title only."""
    copies, board = [make.make_document_row() for _ in range(3)], make.make_board()
    for each in copies:
        make_original(each, b"What was uploaded.")
    first, draft = (draft_with(copies[n], board, f"Child {'AB'[n]}") for n in (0, 1))
    unlike = draft_with(make.make_document_row(), board, "Child C")
    assert (warned_of(draft), warned_of(unlike)) == ([WARNING], [])
    make.withdraw(make.make_live(first))
    [said] = withdrawn_files(draft)
    assert said.startswith("The file of “Overview report” was withdrawn from")
    assert withdrawn_files(unlike) == []
    following = workflow.open_edition(make.make_live(draft).page, by=make.make_user())
    Attachment.objects.filter(edition=following).update(document=copies[2])
    assert withdrawn_files(following) == []  # readers have it again already


def test_a_file_that_left_its_page_comes_back_with_the_reason_in_sight():
    live = make.make_live(make.open_review())
    report = live.attachments.get().document
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.change(draft, state="no_longer")
    draft.attachments.all().delete()
    make.state_lineage(draft, reason="court_order")
    second = make.make_live(draft)
    draft = workflow.open_edition(second.page, by=make.make_user()).as_kind
    assert withdrawn_files(draft) == []
    make.attach(make.change(draft, state="published"), report)
    [said] = withdrawn_files(draft)
    assert said.endswith("because: court order. Publish it here only if that reason has gone.")
    make.make_live(draft)
    following = workflow.open_edition(second.page, by=make.make_user())
    assert withdrawn_files(following) == []


def unlisted(draft) -> list[str]:
    found = warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "No listing" in text or "no listing" in text]


def test_the_listing_of_a_successor_shows_what_is_of_the_board_before_it():
    old = make.make_board()
    new = make.make_board(succeeds=[old, make.make_board()])
    review = make.open_bare_review(old)
    assert len(unlisted(review)) == 1
    make.make_live(review)
    own = make.make_live(make.open_listing(old, path="old"))
    assert unlisted(review) == []
    without = workflow.open_edition(own.page, by=make.make_user())
    make.change(without, review_types=["sar"])
    assert len(unlisted(without)) == 1
    make.make_live(make.open_listing(new, path="new"))
    assert unlisted(without) == []
    make.withdraw(own)
    assert unlisted(make.open_bare_review(old, label="Child Z")) == []


def stays_public(draft) -> list[str]:
    found = warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "stays public" in text]


def test_whoever_takes_a_file_away_learns_where_else_it_is_public(client):
    """On the screen that withdraws a page, in the form of an edition without it, and not from readers."""
    document, board = make.make_document_row(), make.make_board()
    other = make.make_live(draft_with(document, board, "Child A"))
    live = make.make_live(draft_with(document, board, "Child B"))
    expected = "is on the page “Child A” too, where it stays public."
    screen = admin_client.page_url(live.page, "withdraw")
    assert expected in admin_client.approver().get(screen).content.decode()
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    draft.attachments.all().delete()
    make.change(draft, state="withheld", state_reason="It names a child.")
    make.state_lineage(draft)
    [warned] = stays_public(draft)
    assert expected in warned
    make.make_live(draft)
    address = f"{live.page.get_absolute_url()}overview-report.pdf"
    gone = client.get(address)
    assert gone.status_code == 410
    assert other.page.get_absolute_url() not in gone.content.decode()
    make.withdraw(other)
    assert stays_public(draft) == []


def test_a_listing_that_drops_the_last_place_of_a_kind_of_review_says_so():
    board = make.make_board()
    page = make.make_live(make.open_listing(board, review_types=["scr", "sar"])).page
    make.make_live(make.open_bare_review(board))
    draft = workflow.open_edition(page, by=make.make_user()).as_kind

    def dropped(*kinds) -> list[str]:
        make.change(draft, review_types=list(kinds))
        return warnings(edition_content(draft), now=clock.now())

    assert dropped("scr") == []  # no adults review is public
    [warned] = dropped("sar")
    assert "Reviews of the type serious case review are public, and no listing will show" in warned
    make.make_live(make.open_listing(board, path="others", review_types=["scr"]))
    assert dropped("sar") == []
