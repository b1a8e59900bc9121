"""What a public page does to its reader's browser: no cookie, no foreign host, one script that only leaves."""

import pytest
from django.test import Client

from reviews import workflow
from reviews.admin.editions.preview import NOTE_TO_COME
from reviews.models import Banner, BoardResponse, Subject
from tests.support import factories as make
from tests.support.html import main_of, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
# Scripts but for the data that search engines read, which no browser runs.
CODE = "//script[not(@type='application/ld+json')]"
# Whole addresses that search engines read, and no browser loads: the page's own, and its other languages'.
NOT_STATED = "[not(self::link[@rel='canonical' or @hreflang])]"
SCRIPT = "<script>alert(1)</script>"
MARKDOWN = f"""
{SCRIPT}

<img src=x onerror=alert(2)> and <b onclick="alert(3)">bold</b>

[a](javascript:alert(4)) [b](data:text/html;base64,PHNjcmlwdD4=) [c](vbscript:alert(5))

![tracker](https://evil.example/pixel.png) <https://fine.example/> **strong**

# Not above the page's own heading
"""


@shared_start
def everywhere():
    """Public addresses of every kind of page."""
    listing = make.make_live(make.open_listing())
    live = make.make_live(make.open_review(label="Child A"))
    plain = make.make_live(make.open_plain())
    gone = make.make_live(make.open_bare_review())
    make.withdraw(gone)
    review = live.page.get_absolute_url()
    pages = [edition.page.get_absolute_url() for edition in (listing, plain, gone)]
    files = [f"{review}overview-report.pdf", f"{review}overview-report.webp", review.rstrip("/")]
    return [
        "/",
        "/themes/",
        "/themes/neglect/",
        review,
        f"{review}history/",
        *pages,
        *files,
        "/nothing/",
    ]


def test_the_public_is_given_no_cookie_and_no_session(client, everywhere):
    for address in everywhere:
        response = client.get(address)
        response.getvalue()
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        assert not hasattr(response.wsgi_request, "session")
        assert not hasattr(response.wsgi_request, "user")
    sign_in = client.get("/admin/login/")
    assert sign_in.cookies
    assert "Cookie" in sign_in["Vary"]
    assert hasattr(sign_in.wsgi_request, "session")


def test_staff_see_what_everybody_sees(client, everywhere):
    member = Client()
    member.force_login(make.make_user(is_staff=True, is_superuser=True))
    assert member.get("/admin/").status_code == 200
    for address in everywhere:
        ours, theirs = member.get(address), client.get(address)
        assert ours.getvalue() == theirs.getvalue()
        assert ours.headers == theirs.headers


def test_every_answer_tells_the_browser_to_be_careful(client, everywhere):
    for address in everywhere:
        response = client.get(address)
        response.getvalue()
        rules = dict(
            rule.strip().partition(" ")[::2]
            for rule in response["Content-Security-Policy"].split(";")
        )
        assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
        if response["Content-Type"] == "application/pdf":
            assert rules["script-src"] == rules["form-action"] == "'none'"
        else:
            assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert response["Cache-Control"] in {"no-cache", "no-store"}


def test_pages_load_nothing_from_other_hosts_and_hold_no_code(client, everywhere):
    for address in everywhere:
        response = client.get(address)
        if not response.getvalue() or not response["Content-Type"].startswith("text/html"):
            continue
        page = page_of(response)
        loaded = page.xpath(f"//@src | //link{NOT_STATED}/@href | //@srcset | //@action | //@data")
        assert loaded
        assert [each for each in loaded if not each.startswith("/")] == []
        assert page.xpath("//style | //iframe | //object | //base | //@style") == []
        assert page.xpath("//script/@src") == ["/static/exit.js"]
        assert page.xpath(f"{CODE}/text()") == []


def harmless(response) -> None:
    """The page holds nothing that could run, though its text speaks of it."""
    page = page_of(response)
    assert page.xpath("//script/@src") == ["/static/exit.js"]
    assert page.xpath(f"{CODE}/text() | {CODE}[not(@src)] | //@*[starts-with(name(), 'on')]") == []
    schemes = {
        each.partition(":")[0] for each in page.xpath(f"//*{NOT_STATED}/@href") if ":" in each
    }
    assert schemes <= {"https", "mailto", "tel"}
    assert [each for each in page.xpath("//@src") if not each.startswith("/")] == []


def test_markdown_makes_text_and_not_html(client):
    draft = make.open_bare_review(body=MARKDOWN)
    BoardResponse.objects.create(edition=draft, actions_taken=MARKDOWN)
    workflow.announce(Banner(heading="Look", message=MARKDOWN), by=make.make_user())
    review = make.make_live(draft)
    for edition in (
        review,
        make.make_live(make.open_plain(body=MARKDOWN)),
        make.make_live(make.open_listing(body=MARKDOWN)),
    ):
        response = client.get(edition.page.get_absolute_url())
        harmless(response)
        main = main_of(response)
        assert SCRIPT in text(main)
        assert "onerror=alert(2)" in text(main)
        assert "https://fine.example/" in main.xpath("//a/@href")
        assert main.xpath("//strong[text()='strong']")
        assert len(main.findall(".//h1")) == 1


def test_words_are_words_wherever_they_stand(client):
    draft = make.open_bare_review(
        make.make_board(name=f"Board {SCRIPT}"),
        label=f"Child {SCRIPT}",
        **{
            name: f"{name} {SCRIPT}"
            for name in (
                *("title", "summary", "methodology", "reviewer", "local_type", "state_reason"),
                "subtype",
            )
        },
        state="delayed",
    )
    make.attach(draft, kind="other", slug="", state="withheld", title=SCRIPT, state_reason=SCRIPT)
    Subject.objects.create(edition=draft, pseudonym=f"Child {SCRIPT}", description=SCRIPT)
    live = make.make_live(draft)
    listing = make.make_live(make.open_listing(title=f"Reviews {SCRIPT}", summary=SCRIPT))
    address = live.page.get_absolute_url()
    for shown in (address, f"{address}history/", listing.page.get_absolute_url(), "/"):
        response = client.get(shown)
        harmless(response)
        assert SCRIPT in text(page_of(response))
    make.withdraw(live, note=f"Gone {SCRIPT}")
    harmless(client.get(address))
    assert f"Gone {SCRIPT}" in text(main_of(client.get(address)))


def test_a_preview_is_the_page_that_will_be_public(client):
    live = make.make_live(make.open_review(label="Child A"))
    draft = workflow.open_edition(live.page, by=make.make_user())
    make.change(draft, title="Retitled", summary="Better.")
    make.fill(draft)
    member = Client()
    member.force_login(make.make_user(is_staff=True, is_superuser=True))
    preview = f"/admin/reviews/reviewedition/{draft.pk}/preview/"
    before = main_of(member.get(preview))
    make.make_live(draft)
    after = main_of(client.get(live.page.get_absolute_url()))
    assert NOTE_TO_COME in text(before)
    assert text(after) == text(before).replace(NOTE_TO_COME, "Changed.")
    files = {"preview": before.xpath(".//@src"), "public": after.xpath(".//@src")}
    assert [bool(each) for each in files.values()] == [True, True]
    assert all(each.startswith(preview) for each in files["preview"])
