"""A file that is to be replaced stays in its row until the other is checked and taken."""

import pytest

from reviews.admin.editions.file_tokens import token_of
from reviews.models import Document
from tests.support import admin_client, jobs, pdfs
from tests.support import factories as make
from tests.support.admin_client import with_row
from tests.support.sent_files import BAD, GOOD, codes, opened, sent, sent_and_saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make.open_bare_review()


@pytest.fixture(autouse=True)
def queued(settings):
    jobs.queue_jobs(settings)


@pytest.mark.parametrize("is_good", [True, False])
def test_a_file_that_is_to_be_replaced_stays_until_the_other_is_taken(draft, is_good):
    client, before = admin_client.editor(), make.make_document("Before")
    make.attach(draft, before)
    form = opened(client, draft)
    content = GOOD if is_good else BAD
    form["attachments-0-document-kept"] = sent(client, draft, content).json()["kept"]
    assert admin_client.errors(admin_client.save(client, draft, form)) == []
    assert draft.attachments.get().document == before
    assert "file-waiting" in codes(draft)  # or the one that was to be replaced would go live
    jobs.work()
    after = draft.attachments.get().document
    assert (after == before) is not is_good
    assert ("file-refused" in codes(draft)) is not is_good
    admin_client.save(client, draft, opened(client, draft))
    assert draft.attachments.get().document == after
    assert "file-refused" not in codes(draft)


def test_a_file_that_another_took_the_place_of_does_not_come_back(draft):
    client, other = admin_client.editor(), make.make_document("Another")
    make.attach(make.open_bare_review(draft.page.board), other)
    sent_and_saved(client, draft)
    form = opened(client, draft)
    form["attachments-0-document-kept"] = token_of(other)
    assert admin_client.errors(admin_client.save(client, draft, form)) == []
    jobs.work()
    assert draft.attachments.get().document == other
    assert opened(client, draft)["attachments-TOTAL_FORMS"] == "1"


def test_a_file_that_came_after_the_form_was_left_is_in_the_row_that_was_made_for_it(draft):
    """What was typed is kept, with an empty row for the file that was on its way."""
    client = admin_client.editor()
    typed = with_row(opened(client, draft), "attachments", kind="", title="")
    client.post(admin_client.address(draft, "unsaved"), typed | {"title": "As typed"})
    sent(client, draft)
    sent(client, draft, pdfs.make_pdf("Another"))
    jobs.work()
    form = opened(client, draft)
    assert (form["title"], form["attachments-TOTAL_FORMS"]) == ("As typed", "2")
    assert [form[f"attachments-{row}-kind"] for row in (0, 1)] == ["overview_report"] * 2
    saved = admin_client.save(client, draft, form | {"attachments-1-kind": "appendix"})
    assert admin_client.errors(saved) == []
    assert {row.document for row in draft.attachments.all()} == set(Document.objects.all())
    assert draft.attachments.count() == 2
