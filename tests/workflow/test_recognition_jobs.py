"""Scans that a worker recognises: long ones, while nobody waits; what was asked for outlives a restart."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reviews import pdf, workflow
from reviews.admin.recognition import ASKED
from reviews.documents import intake
from reviews.documents.uploads import alone_with
from reviews.editions import replacing as blockers
from reviews.editions.digest import edition_content
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Recognition
from reviews.workflow.permissions import NOT_YOURS
from tests.support import admin_client, html, scans
from tests.support import factories as make
from tests.support.erasures import erase
from tests.support.jobs import queue_jobs, work

pytestmark = [pytest.mark.django_db, pytest.mark.tesseract]

WORD = "Safeguarding"


@pytest.fixture(autouse=True)
def _queued(settings):
    scans.require_tesseract()
    queue_jobs(settings)


def draft_with(content: bytes):
    draft = make.open_bare_review(state="published")
    upload = ContentFile(content, "review.pdf")
    make.attach(draft, intake.accept(upload, by=make.make_user()))
    return draft


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def asked(draft, *, by=None) -> Recognition:
    by = by or make.make_user()
    wanted = {"by": by, "document": document_of(draft), "languages": ["en"]}
    return workflow.ask_recognition(draft, **wanted)


def screen(draft) -> str:
    return reverse("admin:reviews_document_change", args=[document_of(draft).pk])


def text_of(client, address: str) -> str:
    return html.text(admin_client.content(client.get(address)))


def test_a_long_scan_is_asked_for_and_done_when_a_worker_comes_to_it():
    number = pdf.recogniser.AT_ONCE + 1
    draft = draft_with(scans.scan(*[scans.picture([WORD])] * number))
    before, client = document_of(draft), admin_client.editor()
    assert f"{number} of {number} pages are pictures" in text_of(client, screen(draft))
    way = reverse("admin:recognise", args=[draft.pk, before.pk])
    assert "during which you can leave" in text_of(client, way)
    answer = client.post(way, {"languages": "en"}, follow=True)
    assert admin_client.messages(answer) == [ASKED]
    assert "A machine is reading it for edition 1" in html.text(admin_client.content(answer))
    assert (document_of(draft), Recognition.objects.count()) == (before, 1)
    person = Recognition.objects.get().by
    work()
    copy = document_of(draft)
    assert [page.strip() for page in copy.text] == [WORD] * number
    assert copy.is_recognised
    assert Event.objects.get(verb="recognised").actor == person
    assert not Recognition.objects.exists()


def test_without_a_worker_so_many_are_not_offered(settings):
    settings.JOBS = "at_once"
    many = pdf.recogniser.AT_ONCE + 1
    found = (pdf.Finding.of(pdf.SCAN, page=1),)
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document_row(found=found, pages=many, is_tagged=False))
    text = text_of(admin_client.editor(), screen(draft))
    assert "would have to set up a worker (JOBS=worker)" in text
    assert "in edition 1 of" not in text


def test_what_was_asked_for_outlives_a_worker_that_was_killed():
    """The row is there, and no task that would come to it."""
    draft = draft_with(scans.scan())
    asked(draft)
    assert not DBTaskResult.objects.exists()
    work()
    assert document_of(draft).is_recognised


def test_of_two_tasks_for_one_scan_one_does_it():
    draft = draft_with(scans.scan())
    for _ in range(2):
        workflow.have_recognised(asked(draft))
    work()
    assert Event.objects.filter(verb="recognised").count() == 1
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_why_it_could_not_be_done_is_said_until_it_is_asked_for_again():
    draft, client = draft_with(scans.scan()), admin_client.editor()
    workflow.have_recognised(asked(draft))
    workflow.approvals.record_verdict(edition_content(draft), "approved", by=make.make_user())
    work()
    assert Recognition.objects.get().refusals == [blockers.SUBMITTED.format(number=1)]
    text = text_of(client, screen(draft))
    assert "It was not done when" in text
    assert blockers.SUBMITTED.format(number=1) in text
    workflow.return_(draft, by=make.make_user(), remarks="Once more.")
    assert asked(draft).is_waiting
    work()
    assert document_of(draft).is_recognised


def test_a_file_that_is_missing_is_tried_again_later():
    draft = draft_with(scans.scan())
    documents_storage().delete(document_of(draft).file.name)
    asked(draft)
    work()
    assert Recognition.objects.get().is_waiting
    later = DBTaskResult.objects.exclude(status="SUCCESSFUL")
    assert [each.run_after is not None for each in later] == [True]


def test_who_may_ask():
    draft = draft_with(scans.scan())
    for by in (make.make_user(groups=("Auditors",)), make.make_user(all_boards=False)):
        with pytest.raises(Refused, match=NOT_YOURS):
            asked(draft, by=by)
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("whole_page", [False, True])
def test_it_goes_with_what_it_was_asked_for(whole_page):
    draft = draft_with(scans.scan())
    workflow.have_recognised(asked(draft))
    assert Recognition.objects.exists()
    erase(draft.page, document=None if whole_page else document_of(draft))
    assert not Recognition.objects.exists()
    work()
    assert not Event.objects.filter(verb="recognised").exists()


def test_and_with_a_draft_that_is_discarded():
    draft = draft_with(scans.scan())
    with alone_with(asked(draft)) as is_alone:
        assert is_alone
    workflow.discard(draft, by=make.make_user())
    assert not Recognition.objects.exists()
