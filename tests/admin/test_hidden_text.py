"""What staff see and do to take hidden text out of a document."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import pdf, workflow
from reviews.admin.hidden_text import NOT_STORED, OTHER_BYTES
from reviews.documents import findings, intake
from reviews.editions import replacing as blockers
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Finding
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support import hiding_pdfs as hiding

pytestmark = pytest.mark.django_db

NAME = hiding.NAME
FILE = hiding.with_content(f"1 g {hiding.SHOWN}")
HIDDEN = pdf.Finding.of(
    "hidden-text", page=2, why="off the page", recovered=NAME, box=(1.0, 2.0, 3.0, 4.0)
)
FEW = pdf.Finding.of("small-hidden-text", page=3, why="of the colour behind it", recovered="12")
COVERED = pdf.Finding.of("hidden-text", page=1, why="covered", recovered=NAME)
SCRIPT = pdf.Finding.of("script")
DESCRIBED = pdf.Finding.of("unseen-words", recovered=NAME)


def draft_with(*found: pdf.Finding, **fields):
    draft = make.open_bare_review(state="published", **fields)
    make.attach(draft, make.make_document_row(found=found))
    return draft


def draft_with_file(content: bytes = FILE):
    draft = make.open_bare_review(state="published")
    upload = ContentFile(content, "review.pdf")
    make.attach(draft, intake.accept(upload, by=make.make_user()))
    return draft


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def screen(document) -> str:
    return reverse("admin:reviews_document_change", args=[document.pk])


def way(draft, document=None) -> str:
    return reverse("admin:hidden_text", args=[draft.pk, (document or document_of(draft)).pk])


def text_of(response) -> str:
    return html.text(admin_client.content(response))


def offer(draft, client=None) -> tuple[bool, str]:
    """Whether the button is on the page of the document, and what that says."""
    page = (client or admin_client.editor()).get(screen(document_of(draft)))
    return f'href="{way(draft)}"' in page.content.decode(), text_of(page)


def test_it_is_offered_with_its_places_and_without_its_words():
    draft = draft_with(HIDDEN, HIDDEN, FEW)
    is_offered, text = offer(draft)
    assert is_offered
    assert "Page 2: 2 places, off the page" in text
    assert "Page 3: 1 place, of the colour behind it" in text
    page = admin_client.editor().get(way(draft))
    assert "Page 2: 2 places, off the page" in text_of(page)
    assert "the public never gets it" in text_of(page)
    assert NAME not in page.content.decode() + text
    (finding, *_) = Finding.objects.filter(kind="small-hidden-text")
    settle = admin_client.editor().get(reverse("admin:finding_settle", args=[finding.pk]))
    assert f"{screen(document_of(draft))}#take-out" in settle.content.decode()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ((HIDDEN, COVERED), pdf.consent.COVERED_TEXT),
        ((HIDDEN, SCRIPT), pdf.consent.OTHERS),
    ],
)
def test_where_it_cannot_be_done_a_sentence_says_why(found, sentence):
    draft = draft_with(*found)
    is_offered, text = offer(draft)
    assert (is_offered, sentence in text) == (False, True)
    answer = admin_client.editor().get(way(draft), follow=True)
    assert admin_client.messages(answer) == [sentence]


def test_nothing_is_said_of_documents_without_it():
    for found in ((), (DESCRIBED,)):
        is_offered, text = offer(draft_with(*found))
        assert (is_offered, "Taking the hidden text out" in text) == (False, False)
    draft = draft_with(FEW)
    assert offer(draft)[0]
    workflow.settle_finding(Finding.objects.last(), by=make.make_user(), reason="Page numbers.")
    assert not offer(draft)[0]


def test_a_document_in_no_draft_says_so():
    by = admin_client.person("Editors")
    document = make.make_document_row(found=(HIDDEN,), accepted_by=by)
    page = admin_client.signed_in(by).get(screen(document))
    assert "there is none in which you may change it" in text_of(page)


def test_a_published_one_says_so():
    live = make.make_live(make.open_review())
    draft = workflow.open_edition(live.page, by=make.make_user())
    findings.keep_check(document_of(draft), [HIDDEN])
    is_offered, text = offer(draft)
    assert (is_offered, blockers.PUBLISHED in text) == (False, True)
    answer = admin_client.editor().post(way(draft), {"consent": "on"}, follow=True)
    assert admin_client.messages(answer) == [blockers.PUBLISHED]


def test_with_consent_the_draft_shows_the_copy():
    draft, client = draft_with_file(), admin_client.editor()
    before = document_of(draft)
    refused = client.post(way(draft))
    assert "Tick this if you have looked" in " ".join(admin_client.errors(refused))
    assert document_of(draft) == before
    done = client.post(way(draft), {"consent": "on"}, follow=True)
    copy = document_of(draft)
    assert done.redirect_chain == [(screen(copy), 302)]
    (message,) = admin_client.messages(done)
    assert message.startswith("The hidden text is taken out")
    text = text_of(done)
    assert "Text that nobody could see was taken out, with consent:" in text
    assert "Page 1: 1 place, of the colour behind it" in text
    assert "Was taken out. There was text here that readers could not see." in text
    assert NAME not in done.content.decode()
    covers = [each.get("src") for each in html.page_of(done).cssselect(".register-covers img")]
    assert len(covers) == 2
    assert all(client.get(each).getvalue() for each in covers)
    again = client.post(way(draft, before), {"consent": "on"}, follow=True)
    assert admin_client.messages(again) == [blockers.NOT_HERE]


def test_the_approver_sees_both_with_a_list_and_the_event_has_no_words():
    draft = draft_with_file()
    admin_client.editor().post(way(draft), {"consent": "on"})
    copy = document_of(draft)
    page = admin_client.approver().get(admin_client.address(draft, "approve"))
    text = text_of(page)
    assert "Page 1: 1 place, of the colour behind it" in text
    assert len(html.page_of(page).cssselect(".register-covers img")) == 2
    event = Event.objects.get(verb="hidden_taken_out")
    listed = admin_client.auditor().get(reverse("admin:reviews_event_change", args=[event.seq]))
    assert copy.sha256 in listed.content.decode()
    assert "page 1: 1" in text_of(listed)
    assert NAME not in page.content.decode() + listed.content.decode()


def test_a_check_that_finds_more_when_it_is_pressed_is_a_sentence():
    draft = draft_with_file(hiding.with_content(hiding.HIDDEN["a black box"]))
    document = document_of(draft)
    findings.keep_check(document, [HIDDEN])
    answer = admin_client.editor().post(way(draft), {"consent": "on"})
    assert admin_client.messages(answer) == [pdf.consent.COVERED_TEXT]
    assert (answer.status_code, document_of(draft)) == (200, document)


def test_a_file_that_is_missing_or_another_is_a_sentence():
    draft, client = draft_with_file(), admin_client.editor()
    document = document_of(draft)
    Path(documents_storage().path(document.file.name)).write_bytes(b"%" + bytes(document.size - 1))
    answer = client.post(way(draft), {"consent": "on"})
    assert (answer.status_code, admin_client.messages(answer)) == (503, [OTHER_BYTES])
    [box] = admin_client.boxes(answer, "consent")
    assert box.checked
    documents_storage().delete(document.file.name)
    answer = client.post(way(draft), {"consent": "on"})
    assert (answer.status_code, admin_client.messages(answer)) == (503, [NOT_STORED])
    assert document_of(draft) == document


def test_who_may():
    board = make.make_board()
    draft = draft_with(HIDDEN, board=board)
    elsewhere = admin_client.editor(all_boards=False)
    for send in (elsewhere.get, elsewhere.post):
        assert send(way(draft)).status_code == 404
    reader = admin_client.auditor()
    assert (reader.get(way(draft)).status_code, reader.post(way(draft)).status_code) == (403, 403)
    is_offered, text = offer(draft, reader)
    assert (is_offered, "Taking the hidden text out" in text) == (False, False)
    assert admin_client.editor().get(way(draft)).status_code == 200


def test_a_document_that_is_not_in_the_draft_shows_nothing_of_itself():
    draft, other = draft_with(HIDDEN), make.make_document_row(found=(HIDDEN,), title="Elsewhere")
    answer = admin_client.editor().get(way(draft, other), follow=True)
    assert admin_client.messages(answer) == [blockers.NOT_HERE]
    assert "Elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(number):
    draft, client = draft_with(*[HIDDEN] * number), admin_client.editor()
    counts = []
    for address in (screen(document_of(draft)), way(draft)):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [18, 15]
