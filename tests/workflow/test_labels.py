"""A cleaned copy states its public title and the board from the moment at which its draft is submitted."""

import hashlib
import io
import json

import pikepdf
import pytest
from django.test import Client

from reviews import pdf, workflow
from reviews.documents import findings
from reviews.documents.rechecking import look_again
from reviews.editions.approval import Stage, approval_status
from reviews.editions.digest import edition_content, edition_digest
from reviews.editions.labels import labels_to_write
from reviews.ledger import verification
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import (
    Attachment,
    Document,
    Event,
    Lineage,
    Original,
    Withdrawal,
)
from reviews.workflow.permissions import NOT_YOURS
from tests.support import admin_client, hiding_pdfs
from tests.support import factories as make
from tests.support.erasures import erase
from tests.support.hiding_pdfs import NAME, changed
from tests.support.labels import AUTHOR, BOARD, accept, document_of, draft_with, label
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return draft_with(AUTHOR)


def saved(draft) -> list[list[str]]:
    events = Event.objects.filter(verb="saved", page_id=draft.page_id).order_by("seq")
    return [json.loads(event.body)["fields"] for event in events]


def test_the_copy_states_what_the_public_calls_it_and_the_board(draft):
    before, events = document_of(draft), saved(draft)
    person = make.make_user()
    copy = label(draft, by=person)
    assert (copy == before, copy.label) == (False, pdf.Label("Overview report", BOARD))
    assert (copy.text, copy.pages, copy.language) == (before.text, before.pages, before.language)
    draft.refresh_from_db()
    assert draft.edited_by == person
    assert saved(draft) == [*events, ["attachment"]]
    same = ("sha256", "size", "file", "cover", "uploaded_by", "at")
    kept = Original.objects.filter(document=copy).values(*same)
    assert list(kept) == list(Original.objects.filter(document=before).values(*same))
    assert [(each.kind, each.severity) for each in findings.latest(copy)] == [
        ("metadata", "removed")
    ]
    assert findings.statuses([copy.pk])[copy.pk] == findings.CheckStatus(is_checked=True)
    assert look_again(copy) == ()
    assert verification.verify(outside=[]).problems == []


def test_nothing_changes_while_title_and_board_stay_as_they_are(draft):
    copy = label(draft)
    draft.refresh_from_db()
    facts = (edition_digest(draft), draft.draft_version, saved(draft), Document.objects.count())
    assert label(draft) == copy
    draft.refresh_from_db()
    assert facts == (
        edition_digest(draft),
        draft.draft_version,
        saved(draft),
        Document.objects.count(),
    )


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Child A:  what we learned"}, "Child A: what we learned"),
        ({"also_contains": ["action_plan"]}, "Overview report and action plan"),
        ({"language": "cy"}, "Adroddiad trosolwg"),
    ],
)
def test_its_name_is_the_one_that_the_public_reads(draft, fields, title):
    Attachment.objects.filter(edition=draft).update(**fields)
    copy = label(draft)
    assert copy.label == pdf.Label(title, BOARD)
    assert label(draft) == copy


def test_what_is_to_be_signed_stays_as_it_is_until_it_comes_back(draft):
    make.change(draft, review_type="scr")
    signed = document_of(draft)
    workflow.approvals.record_verdict(edition_content(draft), "submitted", by=make.make_user())
    assert label(draft) == signed
    workflow.return_(draft, by=make.make_user(), remarks="Its title is not the one on the page.")
    assert label(draft) != signed


def test_it_happens_as_the_draft_is_submitted_and_that_is_what_is_published(draft):
    make.change(draft, review_type="scr")
    before = document_of(draft)
    answer = admin_client.send(admin_client.editor(), draft, "submit", note="First published.")
    assert (answer.status_code, admin_client.errors(answer)) == (200, [])
    copy = document_of(draft)
    content = edition_content(draft)
    assert (copy.author, approval_status(content).stage) == (BOARD, Stage.SUBMITTED)
    checked = admin_client.approver().get(admin_client.address(draft, "approve"))
    assert "Overview report" in checked.text
    workflow.approve(draft, by=make.make_user(), seen=content.digest)
    workflow.publish(draft, by=make.make_user())
    shown = Client().get(Attachment.objects.get(edition=draft).get_absolute_url())
    sent = b"".join(shown.streaming_content)
    assert hashlib.sha256(sent).hexdigest() == copy.sha256 != before.sha256
    with pikepdf.open(io.BytesIO(sent)) as made:
        assert (made.docinfo["/Title"], made.docinfo["/Author"]) == ("Overview report", BOARD)


def test_a_file_that_was_never_labelled_follows_no_title_yet(draft):
    before = document_of(draft)
    workflow.follow_titles(draft, by=make.make_user())
    assert document_of(draft) == before


