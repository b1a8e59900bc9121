"""Past editions: what the page used to say, under a plain notice, for as long as it may be read."""

import datetime

import pytest
from django.template.loader import render_to_string
from lxml.html import document_fromstring

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.storage import documents_storage
from reviews.models import Document
from reviews.public import lookup, pages
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"
FIRST = f"{REVIEW}history/1/"
CHECK = "How this register is kept and how to check it"


def stored(document: Document) -> bytes:
    with documents_storage().open(document.file.name) as content:
        return content.read()


def next_of(edition, document=None, **fields):
    """The edition after the live one, made live; its report is another file if one is given."""
    draft = workflow.open_edition(edition.page, by=make.make_user())
    if document:
        draft.attachments.update(document=document)
    return make.make_live(make.change(draft, **fields))


@shared_start
def first():
    return make.make_live(
        make.open_review(path="reviews/scr-1", title="As it was", label="Child A")
    )


@shared_start
def second(first):
    return next_of(first, make.make_document("Corrected."), title="As it is")


def status(client, address: str) -> int:
    response = client.get(address)
    response.getvalue()  # which closes the file
    return response.status_code


def head(client, address: str):
    response = client.head(address)
    response.close()
    return response


def day(moment) -> str:
    return as_words(PartialDate.of(moment))


def test_a_past_edition_reads_as_its_page_did(client, first):
    before = main_of(client.get(REVIEW))
    assert status(client, FIRST) == 404
    second = next_of(first, make.make_document("Corrected."), title="As it is")
    page = page_of(client.get(FIRST))
    main = page.get_element_by_id("main")
    assert text(main) == text(before)
    assert f"Page last updated {day(first.live_from)}" in text(main)
    assert text(only(page, "past-notice")) == (
        f"This is edition 1 of this page, as it was on {day(second.live_from)}. It is not what the "
        "page says now. Read the current page"
    )
    assert links(only(page, "past-notice")) == {"Read the current page": REVIEW}
    assert text(page.find(".//title")).startswith("Edition 1, not the current one: As it was")
    current = page_of(client.get(REVIEW))
    assert current.find_class("past-notice") == []
    assert text(current.find(".//h1")) == "As it is"


