"""What staff see and do to have the text of a scan recognised afresh."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import pdf, workflow
from reviews.admin.names import edition_name
from reviews.admin.recognition import NO_DRAFT, NOT_STORED, OTHER_BYTES
from reviews.documents import findings, intake
from reviews.editions import replacing as blockers
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Finding
from tests.support import admin_client, html, scans
from tests.support import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.tesseract]

SCAN = pdf.Finding.of(pdf.SCAN, page=1)
PAINTED = pdf.Finding.of(
    "hidden-text",
    page=2,
    why=pdf.consent.NO_PICTURE,
    recovered=scans.NAME,
    box=(1.0, 2.0, 3.0, 4.0),
)
COVERED = pdf.Finding.of("hidden-text", page=1, why="covered", recovered=scans.NAME)
SCRIPT = pdf.Finding.of("script")
HEADING = "Recognising the text afresh"


@pytest.fixture(autouse=True)
def _needs_tesseract():
    scans.require_tesseract()


def draft_with(*found: pdf.Finding, is_tagged: bool = False, **fields):
    draft = make.open_bare_review(state="published", **fields)
    make.attach(draft, make.make_document_row(found=found, is_tagged=is_tagged))
    return draft


def draft_with_file(content: bytes, **shown):
    draft = make.open_bare_review(state="published")
    upload = ContentFile(content, "review.pdf")
    make.attach(draft, intake.accept(upload, by=make.make_user()), **shown)
    return draft


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def screen(document) -> str:
    return reverse("admin:reviews_document_change", args=[document.pk])


def way(draft, document=None) -> str:
    return reverse("admin:recognise", args=[draft.pk, (document or document_of(draft)).pk])


def text_of(response) -> str:
    return html.text(admin_client.content(response))


def offer(draft, client=None) -> tuple[bool, str]:
    """Whether the button is on the page of the document, and what that says."""
    page = (client or admin_client.editor()).get(screen(document_of(draft)))
    return f'href="{way(draft)}"' in page.content.decode(), text_of(page)


def test_it_is_offered_with_what_happens_and_without_words():
    draft = draft_with(SCAN, PAINTED)
    is_offered, text = offer(draft)
    assert (is_offered, HEADING in text) == (True, True)
    assert "Have the text recognised afresh, or upload another file" in text
    assert "Recognising the text afresh takes it out too" in text
    page = admin_client.editor().get(way(draft))
    shown = text_of(page)
    assert "Page 2: 1 place, recognised text with nothing to read behind it" in shown
    assert "It takes about" in shown
    assert "the public never gets it" in shown
    assert admin_client.boxes(page, "consent")
    assert scans.NAME not in page.content.decode() + text
    assert not admin_client.boxes(admin_client.editor().get(way(draft_with(SCAN))), "consent")


def test_a_scan_without_text_is_offered_too():
    is_offered, text = offer(draft_with_file(scans.scan()))
    assert is_offered
    assert "1 of 1 page is a picture" in text


@pytest.mark.parametrize(
    ("found", "is_tagged", "sentence"),
    [
        ((SCAN, COVERED), False, pdf.recogniser.COVERED_TEXT),
        ((SCAN, SCRIPT), False, pdf.recogniser.OTHERS),
        ((SCAN,), True, pdf.recogniser.TAGGED),
    ],
)
def test_where_it_cannot_be_done_a_sentence_says_why(found, is_tagged, sentence):
    draft = draft_with(*found, is_tagged=is_tagged)
    is_offered, text = offer(draft)
    assert (is_offered, sentence in text) == (False, True)
    answer = admin_client.editor().get(way(draft), follow=True)
    assert admin_client.messages(answer) == [sentence]


def test_nothing_is_said_of_other_documents_or_of_what_is_settled():
    for found in ((), (SCRIPT,), (PAINTED,)):
        is_offered, text = offer(draft_with(*found))
        assert (is_offered, HEADING in text) == (False, False)
    draft = draft_with(SCAN)
    assert offer(draft)[0]
    workflow.settle_finding(Finding.objects.last(), by=make.make_user(), reason="Compared.")
    is_offered, text = offer(draft)
    assert (is_offered, HEADING in text) == (False, False)


def test_a_document_in_no_draft_or_once_published_says_so():
    by = admin_client.person("Editors")
    alone = make.make_document_row(found=(SCAN,), is_tagged=False, accepted_by=by)
    page = admin_client.signed_in(by).get(screen(alone))
    assert NO_DRAFT in text_of(page)
    live = make.make_live(make.open_review())
    document = Attachment.objects.get(edition=live).document
    draft = workflow.open_edition(live.page, by=make.make_user())
    findings.keep_check(document, [SCAN])
    is_offered, text = offer(draft)
    assert (is_offered, blockers.PUBLISHED in text) == (False, True)


def test_what_is_not_installed_is_said_in_place_of_the_button(monkeypatch):
    draft, needed = draft_with(SCAN), "would have to install the program tesseract"
    assert (offer(draft)[0], needed in offer(draft)[1]) == (True, False)
    monkeypatch.setenv("PATH", "/nowhere")
    is_offered, text = offer(draft)
    assert (is_offered, needed in text) == (False, True)
    page = admin_client.editor().get(way(draft))
    assert needed in text_of(page)
    assert not admin_client.boxes(page, "languages")
    answer = admin_client.editor().post(way(draft), {"languages": "en"})
    assert (answer.status_code, document_of(draft).is_recognised) == (200, False)


@pytest.mark.parametrize(("stated", "chosen"), [("en-GB", "en"), ("cy", "cy"), ("pl", "en")])
def test_the_language_of_the_document_is_chosen_already(stated, chosen):
    draft = draft_with(SCAN)
    Attachment.objects.filter(edition=draft).update(language=stated)
    boxes = admin_client.boxes(admin_client.editor().get(way(draft)), "languages")
    assert [each.get("value") for each in boxes] == ["en", "cy", "en cy"]
    assert [each.get("value") for each in boxes if each.checked] == [chosen]


def test_with_consent_the_draft_shows_the_copy_and_the_approver_sees_both():
    shown = scans.picture((*scans.LINES, scans.NAME), painted=[2])
    draft = draft_with_file(scans.scan(shown, layer=(*scans.LINES, scans.NAME)))
    client, before = admin_client.editor(), document_of(draft)
    refused = client.post(way(draft), {"languages": "en"})
    assert "Tick this if you have looked" in " ".join(admin_client.errors(refused))
    assert document_of(draft) == before
    done = client.post(way(draft), {"languages": "en", "consent": "on"}, follow=True)
    copy = document_of(draft)
    assert done.redirect_chain == [(screen(copy), 302)]
    (message,) = admin_client.messages(done)
    assert message.startswith("The text is recognised afresh")
    text = text_of(done)
    assert "The text of its scanned pages was recognised afresh, in what they show" in text
    assert "A machine recognised it on 1 page of 1: it may be wrong there." in text
    assert HEADING not in text
    assert scans.NAME not in done.content.decode()
    again = client.post(way(draft, before), {"languages": "en", "consent": "on"}, follow=True)
    assert admin_client.messages(again) == [blockers.NOT_HERE]
    page = admin_client.approver().get(admin_client.address(draft, "approve"))
    assert "The text of its scanned pages was recognised afresh" in text_of(page)
    assert len(html.page_of(page).cssselect(".register-covers img")) == 2
    event = Event.objects.get(verb="recognised")
    listed = admin_client.auditor().get(reverse("admin:reviews_event_change", args=[event.seq]))
    assert "Languages in which it was read" in text_of(listed)
    assert scans.NAME not in page.content.decode() + listed.content.decode()


def test_a_file_that_is_missing_or_another_is_a_sentence():
    draft, client = draft_with_file(scans.scan()), admin_client.editor()
    document = document_of(draft)
    Path(documents_storage().path(document.file.name)).write_bytes(b"%" + bytes(document.size - 1))
    answer = client.post(way(draft), {"languages": "en cy"})
    assert (answer.status_code, admin_client.messages(answer)) == (503, [OTHER_BYTES])
    boxes = admin_client.boxes(answer, "languages")
    assert [each.get("value") for each in boxes if each.checked] == ["en cy"]
    documents_storage().delete(document.file.name)
    answer = client.post(way(draft), {"languages": "en"})
    assert (answer.status_code, admin_client.messages(answer)) == (503, [NOT_STORED])
    assert document_of(draft) == document


def test_who_may():
    board = make.make_board()
    draft = draft_with(SCAN, board=board)
    elsewhere = admin_client.editor(all_boards=False)
    for send in (elsewhere.get, elsewhere.post):
        assert send(way(draft)).status_code == 404
    reader = admin_client.auditor()
    assert (reader.get(way(draft)).status_code, reader.post(way(draft)).status_code) == (403, 403)
    is_offered, text = offer(draft, reader)
    assert (is_offered, HEADING in text) == (False, False)
    assert admin_client.editor().get(way(draft)).status_code == 200


def test_a_document_that_is_not_in_the_draft_shows_nothing_of_itself():
    other = make.make_document_row(found=(SCAN,), is_tagged=False, title="Elsewhere")
    answer = admin_client.editor().get(way(draft_with(SCAN), other), follow=True)
    assert admin_client.messages(answer) == [blockers.NOT_HERE]
    assert "Elsewhere" not in answer.content.decode()


def test_drafts_of_the_same_name_have_their_addresses():
    draft = draft_with(SCAN)
    other = make.open_bare_review(state="published", label=edition_name(draft))
    place = f"in edition 1 of {edition_name(draft)}"
    assert place in offer(draft)[1]
    assert f"{place} (" not in offer(draft)[1]
    make.attach(other, document_of(draft))
    text = offer(draft)[1]
    assert [f"{place} ({each.page})" in text for each in (draft, other)] == [True, True]


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(number):
    draft, client = draft_with(SCAN, *[PAINTED] * number), admin_client.editor()
    counts = []
    for address in (screen(document_of(draft)), way(draft)):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [23, 18]  # one of them for what a worker was asked for
