"""Having a scan of a draft recognised afresh: who may, when, and what it leaves behind."""

import json

import pytest
from django.core.files.base import ContentFile

from reviews import pdf, workflow
from reviews.documents import findings, intake
from reviews.documents.originals import cleaned
from reviews.documents.reading import reading_copy
from reviews.documents.rechecking import compare, look_again
from reviews.editions import replacing as blockers
from reviews.editions.digest import edition_content
from reviews.editions.recognition import NOTHING
from reviews.lib import scratch
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Original
from reviews.workflow.permissions import NOT_YOURS
from reviews.workflow.recognition import NO_LANGUAGE
from tests.support import factories as make
from tests.support import hiding_pdfs as hiding
from tests.support import scans
from tests.support.erasures import erase, everything_written
from tests.support.shared_starts import shared_start

pytestmark = [pytest.mark.django_db, pytest.mark.tesseract]

PAINTED = scans.picture((*scans.LINES, scans.NAME), painted=[2])
OF_ANOTHER = scans.scan(PAINTED, layer=(*scans.LINES, scans.NAME))


@pytest.fixture(autouse=True)
def _needs_tesseract():
    scans.require_tesseract()


def accept(content: bytes) -> Document:
    return intake.accept(ContentFile(content, "review.pdf"), by=make.make_user())


def draft_with(document: Document, **fields):
    draft = make.open_bare_review(state="published", **fields)
    make.attach(draft, document)
    return draft


@shared_start
def draft():
    return draft_with(accept(OF_ANOTHER))


@shared_start
def done(draft):
    """The draft, its document before, and the copy in its place."""
    before, person = document_of(draft), make.make_user()
    return draft, before, recognise(draft, by=person)


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def recognise(draft, *, by=None, document: Document | None = None, languages=("en",)) -> Document:
    by, document = by or make.make_user(), document or document_of(draft)
    return workflow.recognise_afresh(draft, by=by, document=document, languages=languages)


def refusal(draft, **facts) -> str:
    with pytest.raises(Refused) as refused:
        recognise(draft, **facts)
    return "\n".join(refused.value.reasons)


def found_in(document: Document) -> list[tuple[str, str]]:
    return [(each.kind, each.severity) for each in findings.latest(document)]


def test_the_draft_shows_a_copy_that_waits_for_nothing_and_the_original_is_beside_it(done):
    draft, before, copy = done
    assert (document_of(draft), copy == before) == (copy, False)
    assert " ".join(copy.text[0].split()) == " ".join(scans.LINES)
    assert (copy.is_recognised, before.is_recognised) == (True, False)
    assert found_in(before) == [("hidden-text", "blocks"), (pdf.SCAN, "settle")]
    assert found_in(copy) == [
        ("hidden-text", "removed"),
        (pdf.SCAN, "removed"),
        (pdf.RECOGNISED_HERE, "information"),
    ]
    assert findings.statuses([copy.pk])[copy.pk] == findings.CheckStatus(is_checked=True)
    (beside,) = cleaned([copy.pk])[copy.pk]
    assert beside.original.sha256 == before.sha256
    assert [each.sentence for each in beside.taken_out] == [
        "There was text here that another program had recognised in the pictures."
    ]
    assert [(each.page, each.number) for each in beside.hidden] == [(1, 1)]
    assert reading_copy(copy).accessibility["recognised"] == 1
    assert list(scratch.folder().iterdir()) == []


def test_no_words_are_in_the_record_and_what_was_hidden_is_in_nothing_new(draft, caplog):
    caplog.set_level("DEBUG")
    before, rows = document_of(draft), everything_written().count(scans.NAME)
    assert rows
    copy = recognise(draft, languages=["cy", "en"])
    assert everything_written().count(scans.NAME) == rows
    event = Event.objects.get(verb="recognised")
    assert json.loads(event.body) == {
        "file": copy.sha256,
        "original": before.sha256,
        "languages": ["cy", "en"],
        "hidden": {"1": 1},
    }
    assert (event.page_id, event.edition_number) == (draft.page_id, 1)
    assert not {"care", scans.NAME} & set(event.canonical.split())
    assert scans.NAME not in caplog.text
    assert event.phrase == "had a scan of the draft, edition 1, recognised afresh"


