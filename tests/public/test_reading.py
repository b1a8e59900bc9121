"""The words of a file as a page: to whoever may read the file, with its contents and the way to the PDF."""

import io
from urllib.parse import urlencode

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from reviews import workflow
from reviews.documents import findings, intake
from reviews.models import Document, ReadingCopy
from reviews.templatetags.formatting import file_size
from tests.support import admin_client, pdfs, scans
from tests.support import factories as make
from tests.support.html import heard, main_of, page_of
from tests.support.tagged_pdfs import tag, tagged_pdf

REVIEW = "/reviews/scr-1/"
ADDRESS = f"{REVIEW}overview-report.pdf/read/"
TAGGED = tagged_pdf(
    tag("H1", "Why this review was held"),
    tag("P", "Words of the first page."),
    tag("H1", "What happened", page=2),
    tag("P", "Words of the second page.", page=2),
    pages=2,
    title="What happened",
)


@pytest.fixture
def opened(db):
    """A draft with a document of these bytes."""

    def opened(content: bytes):
        draft = make.open_bare_review(
            make.make_board(contact_email="board@example.org"), path="reviews/scr-1"
        )
        make.attach(draft, intake.accept(ContentFile(content, "report.pdf"), by=make.make_user()))
        return draft

    return opened


def test_a_tagged_report_is_a_page_with_contents(client, opened):
    make.make_live(opened(TAGGED))
    main = main_of(client.get(ADDRESS))
    assert [each.text for each in main.xpath(".//nav//li/a")] == [
        "Why this review was held",
        "What happened",
    ]
    assert main.xpath(".//nav//li/a/@href") == ["#s1", "#s2"]
    assert [each.get("id") for each in main.xpath(".//article//*[@class='page']")] == [
        "page-1",
        "page-2",
    ]
    assert main.xpath("string(.//article/h2[@id='s2'])") == "What happened"
    assert "The PDF is the report" in main.text_content()
    assert main.xpath(f".//a[@href='{REVIEW}overview-report.pdf']")
    problem = main.xpath(".//a[contains(., 'Report a problem')]/@href")[0]
    assert problem == f"/concerns/new/?{urlencode({'page': ADDRESS, 'kind': 'copy'})}"
    chosen = page_of(client.get(problem)).xpath("//input[@name='kind'][@checked]/@value")
    assert chosen == ["copy"]
    assert main_of(client.get(REVIEW)).xpath(f".//a[@href='{ADDRESS}']")


def test_the_page_of_a_review_leads_to_the_copy_first(client, opened):
    """On a telephone a file is what one reads last; each link says whose it is to those who hear it alone."""
    draft = opened(TAGGED)
    make.attach(draft, make.make_document(), kind="appendix", slug="appendix")
    make.make_live(draft)
    found = [
        [(heard(link), link.get("href").removeprefix(REVIEW)) for link in each.iter("a")]
        for each in main_of(client.get(REVIEW)).find_class("attachment")
    ]
    report, appendix = found
    assert report == [
        ("Read as a web page: Overview report", "overview-report.pdf/read/"),
        (f"PDF, {size_of(draft)}, 2 pages: Overview report", "overview-report.pdf"),
    ]
    assert [address for _, address in appendix] == [
        "appendix.pdf/read/",
        "appendix.pdf",
        "#contact",
    ]


def size_of(draft) -> str:
    return file_size(draft.attachments.first().document.size)


def test_a_report_without_tags_is_its_plain_text_by_page(client, opened):
    make.make_live(opened(pdfs.make_pdf("Heading\nWords & <b>more</b>.", pages=3)))
    main = main_of(client.get(ADDRESS))
    assert main.xpath(".//nav//li/a/@href") == ["#page-1", "#page-2", "#page-3"]
    assert len(main.xpath(".//article/p[@class='page']")) == 3
    assert "Words & <b>more</b>." in main.text_content()
    assert main.xpath(".//article//h2 | .//article//b") == []
    shown = main_of(client.get(REVIEW)).text_content()
    assert "not made for screen readers" in shown
    assert "ask for another format" in shown


def test_readers_learn_of_words_that_a_machine_recognised(client, opened):
    draft = opened(scans.scan(layer=scans.LINES))
    document = draft.attachments.get().document
    for finding in findings.latest(document):
        workflow.settle_finding(finding, by=make.make_user(), reason="Compared with the page.")
    make.make_live(draft)
    said = "The words of 1 page were recognised in a picture of it, and some may be wrong."
    assert said in main_of(client.get(ADDRESS)).text_content()


