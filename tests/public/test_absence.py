"""Whatever is not public answers as if it had never been: the same 404, byte for byte."""

import datetime

import pytest
from django.test import Client

from reviews import workflow
from reviews.lib import clock
from tests.support import factories as make
from tests.support import moments
from tests.support.html import page_of

pytestmark = pytest.mark.django_db
METHODS = ["post", "put", "patch", "delete", "options", "trace"]
ODD = [
    *("/%00", "/%00/", "/page-%00/", "/page%00.pdf", "/a/b%00.webp", "/%00/history/"),
    *("/%0a/", "/a%0a/", "/a/b.pdf%0a", "/%ff%fe/", "/%c0%ae%c0%ae/", "/%ed%a0%80/", "/%e2%80%ae/"),
    *("/../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2f%2fevil.example/", "/%5cevil.example/"),
    *("/<script>alert(1)</script>", "/'%22/", "/%25/", "/%F0%9F%98%80/", "/;/", "/%20/", "/./"),
    *(
        "/x.pdf",
        "/.pdf",
        "/a/.pdf",
        "/a/b.pdf/",
        "/a/b.PDF",
        "/history/",
        "/a/history",
        "/a/cover/",
    ),
    *(f"/{'a' * 5000}/", f"/{'a/' * 3000}", f"/{'a-' * 3000}/b.pdf", f"/{'%00' * 1000}", "/-/"),
    *("/admin.php", "/static/../settings.py", "/documents/", "/index.html", "/a/?page=%00"),
]


def answer(response):
    """All of a response: status, headers and bytes."""
    return response.status_code, dict(response.headers), response.getvalue()


@pytest.fixture
def nothing(client):
    """What an address answers at which there has never been anything."""
    response = client.get("/never/anything/")
    assert response.status_code == 404
    assert page_of(response).findtext(".//h1") == "There is no page at this address"
    return answer(response)


def draft_of_a_review():
    return make.open_review(path="reviews/secret")


def scheduled_review():
    later = clock.now() + datetime.timedelta(days=1)
    return make.make_live(draft_of_a_review(), at=later)


def discarded_review():
    draft = draft_of_a_review()
    workflow.discard(draft, by=make.make_user())
    return draft


def addresses_of(path: str) -> dict[str, int]:
    """Every address of a review's page, and what it answers once the page is public."""
    return {
        f"/{path}/": 200,
        f"/{path}/history/": 200,
        f"/{path}/overview-report.pdf": 200,
        f"/{path}/overview-report.webp": 200,
        f"/{path}": 301,
        "/old/address": 301,
        "/old/address/": 301,
    }


@pytest.mark.parametrize("hidden", [draft_of_a_review, scheduled_review, discarded_review])
def test_what_is_not_public_is_not_found(client, nothing, hidden):
    page = hidden().page
    make.former_address(page, "old/address")
    for address in addresses_of(page.path):
        assert answer(client.get(address)) == nothing


def test_the_same_addresses_are_found_once_it_is_public(client):
    draft = scheduled_review()
    make.former_address(draft.page, "old/address")
    back = workflow.unschedule(draft, by=make.make_user())
    workflow.publish(back, by=make.make_user())
    for address, status in addresses_of("reviews/secret").items():
        response = client.get(address)
        assert (address, response.status_code) == (address, status)
        assert response.getvalue() or response["Location"] == "/reviews/secret/"


def test_a_scheduled_page_is_found_from_its_moment_on(client, nothing):
    def before_and_after(ahead):
        scheduled = moments.schedule(make.approved(make.open_bare_review()), ahead)
        address = scheduled.page.get_absolute_url()
        before = answer(client.get(address))
        moments.wait_until_live(scheduled)
        return before, client.get(address)

    before, after = moments.in_time(before_and_after)
    assert before == nothing
    assert after.status_code == 200


@pytest.mark.parametrize("open_page", [make.open_listing, make.open_plain])
def test_drafts_of_other_pages_are_not_found_either(client, nothing, open_page):
    draft = open_page()
    addresses = [f"/{draft.page.path}/", f"/{draft.page.path}/history/"]
    assert [answer(client.get(address)) for address in addresses] == [nothing, nothing]
    make.make_live(draft)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_every_other_address_of_a_withdrawn_page_shows_its_notice(client):
    live = make.make_live(draft_of_a_review())
    make.former_address(live.page, "old/address")
    expected = dict(list(addresses_of(live.page.path).items())[4:])
    gone = {address: answer(client.get(address))[0] for address in expected}
    assert gone == expected
    make.withdraw(live)
    for address in gone:
        assert "has been withdrawn" in client.get(address).content.decode()


def test_odd_addresses_are_not_found(client, nothing):
    make.make_live(make.open_plain(path="page"))
    for address in ODD:
        assert (address, answer(client.get(address))) == (address, nothing)


def test_a_head_request_answers_like_get_without_the_bytes(client, nothing):
    live = make.make_live(draft_of_a_review())
    for address in [*addresses_of(live.page.path), "/", "/never/anything/"]:
        status, headers, _ = answer(client.get(address))
        assert answer(client.head(address)) == (status, headers, b"")


@pytest.mark.parametrize("method", METHODS)
def test_nothing_public_can_be_written_to(nothing, method):
    live = make.make_live(draft_of_a_review())
    browser = Client(enforce_csrf_checks=True)
    public = [*addresses_of(live.page.path), "/"]
    refusals = [answer(getattr(browser, method)(address)) for address in public]
    assert {status for status, *_ in refusals} == {405}
    assert {headers["Allow"] for _, headers, _ in refusals} == {"GET, HEAD"}
    assert answer(getattr(browser, method)("/never/anything/")) in refusals


def test_former_addresses_lead_to_the_page_of_today(client):
    live = make.make_live(make.open_bare_review(path="reviews/scr-1"))
    former = [
        *(
            "resources/Serious-Case-Reviews.aspx",
            "downloads/report.pdf",
            "about/history",
            "cover.webp",
        ),
        *("über uns", "info/112/serious_case_reviews.html"),
    ]
    for path in former:
        make.former_address(live.page, path)
        for address in (f"/{path}", f"/{path}/"):
            response = client.get(address)
            assert response.status_code == 301
            assert response["Location"] == "/reviews/scr-1/"
            assert response["Cache-Control"] == "no-cache"


def test_an_address_in_use_is_not_taken_by_a_former_one(client):
    other = make.make_live(make.open_plain(path="other")).page
    make.former_address(other, "privacy")
    page = make.make_live(make.open_plain(path="privacy")).page
    assert client.get("/privacy/").status_code == 200
    assert client.get("/privacy")["Location"] == page.get_absolute_url()
    make.withdraw(page.editions.get())
    assert b"has been withdrawn" in client.get("/privacy/").content
