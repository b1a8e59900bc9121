"""What the addresses of a withdrawn page say: what it was, in neutral words, and nothing of it."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import Withdrawal
from tests.support import factories as make
from tests.support.html import main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
REVIEW = "/reviews/scr-1/"
FILES = [f"{REVIEW}overview-report.pdf", f"{REVIEW}overview-report.webp"]
SECRETS = ["Anna", "Annaville", "Child A", "Not so neutral"]


@shared_start
def board():
    return make.make_board(name="Newtown Board", contact_email="office@newtown.example")


@shared_start
def live(board):
    draft = make.open_review(
        board,
        path="reviews/scr-1",
        title="Anna of Annaville",
        label="Child A",
        local_type="Not so neutral review",
    )
    return make.carry_over(draft, published="2015-08-14")


def today() -> str:
    return as_words(PartialDate.of(clock.now()))


def status(client, address: str) -> int:
    response = client.get(address)
    response.getvalue()  # which closes the file
    return response.status_code


@pytest.mark.parametrize(("answer", "expected"), [("notice", 200), ("gone", 410)])
def test_the_notice_says_what_it_was_in_neutral_words(client, live, answer, expected):
    before = text(page_of(client.get(REVIEW)))
    assert [secret for secret in SECRETS if secret in before] == SECRETS
    make.withdraw(live, note="Withdrawn at the family’s wish.", answer=answer)
    for address in (REVIEW, f"{REVIEW}history/", f"{REVIEW}history/1/"):
        response = client.get(address)
        assert response.status_code == expected
        page = page_of(response)
        assert text(page.get_element_by_id("main")) == (
            "This review has been withdrawn At this address was a serious case review, first "
            f"published by Newtown Board in August 2015. It was withdrawn on {today()}. Withdrawn "
            "at the family’s wish. Nothing that it said can be seen or found here any more. That "
            "it was published, and when it was withdrawn, stays on record. How to ask for a copy Ask Newtown Board, which will say whether a copy can be given: see "
            "“Contact” below."
        )
        assert "Newtown Board at office@newtown.example" in text(only(page, "contact"))
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert [secret for secret in SECRETS if secret in response.content.decode()] == []


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2015-08-14", "first published by Newtown Board in August 2015. It was withdrawn on"),
        ("2015", "first published by Newtown Board in 2015. It was withdrawn on"),
        ("unknown", "first published by Newtown Board. It was withdrawn on"),
    ],
)
def test_its_date_is_shown_by_month_and_year_at_most(client, board, published, shown):
    draft = make.open_review(board, path="reviews/scr-1")
    make.withdraw(make.carry_over(draft, published=published))
    assert shown in text(main_of(client.get(REVIEW)))


def test_of_what_was_only_listed_the_notice_does_not_say_that_it_was_published(client, board):
    draft = make.open_bare_review(
        board, path="reviews/scr-1", state="delayed", state_reason="trial"
    )
    make.withdraw(make.make_live(draft))
    said = text(main_of(client.get(REVIEW)))
    assert "At this address Newtown Board listed a serious case review. It was withdrawn" in said
    assert "That it was here, and when it was withdrawn" in said
    assert "publish" not in said


def test_other_pages_are_called_what_they_are(client, board):
    listing = make.make_live(make.open_listing(board, path="list", title="Anna"))
    plain = make.make_live(make.open_plain(path="page", title="Anna"))
    for edition, shown in (
        (listing, "a listing, first published by Newtown"),
        (plain, "a page, first"),
    ):
        make.withdraw(edition)
        page = page_of(client.get(edition.page.get_absolute_url()))
        assert shown in text(page.get_element_by_id("main"))
        assert "Anna" not in text(page)
    assert page.find_class("contact") == []


@pytest.mark.parametrize("answer", Withdrawal.Answer.values)
def test_every_file_that_was_public_there_is_gone_for_good(client, live, answer):
    draft = workflow.open_edition(live.page, by=make.make_user())
    draft.attachments.update(slug="renamed", document=make.make_document("Corrected."))
    second = make.make_live(draft)
    documents = [edition.attachments.get().document for edition in (live, second)]
    kept = [f"{REVIEW}history/{document.sha256}" for document in documents]
    addresses = [
        f"{stem}.{kind}" for stem in [f"{REVIEW}renamed", *kept] for kind in ("pdf", "webp")
    ]
    assert {status(client, address) for address in addresses} == {200}
    make.withdraw(second, note="Gone.", answer=answer)
    for address in addresses + FILES:
        response = client.get(address)
        assert response.status_code == 410
        assert "Gone." in text(main_of(response))
        assert {"Content-Disposition", "ETag", "Link"} & set(response.headers) == set()
        assert response["Cache-Control"] == "no-cache"


def test_a_file_that_was_never_public_there_is_not_found(client, live):
    nothing = client.get("/never/anything/").content
    make.withdraw(live)
    draft = workflow.open_edition(live.page, by=make.make_user())
    attachment = make.attach(
        draft, make.make_document("Not yet."), kind="appendix", slug="appendix"
    )
    waiting = [
        *(f"{REVIEW}appendix.pdf", f"{REVIEW}appendix.webp"),
        *(f"{REVIEW}history/{attachment.document.sha256}.{kind}" for kind in ("pdf", "webp")),
        *(f"{REVIEW}never.pdf", f"{REVIEW}history/{'0' * 64}.pdf", f"{REVIEW}history/2/"),
    ]
    for address in waiting:
        response = client.get(address)
        assert (response.status_code, response.content) == (404, nothing)
    assert {status(client, address) for address in FILES} == {410}
    make.make_live(draft)
    assert {status(client, address) for address in waiting[:4]} == {200}


def test_a_file_that_is_only_mentioned_was_never_there(client, board):
    draft = make.open_bare_review(board, path="reviews/scr-1")
    make.attach(draft, kind="appendix", slug="appendix", state="withheld", state_reason="names")
    make.withdraw(make.make_live(draft))
    assert status(client, f"{REVIEW}appendix.pdf") == 404


def test_a_file_that_went_with_a_withdrawal_stays_gone_when_the_page_returns(client, live):
    make.withdraw(live, note="The notice.")
    draft = workflow.open_edition(live.page, by=make.make_user())
    draft.attachments.update(slug="renamed", document=make.make_document("Corrected."))
    make.make_live(draft)
    assert status(client, f"{REVIEW}renamed.pdf") == 200
    for address in FILES:
        response = client.get(address)
        assert response.status_code == 410
        assert "The notice." not in response.content.decode()
        assert main_of(response).xpath(".//a/@href") == [REVIEW]


def test_the_notice_is_pure_but_for_the_contact_outside_of_it(client, live, board):
    make.withdraw(live)
    before = page_of(client.get(REVIEW))
    board.contact_email, board.website = "", "https://newtown.example/"
    board.save()
    after = page_of(client.get(REVIEW))
    assert text(only(before, "contact")) != text(only(after, "contact"))
    assert text(before.get_element_by_id("main")) == text(after.get_element_by_id("main"))