def test_a_draft_that_came_back_follows_its_titles_when_it_is_saved(
    draft, django_capture_on_commit_callbacks
):
    before = label(draft)
    client = admin_client.editor()
    fields = admin_client.opened(client, draft) | {"attachments-0-title": "Another title"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_client.address(draft), fields | {"_continue": ""})
    assert document_of(draft).label == pdf.Label("Another title", BOARD)
    assert document_of(draft) != before


def test_a_draft_that_was_discarded_meanwhile_is_nothing_to_label(draft):
    workflow.discard(draft, by=make.make_user())
    workflow.label_documents(draft, by=make.make_user())
    assert not Attachment.objects.exists()


def test_what_was_published_once_never_changes(draft):
    unlabelled = document_of(draft)
    live = make.make_live(draft)
    later = workflow.open_edition(live.page, by=make.make_user())
    Attachment.objects.filter(edition=later).update(title="Another title")
    assert label(later) == unlabelled
    assert label(live) == unlabelled


def test_a_file_that_is_no_cleaned_copy_stays_the_board_s_own():
    draft = make.open_review(make.make_board(name=BOARD))
    own = document_of(draft)
    assert label(draft) == own
    assert not own.author
    copy = accept(AUTHOR)
    make.attach(draft, copy, kind="action_plan", slug="action-plan")
    workflow.label_documents(draft, by=make.make_user())
    shown = [row.document for row in Attachment.objects.filter(edition=draft)]
    assert (shown[0], shown[1].title) == (own, "Action plan")


def test_of_a_file_that_stands_twice_the_first_row_says_what_it_is(draft):
    document = document_of(draft)
    make.attach(draft, document, kind="action_plan", slug="action-plan", position=2)
    wanted = labels_to_write(edition_content(draft))
    assert wanted == {document: pdf.Label("Overview report", BOARD)}


def test_it_takes_the_place_of_the_file_that_succeeds_another():
    live = make.make_live(make.open_review())
    later = workflow.open_edition(live.page, by=make.make_user())
    gone, copy = document_of(live), accept(AUTHOR)
    Attachment.objects.filter(edition=later).update(document=copy)
    Lineage.objects.create(edition=later, document=gone, successor=copy, reason="correction")
    labelled = label(later)
    assert labelled != copy
    assert Lineage.objects.get(edition=later).successor == labelled


def test_what_was_settled_stays_settled_also_where_it_has_no_place():
    scan = hiding_pdfs.scan(text=NAME)
    draft = draft_with(changed(lambda made: made.docinfo.__setitem__("/Author", NAME), scan))
    (found,) = [each for each in findings.latest(document_of(draft)) if each.is_open]
    assert (found.kind, found.box, found.recovered) == ("scan-with-text", [], "")
    workflow.settle_finding(found, by=make.make_user(), reason="Letter by letter.")
    copy = label(draft)
    (same,) = [each for each in findings.latest(copy) if each.kind == found.kind]
    assert (same.pk == found.pk, same.settlement.reason) == (False, "Letter by letter.")
    assert findings.statuses([copy.pk])[copy.pk] == findings.CheckStatus(is_checked=True)
    Attachment.objects.filter(edition=draft).update(title="Another title")
    assert findings.statuses([label(draft).pk]).popitem()[1].unsettled == 0


def test_who_may(draft):
    before = document_of(draft)
    for stranger in (make.make_user(groups=("Auditors",)), make.make_user(all_boards=False)):
        with pytest.raises(Refused, match=NOT_YOURS):
            label(draft, by=stranger)
    assert document_of(draft) == before


def test_a_file_that_is_missing_stays_as_it_is(draft):
    before = document_of(draft)
    documents_storage().delete(before.file.name)
    assert label(draft) == before


def test_uploaded_again_it_is_the_same_document(draft):
    copy, count = label(draft), Document.objects.count()
    with documents_storage().open(copy.file.name) as content:
        again = accept(content.read())
    assert (again, Document.objects.count(), copy.checks.count()) == (copy, count, 1)


@pytest.mark.parametrize("whole_page", [False, True])
def test_an_erasure_takes_the_copies_with_other_titles_too(draft, whole_page):
    """Which no edition shows any more, and which show the same."""
    first = document_of(draft)
    second = label(draft)
    Attachment.objects.filter(edition=draft).update(title="Another title")
    third, other = label(draft), accept(hiding_pdfs.with_content(hiding_pdfs.SHOWN))
    erase(draft.page, document=None if whole_page else third)
    assert set(Document.objects.exclude(erased_at=None)) == {first, second, third}
    for each in (first, second, third):
        assert not documents_storage().exists(each.file.name)
    assert documents_storage().exists(other.file.name)


def test_but_not_one_that_another_page_shows(draft):
    first = document_of(draft)
    make.attach(make.open_bare_review(state="published"), first)
    second = label(draft)
    assert not Withdrawal.objects.exists()
    erase(draft.page, document=second)
    assert list(Document.objects.exclude(erased_at=None)) == [second]
    assert documents_storage().exists(first.file.name)
