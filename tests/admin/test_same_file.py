"""The same file twice is one document, and whoever uploads it reads where it stands, if they may know."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews import workflow
from reviews.models import Attachment, Document
from tests.support import active_pdfs, admin_client, pdfs
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

GOOD = pdfs.make_pdf("A sound report")
AUTHOR = active_pdfs.with_info(Author=NAME)  # it becomes a cleaned copy


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", content, "application/pdf")


@shared_start
def drafts():
    """Of two reviews of a board, and of one of another board; the first has both files."""
    ours, theirs = make.make_board(), make.make_board()
    first = make.open_bare_review(ours, title="Child A")
    kept = [
        said(admin_client.editor(), first, each).json()["kept"].partition(":")[0]
        for each in (GOOD, AUTHOR)
    ]
    for place, key in enumerate(kept):
        make.attach(first, Document.objects.get(pk=key), slug=f"report-{place}")
    return first, make.open_bare_review(ours), make.open_bare_review(theirs)


def said(client, draft, content: bytes):
    """What the form is answered for a file that it sends by itself."""
    address = reverse("admin:reviews_reviewedition_upload", args=[draft.pk])
    return client.post(address, {"file": file(content)})


def sentences(client, draft, content: bytes = GOOD) -> str:
    return said(client, draft, content).json()["shown"]


@pytest.mark.parametrize("content", [GOOD, AUTHOR])
def test_it_is_said_and_leads_there(drafts, content):
    first, second, _ = drafts
    count = Document.objects.count()
    shown = sentences(admin_client.editor(), second, content)
    assert "It is also a file of “Child A”, as “Overview report”." in shown
    assert f'href="{admin_client.address(first)}"' in shown
    assert Document.objects.count() == count


def test_also_of_a_copy_that_has_its_public_title_by_now(drafts):
    first, second, _ = drafts
    workflow.label_documents(first, by=make.make_user())
    shown = sentences(admin_client.editor(), second, AUTHOR)
    assert "It is also a file of “Child A”, as “Overview report”." in shown


def test_of_the_same_page(drafts):
    first, _, _ = drafts
    client = admin_client.editor()
    assert "It stands in this draft already, as “Overview report”." in sentences(client, first)
    Attachment.objects.filter(edition=first).exclude(slug="report-0").delete()
    live = make.make_live(first)
    later = workflow.open_edition(live.page, by=make.make_user())
    Attachment.objects.filter(edition=later).delete()
    assert "It stands in edition 1 of this page, as" in sentences(client, later)


def test_of_another_board_s_page_only_what_everybody_can_read(drafts):
    first, _, other = drafts
    person = admin_client.person("Editors", all_boards=False)
    person.boards.add(other.page.board)
    client = admin_client.signed_in(person)
    shown = sentences(client, other)
    assert "File in place" in shown
    assert "Child A" not in shown
    Attachment.objects.filter(edition=first).exclude(slug="report-0").delete()
    live = make.make_live(first)
    shown = sentences(client, other)
    assert "It is also a file of “Child A”" in shown
    assert f'href="{live.page.get_absolute_url()}"' in shown
    assert admin_client.address(first) not in shown
    make.withdraw(live)
    assert "Child A" not in sentences(client, other)


def test_it_is_said_too_where_the_file_comes_with_the_form(drafts):
    _, second, _ = drafts
    client = admin_client.editor()
    fields = admin_client.with_row(
        admin_client.opened(client, second), "attachments", kind="overview_report"
    )
    answer = admin_client.save(client, second, fields | {"attachments-0-document": file(GOOD)})
    expected = "The file “report.pdf”. It is also a file of “Child A”, as “Overview report”."
    assert expected in admin_client.messages(answer)


def test_of_a_new_file_nothing_is_said(drafts):
    shown = sentences(admin_client.editor(), drafts[1], pdfs.make_pdf("Another report"))
    assert "File in place" in shown
    assert "It is" not in shown
    assert "It stands" not in shown


@pytest.mark.parametrize("is_published", [False, True])
def test_a_page_s_own_copy_uploaded_again_is_the_one_with_its_title(drafts, is_published):
    """Else a draft would show another file than the page does, and ask why that one leaves."""
    first, second, _ = drafts
    Attachment.objects.filter(edition=first, slug="report-0").delete()
    workflow.label_documents(first, by=make.make_user())
    shown = Attachment.objects.get(edition=first).document
    if is_published:
        first = workflow.open_edition(make.make_live(first).page, by=make.make_user())
    client = admin_client.editor()
    kept = said(client, first, AUTHOR).json()["kept"].partition(":")[0]
    elsewhere = said(client, second, AUTHOR).json()["kept"].partition(":")[0]
    assert (shown.author != "", kept, elsewhere == kept) == (True, str(shown.pk), False)
