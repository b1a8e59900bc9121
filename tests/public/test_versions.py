"""Two pages that are the same in two languages: each leads to the other while both are public."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.compliance.publishing import publishing_blockers
from reviews.editions.comparison import between
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.models import Edition, Page, ReviewEdition
from reviews.public.last_good import contents
from tests.support import admin_client, append_only_rows
from tests.support import factories as make
from tests.support.html import only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
ENGLISH, WELSH = "/reviews/a/", "/adolygiadau/a/"
WORDS = {ENGLISH: "Darllen y dudalen hon yn Gymraeg", WELSH: "Read this page in English"}
LANGUAGES = {ENGLISH: "en-GB", WELSH: "cy"}


def draft_of(path: str, board, **fields) -> ReviewEdition:
    given = {"path": path.strip("/"), "label": "Child A", "language": LANGUAGES.get(path, "pl")}
    return make.open_bare_review(board, **given | fields)


@shared_start
def english():
    return make.make_live(draft_of(ENGLISH, make.make_board()))


@shared_start
def draft(english):
    """The same in Welsh, not public yet."""
    return draft_of(WELSH, english.page.board, version_of=english.page)


def offered(client, path: str) -> list[tuple[str, str, str]]:
    """Address, language and words of each version that a page says to be the same."""
    found = page_of(client.get(path)).xpath("//main//p[@class='version']/a")
    assert all(each.get("lang") == each.get("hreflang") for each in found if each.get("lang"))
    return [(each.get("href"), each.get("hreflang"), text(each)) for each in found]


def codes(draft: Edition) -> list[str]:
    return [each.code for each in publishing_blockers(edition_content(draft), now=clock.now())]


def test_each_leads_to_the_other_in_its_own_words(client, english, draft):
    make.make_live(draft)
    assert offered(client, ENGLISH) == [(WELSH, "cy", WORDS[ENGLISH])]
    assert offered(client, WELSH) == [(ENGLISH, "en-GB", WORDS[WELSH])]
    for path, other in ((ENGLISH, WELSH), (WELSH, ENGLISH)):
        page = page_of(client.get(path))
        assert page.xpath("//header[@class='masthead']//a[@hreflang]/@href") == [other]
        alternates = page.xpath("//head/link[@rel='alternate'][@hreflang]/@href")
        assert {*alternates} == {f"{settings.SITE_URL}{each}" for each in (path, other)}
    assert client.get(f"/cy{ENGLISH}")["Location"] == WELSH


def test_what_is_not_public_is_never_led_to(client, english, draft):
    make.change(draft, summary="canary")
    addresses = (ENGLISH, f"{ENGLISH[:-1]}.json", f"{ENGLISH}history/", "/sitemaps/pages.xml")
    addresses += ("/api/reviews", "/feeds.atom")

    def found() -> list[str]:
        sent = {each: client.get(each).content.decode() for each in addresses}
        return [each for each, body in sent.items() if "adolygiadau" in body or "canary" in body]

    assert found() == []
    scheduled = workflow.publish(
        make.approved(draft), by=make.make_user(), at=clock.now() + timedelta(days=1)
    )
    assert found() == []
    workflow.unschedule(scheduled, by=make.make_user())
    live = workflow.publish(scheduled, by=make.make_user())
    assert {ENGLISH, "/sitemaps/pages.xml", "/api/reviews"} <= {*found()}
    make.withdraw(live)
    assert found() == []
    assert offered(client, ENGLISH) == []


def test_the_welsh_page_does_not_lead_to_what_was_withdrawn(client, english, draft):
    make.make_live(draft)
    make.withdraw(english)
    assert offered(client, WELSH) == []


def test_three_languages_lead_to_each_other(client, english, draft):
    make.make_live(draft)
    third = draft_of("/pl/a/", english.page.board, version_of=english.page)
    make.make_live(third)
    assert [each[:2] for each in offered(client, ENGLISH)] == [(WELSH, "cy"), ("/pl/a/", "pl")]
    assert [each[:2] for each in offered(client, "/pl/a/")] == [(WELSH, "cy"), (ENGLISH, "en-GB")]
    assert offered(client, ENGLISH)[1][2] == "Read this page in Polish"


def test_they_are_one_review_and_may_have_the_same_names(english, draft):
    assert codes(draft) == []
    assert codes(make.change(draft, version_of=None)) == ["identifier-taken"]
    make.make_live(make.change(draft, version_of=english.page))
    following = workflow.open_edition(english.page, by=make.make_user()).as_kind
    assert codes(following) == []
    assert codes(draft_of("/reviews/b/", english.page.board)) == ["identifier-taken"] * 2


def test_a_page_is_in_each_language_once(english, draft):
    assert codes(make.change(draft, language="en-GB")) == ["version-taken"]
    make.make_live(make.change(draft, language="cy"))
    second = draft_of("/adolygiadau/b/", english.page.board, language="cy")
    assert codes(make.change(second, version_of=english.page)) == ["version-taken"]
    assert codes(make.change(second, version_of=draft.page)) == [
        *("identifier-taken", "version-of-version"),
    ]
    following = workflow.open_edition(english.page, by=make.make_user()).as_kind
    assert codes(make.change(following, version_of=second.page)) == [
        *("identifier-taken", "version-named"),
    ]


def test_a_page_that_was_given_to_another_board_is_no_version(english, draft):
    """Before it was ever public; the database would refuse it without a sentence."""
    Page.objects.filter(pk=draft.page_id).update(board=make.make_board())
    assert "version-elsewhere" in codes(type(draft).objects.get(pk=draft.pk))


def test_the_database_refuses_two_at_the_same_time(english, draft):
    make.make_live(draft)
    other = draft_of("/adolygiadau/b/", english.page.board, language="cy", label="Child B")
    Edition.objects.filter(pk=other.pk).update(version_of=english.page)
    signed = {"page": other.page, "edition_number": other.number, "verdict": "approved"}
    append_only_rows.make_approval(**signed)
    period = {"live_from": clock.now() + timedelta(days=1), "first_published": "2026"}
    with pytest.raises(IntegrityError, match="one_version_in_a_language"), transaction.atomic():
        Edition.objects.filter(pk=other.pk).update(**period)
    Edition.objects.filter(pk=other.pk).update(language="pl")
    Edition.objects.filter(pk=other.pk).update(**period)


@pytest.mark.parametrize("named", ["itself", "of another board", "of another kind"])
def test_the_database_refuses_a_page_that_cannot_be_the_same(english, draft, named):
    pages = {
        "itself": draft.page,
        "of another board": make.open_bare_review().page,
        "of another kind": make.open_listing(english.page.board).page,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(version_of=pages[named])
    Edition.objects.filter(pk=draft.pk).update(version_of=english.page)


def test_it_is_part_of_what_is_approved(english, draft):
    with_it = edition_content(draft)
    make.change(draft, version_of=None)
    without = edition_content(draft)
    assert with_it.digest != without.digest
    assert "version_of" not in without.values  # digests on record stay what they were
    found, _ = between(without, with_it)
    assert [(row.label, row.before, row.after) for row in found] == [
        ("Same page in another language", "", ENGLISH)
    ]


def test_it_costs_no_further_statement(client, english, draft):
    with CaptureQueriesContext(connection) as alone:
        client.get(ENGLISH)
    make.make_live(draft)
    with CaptureQueriesContext(connection) as paired:
        client.get(ENGLISH)
    assert len(paired) == len(alone)


def test_programs_are_shown_it_too(client, english, draft):
    make.make_live(draft)
    there = f"{settings.SITE_URL}{WELSH}"
    expected = [{"language": "cy", "url": there}]
    assert client.get(f"{ENGLISH[:-1]}.json").json()["versions"] == expected
    assert client.get(f"/api/reviews/{english.page_id}").json()["versions"] == expected
    records = client.get("/api/reviews").json()["reviews"]
    [record] = [each for each in records if each["id"] == english.page_id]
    assert (record["language"], record["versions"]) == ("en-GB", expected)
    [script] = page_of(client.get(ENGLISH)).xpath("//script[@type='application/ld+json']")
    stated = json.loads(script.text)
    assert stated["workTranslation"] == [
        {"@type": "Report", "url": there, "inLanguage": "cy"},
    ]
    sitemap = client.get("/sitemaps/pages.xml").content.decode()
    assert f'hreflang="cy" href="{there}"' in sitemap


def test_copies_of_both_are_made_again_when_one_changes(english, draft):
    assert contents.related({WELSH.strip("/")}) == {WELSH.strip("/"), ENGLISH.strip("/")}
    assert contents.related({ENGLISH.strip("/")}) == {WELSH.strip("/"), ENGLISH.strip("/")}
    assert contents.related({"reviews/b"}) == {"reviews/b"}


def test_an_editor_names_the_page_by_its_address(english, draft):
    make.change(draft, version_of=None)
    other = make.open_bare_review().page.get_absolute_url()
    editor = admin_client.editor()
    fields = admin_client.opened(editor, draft)
    for wrong in ("/nowhere/", other, WELSH):
        refused = admin_client.save(editor, draft, fields | {"version_of": wrong})
        [box] = admin_client.boxes(refused, "version_of")
        assert (box.get("value"), box.get("aria-invalid")) == (wrong, "true")
    admin_client.save(editor, draft, fields | {"version_of": f"{settings.SITE_URL}{ENGLISH}"})
    assert ReviewEdition.objects.get(pk=draft.pk).version_of == english.page
    again = admin_client.opened(editor, draft)
    assert again["version_of"] == ENGLISH
    admin_client.save(editor, draft, again | {"version_of": ""})
    assert ReviewEdition.objects.get(pk=draft.pk).version_of is None


def test_the_preview_shows_it(english, draft):
    page = page_of(admin_client.editor().get(f"/admin/reviews/reviewedition/{draft.pk}/preview/"))
    assert page.get("lang") == "cy"
    assert text(only(page, "version")) == WORDS[WELSH]


def test_a_document_leads_to_the_same_in_another_language(client):
    draft = make.open_bare_review(path="reviews/c")
    for slug, language, kind in (
        ("report", "en-GB", "overview_report"),
        ("adroddiad", "cy", "overview_report"),
        ("briefing", "en-GB", "learning_briefing"),
        ("other-1", "en-GB", "other"),
        ("other-2", "en-GB", "other"),
        ("arall", "cy", "other"),
    ):
        make.attach(draft, make.make_document_row(), slug=slug, language=language, kind=kind)
    make.make_live(draft)
    page = page_of(client.get("/reviews/c/"))
    found = page.xpath("//li[@class='attachment']//p[@class='meta']//a[@hreflang]")
    assert [(each.get("href"), each.get("lang"), text(each)) for each in found] == [
        ("/reviews/c/adroddiad.pdf", "cy", "Cymraeg"),
        ("/reviews/c/report.pdf", None, "English"),
    ]


def test_listings_are_pairs_too(client):
    board = make.make_board()
    first = make.make_live(make.open_listing(board, path="list"))
    assert client.get("/cy/list/").status_code == 200
    given = {"path": "rhestr", "title": "Adolygiadau", "language": "cy"}
    make.make_live(make.open_listing(board, **given, version_of=first.page))
    assert client.get("/cy/list/")["Location"] == "/rhestr/"
    for path, other in (("/list/", "/rhestr/"), ("/rhestr/", "/list/")):
        page = page_of(client.get(path))
        assert page.xpath("//header[@class='masthead']//a[@hreflang]/@href") == [other]
    live = make.make_live(make.open_bare_review(board, label="Plentyn A", language="cy"))
    feed = client.get("/rhestr.atom").content.decode()
    assert 'xml:lang="cy"' in feed
    assert "Newydd: Plentyn A" in feed
    make.withdraw(live)
    assert "Tynnwyd yn ôl: adolygiad nad yw’n gyhoeddus mwyach" in (
        client.get("/rhestr.atom").content.decode()
    )
    assert (
        "Withdrawn: a review that is no longer public" in client.get("/list.atom").content.decode()
    )
