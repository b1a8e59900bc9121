"""The stages of many drafts are what their contents say, without reading these."""

import pytest

from reviews import workflow
from reviews.editions.approval import approval_status
from reviews.editions.digest import edition_content
from reviews.editions.draft_stages import draft_stages
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Board, Edition, Page
from tests.support import admin_client
from tests.support import factories as make
from tests.support.queries import content_reads

pytestmark = pytest.mark.django_db


def submitted(**fields) -> Edition:
    draft = make.open_bare_review(**fields)
    workflow.submit(draft, by=make.make_user(), note="Ready.")
    return draft


def of_every_kind() -> None:
    """Drafts at every stage, and each way in which what was signed becomes something else, or not."""
    make.open_bare_review()
    submitted()
    make.approved(make.open_listing())
    workflow.return_(submitted(), by=make.make_user(), remarks="More.")
    make.change(submitted(), summary="Written past the form.")
    client = admin_client.editor()
    draft = submitted()
    fields = admin_client.opened(client, draft)
    admin_client.save(client, draft, fields, summary="Changed.")
    there_and_back = submitted()
    fields = admin_client.opened(client, there_and_back)
    admin_client.save(client, there_and_back, fields, summary="Changed.")
    admin_client.save(
        client,
        there_and_back,
        admin_client.opened(client, there_and_back) | {"summary": fields["summary"]},
    )
    discarded = submitted()
    workflow.discard(discarded, by=make.make_user())
    workflow.open_edition(discarded.page, by=make.make_user())
    waiting = make.make_live(make.open_bare_review(), at=clock.now() + make.DAY)
    workflow.unschedule(waiting, by=make.make_user())
    alone = make.open_bare_review()
    alone = workflow.override(alone, by=make.make_user(), reason="Now.", at=clock.now() + make.DAY)
    workflow.unschedule(alone, by=make.make_user())
    make.state_origin(submitted().as_kind, "2015")
    of_pages_and_boards()


def of_pages_and_boards() -> None:
    moved, in_footer = submitted(), submitted()
    Page.objects.filter(pk=moved.page_id).update(path="reviews/moved")
    for page in (moved.page, in_footer.page):
        workflow.record_page_changed(page, by=make.make_user(), fields=["path"])
    renamed, role = make.make_board(), make.make_board()
    submitted(board=renamed)
    joint = make.open_bare_review()
    joint.board_roles.create(board=role, role="joint")
    workflow.submit(joint, by=make.make_user(), note="")
    for board in (renamed, role):
        Board.objects.filter(pk=board.pk).update(name=f"Renamed {board.pk}")
        workflow.record_board_changed(board, by=make.make_user(), fields=["name"])


def test_the_stage_of_each_draft_is_what_its_content_says():
    of_every_kind()
    drafts = Edition.objects.drafts()
    found = {key: each.stage for key, each in draft_stages(drafts).items()}
    expected = {row.pk: approval_status(edition_content(row)).stage for row in drafts}
    assert found == expected
    assert len(set(found.values())) == 5


def test_of_many_submitted_drafts_none_is_read(django_assert_num_queries):
    for _ in range(3):
        submitted(incident=PartialDate("2014"))
    with django_assert_num_queries(5) as queries:
        draft_stages(Edition.objects.drafts())
    assert content_reads(queries) == 0
