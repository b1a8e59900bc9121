"""What staff see of a cleaned copy beside its original, and how they open that."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import pdf
from reviews.documents import findings
from reviews.lib.storage import documents_storage
from reviews.models import Event
from tests.support import admin_client, erasures, html
from tests.support import factories as make
from tests.support.append_only_rows import make_original
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

NAME = "Grace Okafor"
CONTENT = f"%PDF-1.7 {NAME}".encode()
AUTHOR = pdf.Finding.of("metadata", recovered=NAME)
COMMENT = pdf.Finding.of("comment", page=2, recovered=NAME)
FIELDS = pdf.Finding.of("form")
REMOVED = (AUTHOR, COMMENT, FIELDS)


def cleaned_copy(draft, content: bytes = b"", **fields):
    """A document of ``draft`` with its original."""
    document = make.make_document()
    original = make_original(document, content)
    findings.keep_check(document, [], cleaned_from=original.sha256, removed=REMOVED)
    make.attach(draft, document, **fields)
    return original


@shared_start
def original():
    return cleaned_copy(make.open_bare_review(state="published"), CONTENT)


def way(original) -> str:
    return reverse("admin:original_read", args=[original.pk])


def approval(original) -> str:
    draft = original.document.attachments.get().edition
    return admin_client.address(draft, "approve")


def screen(original) -> str:
    return reverse("admin:reviews_document_change", args=[original.document_id])


@pytest.mark.parametrize("place", [approval, screen])
def test_both_are_beside_each_other_with_what_went(original, place):
    client = admin_client.approver()
    page = client.get(place(original))
    text = html.text(html.page_of(page))
    assert AUTHOR.sentence in text
    assert f"Page 2: {COMMENT.sentence}" in text
    assert "Fields to fill in became part of the page, with what they show." in text
    assert (original.sha256 in text, original.document.sha256 in text) == (True, True)
    assert NAME not in page.content.decode()
    covers = [
        reverse("admin:original_cover", args=[original.pk]),
        reverse("admin:copy_cover", args=[original.document_id]),
    ]
    shown = [image.get("src") for image in html.page_of(page).cssselect(".register-covers img")]
    assert shown == covers
    for cover in covers:
        answer = client.get(cover)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer.getvalue()
        assert "no-store" in answer["Cache-Control"]
    assert f'href="{way(original)}"' in page.content.decode()
    seen = admin_client.auditor().get(screen(original)).content.decode()
    assert (covers[0] in seen, f'href="{way(original)}"' in seen) == (True, False)


def test_the_screen_has_no_link_that_its_reader_may_not_follow(original):
    """Who accepted a file is named; people are for administrators."""
    address = reverse("admin:reviews_document_change", args=[original.document_id])
    client = admin_client.editor()
    main = admin_client.content(client.get(address))
    assert str(original.document.accepted_by) in html.text(main)
    own = [link for link in html.links(main).values() if link.startswith("/admin/")]
    assert own
    for link in own:
        answer = client.get(link)
        assert (answer.status_code, b"".join(answer) != b"") == (200, True), link


def test_it_is_opened_for_a_reason_and_that_is_an_event_without_its_words(original):
    client, address = admin_client.editor(), way(original)
    asked = client.get(address).content.decode()
    assert (NAME in asked, "recorded in the ledger" in asked) == (False, True)
    for typed in ("", "curiosity"):
        assert CONTENT not in client.post(address, {"reason": typed}).content
    assert not Event.objects.filter(verb="original_read").exists()
    answer = client.post(address, {"reason": "removed"})
    assert (answer.status_code, answer.getvalue()) == (200, CONTENT)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith('attachment; filename="original-')
    assert answer["Content-Length"] == str(len(CONTENT))
    event = Event.objects.get(verb="original_read")
    files = {"file": original.document.sha256, "original": original.sha256}
    assert (json.loads(event.body), event.reason) == (files, "removed")
    assert NAME not in event.canonical
    listed = admin_client.auditor().get(reverse("admin:reviews_event_change", args=[event.seq]))
    assert original.sha256 in listed.content.decode()


def test_bytes_that_are_not_its_rows_are_not_given_out(original):
    path, client = documents_storage().path(original.file.name), admin_client.editor()
    with open(path, "r+b") as file:  # noqa: PTH123
        file.write(b"%pdf")
    answer = client.post(way(original), {"reason": "compare"})
    assert answer.status_code == 503
    assert "What is stored is not the file that was uploaded" in answer.content.decode()
    documents_storage().delete(original.file.name)
    answer = client.post(way(original), {"reason": "compare"})
    assert answer.status_code == 503
    assert "The original could not be read" in answer.content.decode()
    assert not Event.objects.filter(verb="original_read").exists()


def test_what_an_erasure_destroyed_cannot_be_opened(original):
    other = make_original(make.make_document(), CONTENT)
    make.attach(make.open_bare_review(state="published"), other.document)
    draft = original.document.attachments.get().edition
    make.withdraw(make.make_live(draft))
    erasures.erase(draft.page, document=original.document)
    client = admin_client.editor()
    for each in (original, other):
        assert client.get(way(each)).status_code == 404
        assert client.post(way(each), {"reason": "compare"}).status_code == 404
    assert "It was destroyed by an erasure." in client.get(screen(other)).content.decode()


def test_who_erases_is_shown_that_the_original_goes_too(original):
    draft = original.document.attachments.get().edition
    asked = erasures.workflow.ask_erasure(draft.page, by=erasures.asker(), reason="child")
    page = admin_client.administrator().get(reverse("admin:erase", args=[asked.pk]))
    assert original.sha256 in page.content.decode()


def test_approving_costs_the_same_however_many_copies_there_are(
    original, django_assert_num_queries
):
    client, address = admin_client.approver(), approval(original)
    draft = original.document.attachments.get().edition
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(4):
        cleaned_copy(draft, kind="appendix", slug=f"appendix-{number}")
    with django_assert_num_queries(len(one)):
        client.get(address)