def test_words_that_were_typed_are_said_to_be_nothing_else(client, opened):
    make.make_live(opened(TAGGED))
    assert "recognised" not in main_of(client.get(ADDRESS)).text_content()


def test_a_page_of_no_words_is_one_too(client, opened):
    def blank() -> bytes:
        file = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(file, deterministic_id=True)
        return file.getvalue()

    make.make_live(opened(blank()))
    assert "pages of this document are pictures" in main_of(client.get(ADDRESS)).text_content()


def test_whoever_may_read_the_file_may_read_the_copy_and_nobody_else(client, opened):
    draft = opened(TAGGED)
    assert client.get(ADDRESS).status_code == 404
    live = make.make_live(draft)
    sha256 = live.attachments.get().document.sha256
    kept = f"{REVIEW}history/{sha256}.pdf/read/"
    for address in (ADDRESS, kept):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-cache"
    assert client.get(kept)["X-Robots-Tag"] == "noindex"
    assert client.get(ADDRESS[:-1]).status_code == 301
    assert client.get(ADDRESS.upper()).status_code == 301
    assert client.get(f"{REVIEW}other.pdf/read/").status_code == 404
    make.withdraw(live)
    for address in (ADDRESS, kept):
        response = client.get(address)
        assert response.status_code == 410
        assert "Words of the" not in response.text


def test_it_asks_the_database_as_often_for_a_long_report(
    client, opened, django_assert_max_num_queries
):
    pages = [tag("P", f"Words of page {number}.", page=number) for number in range(1, 41)]
    make.make_live(opened(tagged_pdf(*pages, pages=40)))
    with django_assert_max_num_queries(12):
        assert "Words of page 40." in client.get(ADDRESS).text


def test_whoever_approves_reads_it_before(client, opened):
    draft = opened(TAGGED)
    staff = admin_client.approver()
    address = reverse("admin:reviews_reviewedition_preview", args=[draft.pk])
    links = main_of(staff.get(address)).xpath(".//a[contains(., 'Read as a web page')]/@href")
    shown = staff.get(links[0])
    assert "no-store" in shown["Cache-Control"]
    assert "Words of the second page." in main_of(shown).text_content()
    assert admin_client.approver(all_boards=False).get(links[0]).status_code == 404


def test_staff_read_whether_everybody_can_read_the_file(client, opened):
    opened(TAGGED)
    staff = admin_client.editor()
    good = staff.get(
        reverse("admin:reviews_document_change", args=[Document.objects.get().pk])
    ).text
    assert "It says where its headings, lists and tables are." in good
    assert "1 of 1 are not in the file" in good
    assert "Language</th><td>English</td>" in good
    bad = make.make_document("Plain.")
    shown = staff.get(reverse("admin:reviews_document_change", args=[bad.pk])).text
    assert "“tagged PDF”" in shown
    assert "has to guess how to pronounce it" in shown
    unread = make.make_document_row()
    assert staff.get(reverse("admin:reviews_document_change", args=[unread.pk])).status_code == 200


def test_the_copy_is_made_once(opened):
    document = opened(TAGGED).attachments.get().document
    copy = document.reading_copy
    assert "Words of the first page." in copy.html
    intake.accept(ContentFile(TAGGED, "again.pdf"), by=make.make_user())
    document.refresh_from_db()
    assert document.reading_copy == copy


def test_not_even_a_row_that_was_tampered_with_brings_a_script(client, db):
    row = make.make_document_row(sha256=f"{7:064x}", text=["Plain words."])
    ReadingCopy.objects.create(document=row, html="<p>x</p><script>alert(1)</script>")
    draft = make.open_bare_review(path="reviews/scr-1")
    make.attach(draft, row)
    make.make_live(draft)
    shown = client.get(ADDRESS).text
    assert "Plain words." in shown
    assert "<script>alert" not in shown


def test_an_erasure_takes_the_words_along(opened):
    live = make.make_live(opened(TAGGED))
    document = live.attachments.get().document
    page = make.withdraw(live).edition.page
    asked = workflow.ask_erasure(page, by=make.make_user(groups=("Approvers",)), reason="child")
    workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    document.reading_copy.refresh_from_db()
    assert (document.reading_copy.html, document.reading_copy.accessibility) == ("", {})
