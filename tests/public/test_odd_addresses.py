"""What programs and slips of the hand ask for: each answer is a page with words and a way on."""

import pytest
from django.test import Client, RequestFactory

from reviews.public import plain_answers
from tests.support import factories as make
from tests.support.html import headings, links, main_of, text

pytestmark = pytest.mark.django_db


def assert_is_a_clear_page(response, status: int, heading: str) -> None:
    assert response.status_code == status
    assert headings(main_of(response))[0] == ("h1", heading)
    assert b"register.css" in response.content
    assert b'class="exit"' in response.content
    assert "999" in text(main_of(response))
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("host", ["other.example", "a b", "127.0.0.1:80:80", ""])
def test_what_is_asked_of_another_host(client, django_assert_num_queries, host):
    with django_assert_num_queries(0):
        response = client.get("/", headers={"host": host})
    assert_is_a_clear_page(response, 400, "This request was not understood")
    assert links(main_of(response))["Begin at the first page"] == "/"


READ_ONLY = ("/", "/nothing/", "/search", "/register/", "/.well-known/security.txt")
READ_ONLY += ("/board-colour/17505c.css",)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("address", READ_ONLY)
def test_what_is_sent_to_a_page_that_takes_nothing(address, method):
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert_is_a_clear_page(response, 405, "This page can only be read")
    assert response["Allow"] == "GET, HEAD"


def test_such_answers_are_in_the_language_of_the_address(client):
    response = client.post("/cy/")
    assert_is_a_clear_page(response, 405, "Dim ond darllen y dudalen hon sy’n bosibl")
    assert links(main_of(response))["Dechreuwch ar y dudalen gyntaf"] == "/cy/"


def test_a_fault_of_the_site_is_admitted_without_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = plain_answers.fault(RequestFactory().get("/"))
    assert_is_a_clear_page(response, 500, "Something went wrong on this website")


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/register", "/register/"),
        ("/Register/", "/register/"),
        ("/themes", "/themes/"),
        ("/themes/neglect", "/themes/neglect/"),
        ("/themes//neglect///", "/themes/neglect/"),
        ("/SEARCH?q=Child+A", "/search/?q=Child+A"),
        ("/alerts", "/alerts/"),
        ("/concerns/new", "/concerns/new/"),
        ("/api", "/api/"),
        ("/api/reviews/", "/api/reviews"),
        ("/feeds.atom/", "/feeds.atom"),
        ("/Robots.txt", "/robots.txt"),
        ("/admin", "/admin/"),
        ("/CY", "/cy/"),
        ("/cy/Register", "/cy/register/"),
    ],
)
def test_the_site_s_own_pages_are_led_to_however_they_are_written(client, asked, address):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.parametrize("asked", ["/nothing", "/api/nothing", "/en/", "/cy/admin"])
def test_what_is_nowhere_is_led_to_nowhere_else(client, asked):
    """Nor does an address tell that there is a draft below it."""
    make.open_review(path="nothing")
    assert client.get(asked).status_code == 404


SEEN_AGAIN = ("/search/?q=x", "/register/", "/sitemap.xml", "/sitemaps/pages.xml", "/?x=1")


@pytest.mark.parametrize("address", SEEN_AGAIN)
def test_nobody_is_sent_again_what_they_have(client, address):
    first = client.get(address)
    etag = first["ETag"]
    assert client.head(address)["ETag"] == etag
    again = client.get(address, headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    other = client.get(address, headers={"if-none-match": '"other"'})
    assert other.content == first.content


def test_a_listing_that_changed_has_another_name(client):
    make.make_live(make.open_listing(path="list"))
    etag = client.get("/list/?type=scr")["ETag"]
    known = {"if-none-match": etag}
    assert client.get("/list/?type=scr", headers=known).status_code == 304
    make.make_live(make.open_bare_review())
    assert client.get("/list/?type=scr", headers=known).status_code == 200
    for address in ("/alerts/", "/concerns/new/", "/nothing/"):  # of one reader, or not there
        assert "ETag" not in client.get(address)
