"""Taking hidden text out of a document of a draft: who may, when, and what it leaves behind."""

import json

import pytest
from django.core.files.base import ContentFile

from reviews import pdf, workflow
from reviews.documents import findings, intake
from reviews.documents.originals import cleaned
from reviews.documents.rechecking import compare, keep_second_look
from reviews.editions import replacing as blockers
from reviews.editions.approval import Stage, approval_status
from reviews.editions.digest import edition_content
from reviews.editions.hidden_text import NOTHING
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Finding, Original
from reviews.workflow.permissions import NOT_YOURS
from tests.support import factories as make
from tests.support import hiding_pdfs as hiding
from tests.support.erasures import erase, everything_written
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

NAME = hiding.NAME
HIDDEN = hiding.with_content(f"1 g {hiding.SHOWN}")
COVERED = hiding.with_content(hiding.HIDDEN["a black box"])
AUTHOR = hiding.changed(lambda made: made.docinfo.__setitem__("/Author", NAME), HIDDEN)


def accept(content: bytes) -> Document:
    return intake.accept(ContentFile(content, "review.pdf"), by=make.make_user())


def draft_with(content: bytes, **fields):
    draft = make.open_bare_review(state="published", **fields)
    make.attach(draft, accept(content))
    return draft


@shared_start
def draft():
    """Of a review with a file that has hidden text, which takes long to look through."""
    return draft_with(HIDDEN)


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def take_out(draft, *, by=None, document: Document | None = None) -> Document:
    by, document = by or make.make_user(), document or document_of(draft)
    return workflow.take_out_hidden_text(draft, by=by, document=document)


def refusal(draft, **facts) -> str:
    with pytest.raises(Refused) as refused:
        take_out(draft, **facts)
    return "\n".join(refused.value.reasons)


def stored(file) -> bytes:
    with documents_storage().open(file.name) as content:
        return content.read()


def test_the_draft_shows_a_copy_and_the_original_is_kept_beside_it():
    draft = draft_with(AUTHOR)
    before, person, digest = document_of(draft), make.make_user(), edition_content(draft).digest
    copy = take_out(draft, by=person)
    assert (document_of(draft), copy == before) == (copy, False)
    assert edition_content(draft).digest != digest
    assert "".join(copy.text).split() == hiding.LINE.split()
    assert [(each.kind, each.severity) for each in findings.latest(copy)] == [
        ("metadata", "removed"),
        ("hidden-text", "removed"),
    ]
    (beside,) = cleaned([copy.pk])[copy.pk]
    assert (beside.original.sha256, copy.accepted_by) == (before.sha256, person)
    uploaded = (before.accepted_by, before.accepted_at)
    assert (beside.original.uploaded_by, beside.original.at) == uploaded
    assert stored(beside.original.file) == AUTHOR
    assert beside.hidden == [findings.Places(1, "of the colour behind it", 1)]
    assert [each.kind for each in beside.taken_out] == ["metadata"]
    assert findings.statuses([copy.pk])[copy.pk] == findings.CheckStatus(is_checked=True)


def test_the_words_are_in_nothing_that_it_writes(draft, caplog):
    caplog.set_level("DEBUG")
    before = document_of(draft)
    assert Finding.objects.get(document=before).recovered == NAME
    rows = everything_written().count(NAME)
    assert rows
    copy = take_out(draft)
    assert everything_written().count(NAME) == rows
    event = Event.objects.get(verb="hidden_taken_out")
    files = {"file": copy.sha256, "original": before.sha256}
    assert json.loads(event.body) == files | {"hidden": {"1": 1}}
    assert (event.page_id, event.edition_number) == (draft.page_id, 1)
    assert NAME not in event.canonical + caplog.text
    assert event.phrase == "took hidden text out of a file of the draft, edition 1"


def test_whoever_has_the_form_open_is_asked_before_they_save_over_it(draft):
    person = make.make_user()
    version = draft.draft_version
    take_out(draft, by=person)
    draft.refresh_from_db()
    assert (draft.draft_version, draft.edited_by) == (version + 1, person)


