"""Addresses that the site needs for itself, now or later, are refused while they can still be changed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from reviews import workflow
from reviews.models import FormerAddress, Page, PlainPage
from reviews.models.page import RESERVED_SEGMENTS, validate_not_reserved
from scr_site.urls import urlpatterns
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
PLANNED = ["search", "themes", "feeds", "api", "alerts", "cy", "on", "history"]
FILES = [
    *("register.json", "robots.txt", "favicon.ico", "sitemap.xml", ".well-known/security.txt"),
    *("feeds.xml", "search.json", "security.txt", "Robots.TXT", "register?id=3", "alerts.rss"),
]


def refusal_of(row) -> str:
    """Why the address of a page or a former one is refused; empty when it is not."""
    try:
        row.clean_fields(exclude=["page"])
    except ValidationError as error:
        return " ".join(error.message_dict["path"])
    return ""


def of_page(path: str) -> str:
    return refusal_of(Page(kind="plain", path=path))


def of_former(path: str) -> str:
    return refusal_of(FormerAddress(path=path))


@pytest.mark.parametrize("first", PLANNED)
@pytest.mark.parametrize("rest", ["", "/more"])
def test_an_address_that_the_site_needs_is_no_page_s_and_no_former_one(first, rest):
    sentence = f"Choose another address: /{first}/ and everything below it is the site’s own."
    assert of_page(first + rest) == of_former(first + rest) == sentence
    assert of_page(f"about-{first}{rest}") == of_former(f"about-{first}{rest}") == ""


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_the_site_needs_is_no_former_address(path):
    assert "the site’s own" in of_former(path)
    assert of_former(f"downloads/{path}") == ""


@pytest.mark.parametrize("word", sorted(RESERVED_SEGMENTS))
def test_what_the_site_puts_below_a_page_is_no_other_page(word):
    for path in (f"reviews/a/{word}", f"reviews/a/{word}/more"):
        assert of_page(path) == (
            f"Choose another address: “{word}” between slashes is the site’s own word."
        )
    assert of_page(f"reviews/a/{word}-of-the-board") == ""
    assert of_former(f"about/{word}") == ""  # which is found until a page is at /about/


@pytest.mark.parametrize(
    "path", ["2015", "serious-case-reviews/2015", "serious-case-reviews/2015/08"]
)
def test_an_address_that_ends_in_a_year_or_month_is_a_listing_s(path):
    assert "ends in a year, or in the month of a year, is where a listing" in of_page(path)
    for free in (f"{path}/child-a", f"{path}-child-a", f"{path}0"):
        assert of_page(free) == ""


def test_whatever_the_site_answers_at_fixed_addresses_is_reserved():
    public = get_resolver("reviews.public.urls").url_patterns
    routes = [str(entry.pattern) for entry in (*urlpatterns, *public)]
    fixed = {route.partition("/")[0] for route in routes if route[:1] not in ("", "^")}
    assert {"admin", "register", "api", "boards", ".well-known"} <= fixed
    # No segment of a page begins with a full stop.
    for name in fixed - {".well-known"} | {"static", "search"}:
        with pytest.raises(ValidationError):
            validate_not_reserved(name)
    validate_not_reserved("registers")


def test_the_form_of_a_page_says_so():
    client = admin_client.approver()
    address = "/admin/reviews/plainpage/add/"
    fields = {"path": "/search/", "board": ""}
    refused = client.post(address, fields)
    assert admin_client.errors(refused) == [
        "Choose another address: /search/ and everything below it is the site’s own."
    ]
    assert client.post(address, fields | {"path": "/searching/"}).status_code == 302
    assert PlainPage.objects.get().path == "searching"


def test_the_form_of_a_former_address_says_so():
    page = make.make_live(make.open_plain(path="about")).page
    client, address = admin_client.approver(), f"/admin/reviews/plainpage/{page.pk}/change/"
    for path, expected in (("/robots.txt", 200), ("/old/robots.txt", 302)):
        answer = add(client, address, path)
        assert answer.status_code == expected
        if expected == 200:
            assert "the site’s own" in " ".join(admin_client.errors(answer))
    assert [row.path for row in page.former_addresses.all()] == ["old/robots.txt"]


def add(client, address: str, path: str, **options):
    fields = admin_client.filled(client.get(address))
    row = admin_client.with_row(fields, "former_addresses", path=path)
    return client.post(address, row, **options)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ftp://old.example/a", "Give the address of a web page"),
        ("https://old.example/", "This is the front page of a website"),
        ("/reviews/b/Overview-Report.pdf", "of another board"),
        ("about/", "the address of this page itself"),
        ("a" * 301, "at most 300 characters"),
    ],
)
def test_an_address_that_cannot_lead_on_is_refused_at_its_field_and_kept(typed, sentence):
    page = make.make_live(make.open_plain(path="about")).page
    make.open_review(path="reviews/b")
    answer = add(admin_client.editor(), admin_client.page_url(page), typed)
    assert sentence in " ".join(admin_client.errors(answer))
    [box] = admin_client.boxes(answer, "former_addresses-0-path")
    assert box.get("value") == typed


def test_a_form_that_counts_rows_which_it_does_not_have_is_answered():
    """Nothing that our pages send: Django marks such rows as read-only."""
    page = make.make_live(make.open_plain()).page
    client, address = admin_client.editor(), admin_client.page_url(page)
    wrong = {f"former_addresses-{each}_FORMS": "2" for each in ("TOTAL", "INITIAL")}
    wrong["read_again_on"] = "31/02/2027"
    answer = client.post(address, admin_client.filled(client.get(address)) | wrong)
    assert "There is no such day" in " ".join(admin_client.errors(answer))


def test_two_people_lead_readers_on_by_the_page_s_own_screen(client):
    page = make.make_live(make.open_plain(path="about")).page
    editor, approver, address = (
        admin_client.editor(),
        admin_client.approver(),
        admin_client.page_url(page),
    )
    added = add(editor, address, "https://old.example/page.php?id=3#part", follow=True)
    [shown] = [each for each in admin_client.messages(added) if "page.php" in each]
    assert shown.startswith(
        "/page.php?id=3 answers “page not found” now. Once somebody else has agreed"
    )
    assert "“https://old.example” was left off" in shown
    assert "“#part” was cut off" in shown
    row = page.former_addresses.get()
    agree, end = (admin_client.page_url(page, f"{act}_address", row.pk) for act in ("agree", "end"))
    assert agree not in added.content.decode()
    assert editor.post(agree).status_code == 403
    assert client.get("/page.php?id=3").status_code == 404
    for person, is_asked in ((editor, False), (approver, True)):
        assert ("wait for agreement" in person.get("/admin/").content.decode()) == is_asked
    assert agree in approver.get(address).content.decode()
    assert "leads to /about/ from now on" in " ".join(
        admin_client.messages(approver.post(agree, follow=True))
    )
    assert client.get("/page.php?id=3")["Location"] == "/about/"
    approver.post(end)
    assert client.get("/page.php?id=3").status_code == 404
    shown = html.text(admin_client.content(approver.get(address)))
    assert "Ended It led here from" in shown


def test_the_screen_asks_as_often_for_many_addresses_as_for_one(django_assert_num_queries):
    page = make.make_live(make.open_plain()).page
    client, address = admin_client.approver(), admin_client.page_url(page)
    make.former_address(page, "old/0")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(1, 6):
        make.former_address(page, f"old/{number}")
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_a_page_may_have_an_address_that_leads_nowhere_any_more():
    row = make.former_address(make.open_plain().page, "cookies")
    client, address = admin_client.approver(), "/admin/reviews/plainpage/add/"
    fields = {"path": "/cookies/", "board": ""}
    assert "used to be there" in " ".join(admin_client.errors(client.post(address, fields)))
    workflow.end_address(row, by=make.make_user())
    assert client.post(address, fields).status_code == 302