def test_search_engines_are_led_to_the_current_page(client, first, second):
    was, current = client.get(FIRST), client.get(REVIEW)
    assert was["X-Robots-Tag"] == "noindex"
    assert page_of(was).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "X-Robots-Tag" not in current
    assert page_of(current).xpath("//meta[@name='robots']") == []
    kept = links(main_of(was))["PDF, 1 KB, 1 page"]
    assert head(client, kept)["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in head(client, f"{REVIEW}overview-report.pdf")


def test_its_files_stay_at_addresses_that_carry_their_hash(client, first, second):
    main = main_of(client.get(FIRST))
    was, now = first.attachments.get().document, second.attachments.get().document
    kept = f"{REVIEW}history/{was.sha256}"
    assert f"{kept}.pdf" in links(main).values()
    assert main.xpath(".//img/@src") == [f"{kept}.webp"]
    response = client.get(f"{kept}.pdf")
    assert response.getvalue() == stored(was)
    assert (
        f'filename="{REVIEW.split("/")[-2]}-overview-report.pdf"' in response["Content-Disposition"]
    )
    assert response["Link"].endswith(f'{REVIEW}>; rel="up"')
    assert client.get(f"{kept}.webp").getvalue()[8:12] == b"WEBP"
    assert client.get(f"{REVIEW}overview-report.pdf").getvalue() == stored(now) != stored(was)
    assert client.get(f"{REVIEW}history/{now.sha256}.pdf").getvalue() == stored(now)


def test_every_file_of_the_live_edition_has_its_lasting_address_at_once(client, first):
    sha256 = first.attachments.get().document.sha256
    assert status(client, f"{REVIEW}history/{sha256}.pdf") == 200
    assert status(client, f"/reviews/scr-2/history/{sha256}.pdf") == 404


def test_the_history_leads_to_each_past_edition(client, first, second):
    next_of(second)
    found = links(main_of(client.get(f"{REVIEW}history/")))
    assert found == {
        "The page as it is now": REVIEW,
        "Read edition 2 as it was": f"{REVIEW}history/2/",
        "Read edition 1 as it was": FIRST,
        CHECK: "/register/",
    }
    assert {status(client, address) for address in found.values()} == {200}


def test_what_has_not_ended_is_no_past_edition(client, first, second):
    """The live edition, one that is scheduled, and numbers of nothing."""
    draft = workflow.open_edition(first.page, by=make.make_user())
    sha256 = make.make_document("Not yet.").sha256
    draft.attachments.update(document=Document.objects.get(sha256=sha256))
    make.make_live(draft, at=clock.now() + datetime.timedelta(days=1))
    nothing = client.get("/never/anything/").content
    for number in ("2", "3", "4", "0", "01", "999999999", "9999999999", "-1"):
        assert client.get(f"{REVIEW}history/{number}/").content == nothing, number
    assert client.get(f"{REVIEW}history/{sha256}.pdf").content == nothing
    assert client.get(f"{REVIEW}history/{sha256}.webp").content == nothing
    assert status(client, FIRST) == 200


@pytest.mark.parametrize("open_draft", [make.open_plain, make.open_listing])
def test_other_pages_have_past_editions_too(client, open_draft):
    first = make.make_live(open_draft(path="page", title="First", body="Said first."))
    next_of(first, title="Second", body="Said second.")
    was, current = (text(main_of(client.get(each))) for each in ("/page/history/1/", "/page/"))
    assert ("Said first." in was, "Said second." in was) == (True, False)
    assert ("Said first." in current, "Said second." in current) == (False, True)


def test_a_past_listing_lists_what_it_listed_but_not_what_was_withdrawn(client):
    board = make.make_board()
    stays = make.make_live(make.open_review(board, label="Stays", path="reviews/scr-1"))
    goes = make.make_live(make.open_review(board, label="Goes"))
    listing = make.make_live(make.open_listing(board, path="list"))
    next_of(listing, body="Words.")
    next_of(stays, make.make_document("Corrected."))
    later = make.make_live(make.open_review(board, label="Later"))
    first = main_of(client.get("/list/history/1/"))
    assert {"Stays", "Goes"} < set(links(first))
    assert "Later" not in links(first)
    assert {"Stays", "Goes", "Later"} < set(links(main_of(client.get("/list/"))))
    was = stays.attachments.get().document.sha256
    assert f"{REVIEW}history/{was}.pdf" in first.xpath(".//@href")
    make.withdraw(goes)
    page = page_of(client.get("/list/history/1/"))
    assert "Stays" in links(page)
    assert "Goes" not in text(page)
    assert "Reviews that were withdrawn since are left out." in text(only(page, "past-notice"))
    assert later.is_live(at=clock.now())


def test_the_page_last_updated_of_a_past_listing_is_of_its_time(client):
    listing = make.carry_over(make.open_listing(path="list"))
    next_of(listing)
    was, current = (main_of(client.get(each)) for each in ("/list/history/1/", "/list/"))
    assert "Page last updated 4 October 2018" in text(only(was, "updated"))
    assert day(clock.now()) in text(only(current, "updated"))


@pytest.mark.parametrize("number", [1, 2])
def test_after_a_withdrawal_no_edition_before_it_is_ever_read_again(client, second, number):
    address = f"{REVIEW}history/{number}/"
    files = [
        f"{REVIEW}history/{document.sha256}.{kind}"
        for document in Document.objects.filter(attachments__edition__page=second.page)
        for kind in ("pdf", "webp")
    ]
    assert len(set(files)) == 4
    assert {status(client, each) for each in files} == {200}
    make.withdraw(second)
    assert "This review has been withdrawn" in text(main_of(client.get(address)))
    assert {status(client, each) for each in files} == {410}
    third = next_of(second, make.make_document("Corrected again."), title="Without the name")
    fourth = next_of(third)
    response = client.get(address)
    assert response.status_code == 410
    assert links(main_of(response)) == {"Read the current page": REVIEW}
    assert {status(client, each) for each in files} == {410}
    assert status(client, f"{REVIEW}history/{third.number}/") == 200
    history = main_of(client.get(f"{REVIEW}history/"))
    assert set(links(history)) == {"The page as it is now", "Read edition 3 as it was", CHECK}
    assert fourth.is_live(at=clock.now())


def test_the_notes_of_editions_before_a_withdrawal_are_not_shown_any_more(client):
    first = make.make_live(make.open_bare_review(path="reviews/scr-1"))
    draft = workflow.open_edition(first.page, by=make.make_user())
    second = workflow.publish(
        make.approved(draft, note="Anna is now Child A."), by=make.make_user()
    )
    assert "Anna is now Child A." in text(main_of(client.get(f"{REVIEW}history/")))
    make.withdraw(second)
    next_of(second)
    assert "Anna" not in text(page_of(client.get(f"{REVIEW}history/")))
    assert "Changed." in text(main_of(client.get(f"{REVIEW}history/")))


@pytest.mark.parametrize("count", [2, 10])
def test_a_past_edition_costs_as_many_queries_however_long_the_history(
    client, first, django_assert_num_queries, count
):
    edition = first
    for _ in range(count):
        edition = next_of(edition)
    with django_assert_num_queries(18):
        assert status(client, FIRST) == 200
    kept = f"{REVIEW}history/{first.attachments.get().document.sha256}.pdf"
    with django_assert_num_queries(3):
        assert head(client, kept).status_code == 200


def test_the_notice_says_from_when_to_when_it_was_so(first):
    moment = clock.now() + datetime.timedelta(days=9)
    draft = workflow.open_edition(first.page, by=make.make_user())
    make.make_live(draft, at=moment)
    first.refresh_from_db()
    found = lookup.resolve("reviews/scr-1/history/1/", at=moment)
    shown = pages.page_of(found, {}, at=moment)
    page = document_fromstring(render_to_string(shown.template, shown.context))
    assert f"as it was from {day(first.live_from)} to {day(moment)}." in text(
        only(page, "past-notice")
    )


def test_an_edition_of_which_a_file_was_erased_is_not_read_again(
    client, first, second, django_capture_on_commit_callbacks
):
    document = first.attachments.get().document
    addresses = [FIRST, *(f"{REVIEW}history/{document.sha256}.{kind}" for kind in ("pdf", "webp"))]
    assert {status(client, address) for address in addresses} == {200}
    asked = workflow.ask_erasure(first.page, by=make.make_user(), reason="child", document=document)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    assert {status(client, address) for address in addresses} == {404}
    found = links(main_of(client.get(f"{REVIEW}history/")))
    assert found == {"The page as it is now": REVIEW, CHECK: "/register/"}
    assert status(client, f"{REVIEW}overview-report.pdf") == 200
