"""Addresses that led to a page or a document before lead there still, or say what became of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.lib import addresses
from tests.support import factories as make
from tests.support.html import links, main_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"
# An address as staff copy it, and every spelling of it that readers may ask for.
COPIED = {
    "download_info.php?downloadID=123": [
        "/download_info.php?downloadID=123",
        "/Download_Info.php?downloadID=123",
        "/download_info.php?downloadID=123&utm_source=letter",
    ],
    "https://www.board.example/page.php?section=2&id=270": ["/page.php?id=270&section=2"],
    "info/reviews.html#part": ["/info/reviews.html", "/info/reviews.html?print=1"],
    "caf%C3%A9": ["/café", "/caf%C3%A9/", "/CAF%C3%89", "/cafe%CC%81"],
    "caf%E9.pdf": ["/caf%E9.pdf"],
    "old/report.pdf": [
        "/old/report.pdf",
        "/old/Report.PDF",
        "/old/report.pdf.",
        "/old/report.pdf),",
    ],
    "?page_id=12": ["/?page_id=12"],
}


@shared_start
def live():
    return make.make_live(make.open_review(path="reviews/scr-1"))


def opens(client, address: str) -> bool:
    """Whether there is something to read; a file is read to its end."""
    response = client.get(address)
    return bool(response.getvalue()) and response.status_code == 200


def next_edition(page, **changes):
    draft = workflow.open_edition(page, by=make.make_user())
    draft.attachments.update(**changes)
    return make.make_live(draft)


@pytest.mark.parametrize("copied", COPIED)
def test_a_former_address_leads_on_in_every_spelling(client, live, copied):
    make.former_address(live.page, addresses.read(copied).address)
    for asked in COPIED[copied]:
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, REVIEW), asked


def test_another_query_is_another_address(client, live):
    make.former_address(live.page, "download_info.php?downloadID=123")
    assert client.get("/download_info.php?downloadID=123").status_code == 301
    for other in ("?downloadID=124", "", "?downloadID=1234"):
        assert client.get(f"/download_info.php{other}").status_code == 404
    assert client.get("/?page_id=12").status_code == 200


def test_nobody_is_led_on_before_a_second_person_agreed_nor_after_the_end(client, live):
    by, other = make.make_user(), make.make_user()
    proposed = workflow.propose_address(live.page, by=by, path="old")
    assert client.get("/old").status_code == 404
    workflow.agree_address(proposed, by=other)
    assert client.get("/old").status_code == 301
    workflow.end_address(proposed, by=other)
    assert client.get("/old").status_code == 404
    next_owner = make.make_live(make.open_plain(path="next")).page
    make.former_address(next_owner, "old")
    assert client.get("/old")["Location"] == "/next/"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/Reviews/SCR-1/", REVIEW),
        ("/reviews/scr-1", REVIEW),
        ("/reviews/scr-1.", REVIEW),
        ("/reviews/scr-1/)", REVIEW),
        ("/reviews/scr-1/,?a=1", f"{REVIEW}?a=1"),
        ("/reviews/scr-1/HISTORY", f"{REVIEW}history/"),
        ("/reviews/scr-1/Overview-Report.PDF", f"{REVIEW}overview-report.pdf"),
        ("/reviews/scr-1/overview-report.pdf).", f"{REVIEW}overview-report.pdf"),
    ],
)
def test_capitals_and_what_ended_a_sentence_lead_on(client, live, asked, expected):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, expected)
    assert opens(client, expected)


@pytest.mark.parametrize(("answer", "status"), [("notice", 200), ("gone", 410)])
def test_a_withdrawn_page_s_addresses_show_its_notice(client, live, answer, status):
    make.former_address(live.page, "old")
    make.withdraw(live, answer=answer, note="Ask the board.")
    expected = dict.fromkeys([REVIEW, "/reviews/scr-1", "/Reviews/scr-1."], status)
    for address, code in {**expected, "/old": 410, "/old/": 410}.items():
        response = client.get(address)
        assert response.status_code == code
        assert "Ask the board." in response.content.decode()


def test_a_renamed_document_leads_to_where_it_is_now(client, live):
    next_edition(live.page, slug="full-report")
    for ending in ("pdf", "webp"):
        response = client.get(f"{REVIEW}overview-report.{ending}")
        assert response.status_code == 301
        assert response["Location"] == f"{REVIEW}full-report.{ending}"
        assert opens(client, response["Location"])


def test_a_document_that_moved_to_another_page_leads_there(client, live):
    document = live.attachments.get().document
    other = make.open_bare_review(path="reviews/scr-2", state="published")
    make.attach(other, document, slug="report")
    make.make_live(other)
    next_edition(live.page, document=make.make_document(), slug="new-report")
    address = client.get(f"{REVIEW}overview-report.pdf")["Location"]
    assert address == "/reviews/scr-2/report.pdf"


def test_a_dropped_document_says_what_became_of_it(client, live):
    """What took its place went later, and nothing took the place of that."""
    was = live.attachments.get().document.sha256
    next_edition(live.page, document=make.make_document(), slug="new-report")
    assert client.get(f"{REVIEW}overview-report.pdf")["Location"] == f"{REVIEW}new-report.pdf"
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    draft.attachments.all().delete()
    make.change(draft, state="no_longer")
    make.state_lineage(draft)
    make.make_live(draft)
    response = client.get(f"{REVIEW}overview-report.pdf")
    assert response.status_code == 410
    main = main_of(response)
    assert "Overview report was on this page until" in text(main)
    kept = f"{REVIEW}history/{was}.pdf"
    assert {REVIEW, f"{REVIEW}history/", kept} <= set(links(main).values())
    assert opens(client, kept)
    assert client.get(f"{REVIEW}never-there.pdf").status_code == 404


def test_a_dropped_document_of_a_withdrawn_edition_is_not_named(client, live):
    make.withdraw(live)
    next_edition(live.page, document=make.make_document(), slug="new-report")
    response = client.get(f"{REVIEW}overview-report.pdf")
    assert response.status_code == 410
    assert "Overview report" not in text(main_of(response))


NOWHERE = [
    "/nowhere/",
    "/nowhere",
    "/a/b.pdf",
    "/a/B.pdf",
    "/old/x?a=1",
    f"{REVIEW}never-there.pdf",
]


def test_what_is_not_there_costs_few_queries(client, live):
    few = [8, 8, 8, 8, 8, 9]  # of which one counts that it was missed
    assert [queries_of_nothing(client, address) for address in NOWHERE] == few
    for number in range(6):
        make.former_address(live.page, f"old/{number}")
    assert [queries_of_nothing(client, address) for address in NOWHERE] == few


def queries_of_nothing(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 404
    return len(asked)
