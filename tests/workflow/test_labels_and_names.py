"""Names that must never appear, and a copy that states its public title and the board."""

import pytest

from reviews import workflow
from reviews.editions.approval import Stage, approval_status
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import name_blockers, search_page
from reviews.models import Attachment, NameWaiver
from tests.support import admin_client
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME
from tests.support.labels import AUTHOR, BOARD, document_of, draft_with, label
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return draft_with(AUTHOR)


def test_a_refused_submission_is_not_said_to_be_somebody_else_s_change(draft):
    """It has written into the file by then."""
    make.change(draft, review_type="scr")
    client, step = admin_client.editor(), admin_client.address(draft, "submit")
    workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    search_page(draft.page)
    typed = admin_client.filled(client.get(step)) | {"note": f"About {NAME}."}
    refused = client.post(step, typed)
    assert [each for each in admin_client.messages(refused) if each.startswith("The note")]
    assert document_of(draft).author == BOARD
    again = admin_client.filled(refused) | {"note": "First published."}
    assert client.post(step, again).status_code == 302
    assert approval_status(edition_content(draft)).stage == Stage.SUBMITTED


def test_nothing_is_written_while_the_title_may_name_somebody(draft):
    """And where a name is entered later, saving another title takes it out of the file too."""
    page, person = draft.page, make.make_user()
    before = document_of(draft)
    Attachment.objects.filter(edition=draft).update(title=f"About {NAME}")
    name = workflow.add_protected_name(page, by=person, kind="name", text=NAME)
    search_page(page)
    assert label(draft) == before
    workflow.remove_protected_name(name, by=person)
    named = label(draft)
    assert named.title == f"About {NAME}"
    workflow.add_protected_name(page, by=person, kind="name", text=NAME)
    search_page(page)
    Attachment.objects.filter(edition=draft).update(title="About the child")
    assert [each.code for each in name_blockers(edition_content(draft))] == ["name-in-file"]
    workflow.follow_titles(draft, by=person)
    search_page(page)
    assert document_of(draft).title == "About the child"
    assert name_blockers(edition_content(draft)) == []


def test_parts_of_names_that_may_stay_may_stay_in_it(draft):
    before, person = document_of(draft), make.make_user()
    name = workflow.add_protected_name(draft.page, by=person, kind="name", text=NAME)
    search_page(draft.page)
    facts = {"part": "1", "most": 2, "sealed_reason": b"", "by": person}
    NameWaiver.objects.create(name=name, document=before, **facts)
    copy = label(draft)
    kept = NameWaiver.objects.get(document=copy)
    assert (kept.name, kept.part, kept.most) == (name, "1", 2)


def test_the_name_of_the_board_in_it_is_no_name_to_be_found(draft):
    """Boards are named after places, and so are people."""
    person = make.make_user()
    page = draft.page
    workflow.add_protected_name(page, by=person, kind="name", text="Ann Anyshire")
    before = document_of(draft)
    search_page(page)
    copy = label(draft)
    search_page(page)
    searches = {row.document_id: row.parts for row in page.protected_names.get().searches.all()}
    assert searches[copy.pk] == searches.get(before.pk, {}) == {}