def test_later_checks_know_it_too(done):
    _, _, copy = done
    assert [each.kind for each in look_again(copy)] == [pdf.SCAN]
    look = compare(copy, look_again(copy))
    assert (look.new, look.gone, look.unsettled) == ({}, {}, {})
    assert [each.kind for each in look.found] == [pdf.RECOGNISED_HERE]


def test_so_is_a_copy_with_the_public_title(done):
    draft, _, copy = done
    make.fill(draft)
    workflow.label_documents(draft, by=make.make_user())
    labelled = Attachment.objects.filter(edition=draft).first().document
    assert (labelled == copy, labelled.author == "", labelled.is_recognised) == (False, False, True)
    assert (pdf.RECOGNISED_HERE, "information") in found_in(labelled)
    assert (pdf.SCAN, "settle") not in found_in(labelled)


def altered(content: bytes) -> bytes:
    """The same pages and words, and claims to be what the register made."""

    def claim(made) -> None:
        made.docinfo["/Producer"] = "ocrmypdf 17.13.0 / the register"
        made.Root.IsRecognised = True

    return hiding.changed(claim, content)


def test_a_file_cannot_say_of_itself_that_it_was_recognised_here(done):
    """Only the very bytes that were made here are known, by their row."""
    _, _, copy = done
    with documents_storage().open(copy.file.name) as stored:
        content = stored.read()
    assert accept(content) == copy
    other = accept(altered(content))
    assert (other.text, other.is_recognised) == (copy.text, False)
    assert (pdf.SCAN, "settle") in found_in(other)
    assert pdf.RECOGNISED_HERE not in dict(found_in(other))


def test_who_may_and_in_which_languages(draft):
    strangers = [make.make_user(groups=("Auditors",)), make.make_user(all_boards=False)]
    assert [refusal(draft, by=each) for each in strangers] == [NOT_YOURS] * 2
    assert [refusal(draft, languages=each) for each in ([], ["fr"], ["en", "fr"])] == [
        NO_LANGUAGE
    ] * 3
    assert not Original.objects.exists()


def test_what_is_not_installed_is_said(draft, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    said = refusal(draft)
    assert "an administrator of its server would have to install the program tesseract" in said


def test_it_is_refused_with_a_reason_and_nothing_changes(draft):
    document = document_of(draft)
    assert refusal(make.open_review()) == NOTHING
    assert refusal(draft, document=accept(scans.scan())) == blockers.NOT_HERE
    covered = draft_with(accept(hiding.with_content(hiding.HIDDEN["a black box"])))
    assert refusal(covered) == NOTHING
    documents_storage().delete(document.file.name)
    with pytest.raises(StorageDown):
        recognise(draft)
    workflow.approvals.record_verdict(edition_content(draft), "approved", by=make.make_user())
    assert refusal(draft) == blockers.SUBMITTED.format(number=1)
    assert not Original.objects.exists()
    assert not Event.objects.filter(verb="recognised").exists()


def test_what_only_a_new_look_finds_is_refused_too():
    """The check on file says that it is a scan; the one that is made now, what is on it."""
    x, y = scans.place_of(0)
    content = scans.scan(layer=[scans.NAME], over=f"0 g {x - 3} {y - 5} 200 22 re f")
    document = accept(content)
    draft = draft_with(document)
    findings.keep_check(document, [pdf.Finding.of(pdf.SCAN, page=1)])
    assert refusal(draft) == pdf.recogniser.COVERED_TEXT


def test_more_pages_than_anybody_waits_for_are_refused():
    many = pdf.recogniser.AT_ONCE + 1
    found = (pdf.Finding.of(pdf.SCAN, page=1),)
    document = make.make_document_row(found=found, pages=many, is_tagged=False)
    assert refusal(draft_with(document)).startswith(f"This file has {many} pages to recognise")


def test_an_erasure_of_the_copy_takes_the_file_before_it(done):
    draft, before, copy = done
    assert scans.NAME in everything_written()
    erase(draft.page, document=copy)
    assert set(Document.objects.exclude(erased_at=None)) == {copy, before}
    assert scans.NAME not in everything_written()
    for name in (before.file.name, copy.file.name, Original.objects.get().file.name):
        assert not documents_storage().exists(name)
