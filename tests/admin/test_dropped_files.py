"""Several files chosen together: each becomes a document, with a guess at what it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.pdf import refusals
from tests.support import admin_client, html, pdfs
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NAMES = ["Child A Overview Report FINAL.pdf", "board-response.pdf", "scan0001.pdf"]
FIRST_PAGES = ["Words", "Words of a response", "ACTION PLAN of the board"]


@pytest.fixture
def draft():
    return make.open_bare_review()


def pdf_files(*names: str) -> list[SimpleUploadedFile]:
    pages = dict(zip(NAMES, FIRST_PAGES, strict=True))
    return [
        SimpleUploadedFile(name, pdfs.make_pdf(pages.get(name, name)), "application/pdf")
        for name in names
    ]


def send(client, draft, files, **changes):
    fields = admin_client.opened(client, draft) | {"review_type": "scr", "attachments-files": files}
    return admin_client.save(client, draft, fields, **changes)


def test_each_file_becomes_a_document_with_its_kind_and_title(draft):
    answer = send(admin_client.editor(), draft, pdf_files(*NAMES))
    assert admin_client.errors(answer) == []
    assert any("3 documents added" in each for each in admin_client.messages(answer))
    rows = draft.as_kind.attachments.all()
    assert [(row.kind, row.title, row.slug) for row in rows] == [
        ("overview_report", "Child A Overview Report", "overview-report"),
        ("board_response", "", "board-response"),
        ("action_plan", "", "action-plan"),
    ]
    assert all(row.document_id and row.state == "published" for row in rows)


def test_they_come_after_the_documents_that_are_there(draft):
    client = admin_client.editor()
    send(client, draft, pdf_files(NAMES[0]))
    send(client, draft, pdf_files(NAMES[1]))
    assert [row.kind for row in draft.as_kind.attachments.all()] == [
        "overview_report",
        "board_response",
    ]


def test_a_refused_file_says_why_at_its_row_and_the_others_are_kept(draft):
    client = admin_client.editor()
    bad = SimpleUploadedFile("action-plan.docx", pdfs.word_file(), "application/pdf")
    answer = send(client, draft, [*pdf_files(*NAMES[:2]), bad], title="Typed")
    assert refusals.OFFICE in admin_client.errors(answer)
    assert html.text(admin_client.content(answer)).count("File in place") == 2
    fields = admin_client.filled(answer)
    assert (fields["title"], fields["attachments-2-kind"]) == ("Typed", "action_plan")
    assert not draft.as_kind.attachments.exists()
    fields["attachments-2-DELETE"] = "on"
    assert admin_client.errors(admin_client.save(client, draft, fields)) == []
    assert draft.as_kind.attachments.count() == 2


def test_a_file_of_which_nothing_is_known_waits_for_its_kind(draft):
    client = admin_client.editor()
    answer = send(client, draft, pdf_files("scan0002.pdf"))
    assert "This field is required." in admin_client.errors(answer)
    fields = admin_client.filled(answer) | {"attachments-0-kind": "appendix"}
    admin_client.save(client, draft, fields)
    assert draft.as_kind.attachments.get().document is not None


def test_nothing_is_submitted_before_somebody_has_looked(draft):
    answer = send(admin_client.editor(), draft, pdf_files(NAMES[0]), _submit="x", _continue="")
    assert answer.redirect_chain[-1][0] == admin_client.address(draft)


def test_the_script_is_given_the_guess_and_what_is_in_place(draft):
    client, way = (
        admin_client.editor(),
        reverse("admin:reviews_reviewedition_upload", args=[draft.pk]),
    )
    answer = client.post(way, {"file": pdf_files(NAMES[0])[0]}).json()
    assert (answer["kind"], answer["title"]) == ("overview_report", "Child A Overview Report")
    assert "File in place" in answer["shown"]
    refused = client.post(way, {"file": SimpleUploadedFile("board-response.pdf", b"GIF89a")})
    assert refused.status_code == 422
    assert refused.json()["refused"] == [refusals.PICTURE]
    assert refused.json()["kind"] == "board_response"


def test_those_who_only_read_have_no_box(draft):
    page = html.page_of(admin_client.auditor().get(admin_client.address(draft)))
    assert not page.xpath("//input[@name='attachments-files']")
    page = html.page_of(admin_client.editor().get(admin_client.address(draft)))
    assert page.xpath("//input[@name='attachments-files']")