def test_what_was_taken_out_is_known_after_a_later_check_too(draft):
    copy = take_out(draft)
    keep_second_look(compare(copy, ()))
    (beside,) = cleaned([copy.pk])[copy.pk]
    assert beside.hidden == [findings.Places(1, "of the colour behind it", 1)]


def test_an_approval_from_before_does_not_count(draft):
    document = document_of(draft)
    make.change(draft, review_type="scr")
    before = edition_content(draft)
    workflow.approvals.record_verdict(before, "approved", by=make.make_user())
    assert refusal(draft) == blockers.SUBMITTED.format(number=1)
    workflow.return_(draft, by=make.make_user(), remarks="There is hidden text.")
    take_out(draft, document=document)
    content = edition_content(draft)
    assert (content.digest != before.digest, approval_status(content).stage) == (
        True,
        Stage.RETURNED,
    )


def test_who_may(draft):
    strangers = [make.make_user(groups=("Auditors",)), make.make_user(all_boards=False)]
    assert [refusal(draft, by=each) for each in strangers] == [NOT_YOURS] * 2
    assert not Original.objects.exists()
    take_out(draft, by=make.make_user(groups=("Editors",)))


def test_it_is_refused_with_a_reason_and_nothing_changes():
    draft = draft_with(COVERED)
    assert refusal(draft) == pdf.consent.COVERED_TEXT
    plain = make.open_review()
    assert refusal(plain) == NOTHING
    other = accept(HIDDEN)
    assert refusal(draft, document=other) == blockers.NOT_HERE
    assert not Original.objects.exists()
    assert not Event.objects.filter(verb="hidden_taken_out").exists()


def test_what_only_the_copy_shows_to_be_covered_is_refused_too():
    """The check on file says nothing of it; the one that is made now does."""
    draft = make.open_bare_review(state="published")
    document = accept(COVERED)
    found = pdf.Finding.of("hidden-text", page=1, why="off the page")
    findings.keep_check(document, [found])
    make.attach(draft, document)
    assert refusal(draft) == pdf.consent.COVERED_TEXT


def test_a_document_of_a_published_edition_is_never_changed():
    live = make.make_live(make.open_review())
    document = Attachment.objects.get(edition=live).document
    draft = workflow.open_edition(live.page, by=make.make_user())
    findings.keep_check(document, [pdf.Finding.of("hidden-text", page=1)])
    assert refusal(draft, document=document) == blockers.PUBLISHED
    assert refusal(live, document=document) == blockers.NOT_A_DRAFT.format(number=1)


def test_an_erased_document_is_not_read(draft):
    document = document_of(draft)
    erase(draft.page, document=document)
    assert refusal(draft, document=document) == blockers.ERASED


def test_a_file_that_is_missing_is_no_reason_to_change_anything(draft):
    documents_storage().delete(document_of(draft).file.name)
    with pytest.raises(StorageDown):
        take_out(draft)
    assert not Original.objects.exists()


@pytest.mark.parametrize("whole_page", [False, True])
def test_an_erasure_of_the_copy_takes_the_file_before_it(draft, whole_page):
    """Which no edition shows any more, and which still has the words."""
    before = document_of(draft)
    copy = take_out(draft)
    assert NAME in everything_written()
    asked = None if whole_page else copy
    erase(draft.page, document=asked)
    assert set(Document.objects.exclude(erased_at=None)) == {copy, before}
    assert NAME not in everything_written()
    for name in (before.file.name, copy.file.name, Original.objects.get().file.name):
        assert not documents_storage().exists(name)


@pytest.mark.parametrize("whole_page", [False, True])
def test_but_not_one_that_another_page_shows(draft, whole_page):
    other = make.open_bare_review(state="published")
    before = document_of(draft)
    make.attach(other, before)
    copy = take_out(draft)
    erase(draft.page, document=None if whole_page else copy)
    assert list(Document.objects.exclude(erased_at=None)) == [copy]
    assert documents_storage().exists(before.file.name)
