"""The site in Welsh: below /cy/, and around every text that is in Welsh itself."""

import pytest
from django.conf import settings
from django.utils import translation

from reviews import workflow
from reviews.lib import shipped_pages
from reviews.lib.dates import PartialDate
from reviews.models import Action, ActionPlan, BoardResponse, Page, Subject
from reviews.public.kept import Kept
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
SKIP = "Neidio i’r prif gynnwys"
BELOW = (
    *("", "list/", "list/2015/", "list/history/", "list/?type=scr", "list/?colour=red"),
    *("search/", "search/?q=summary", "search/?q=nowhere", "register/", "concerns/new/"),
    *("alerts/", "nothing-here/", "list/history/1/", "themes/", "themes/neglect/"),
)
NOT_FOUND = {"nothing-here/"}


@shared_start
def published():
    """A listing with two editions, two reviews in English and one in Welsh, a page of text."""
    listing = make.make_live(make.open_listing(path="list"))
    make.make_live(workflow.open_edition(listing.page, by=make.make_user()).as_kind)
    for number in (1, 2):
        make.carry_over(make.open_review(path=f"reviews/scr-{number}", label=f"Child {number}"))
    make.make_live(make.open_plain(path="privacy"))
    return make.carry_over(welsh_review())


def welsh_review():
    board = make.make_board(name="Bwrdd Diogelu")
    draft = make.open_review(
        board,
        path="adolygiadau/a",
        label="Plentyn A",
        language="cy",
        review_type="cpr",
        conducted_from=PartialDate("2014-10-04"),
        conducted_to=PartialDate("2015-07"),
    )
    draft.attachments.update(language="cy")
    BoardResponse.objects.create(edition=draft, actions_taken="Llawer.")
    ActionPlan.objects.create(edition=draft, monitoring="adolygir bob mis")
    for due in ("2015-02", "2090"):
        given = {"recommendation": "Gwrando.", "action": "Hyfforddi.", "lead_agency": "Bwrdd"}
        Action.objects.create(edition=draft, due=PartialDate(due), **given)
    return draft


def test_what_is_below_cy_is_in_welsh_and_each_leads_to_the_other(client, published):
    for path in BELOW:
        pages = {each: client.get(f"/{each}{path}") for each in ("cy/", "")}
        expected = 404 if path in NOT_FOUND else 200
        assert {path: {page.status_code for page in pages.values()}} == {path: {expected}}
        # What is not there looks the same, whatever was asked for.
        assert_a_pair(*map(page_of, pages.values()), path="" if path in NOT_FOUND else path)


def assert_a_pair(welsh, english, path: str) -> None:
    assert (welsh.get("lang"), english.get("lang")) == ("cy", "en-GB")
    assert SKIP in text(welsh)
    assert SKIP not in text(english)
    [there] = english.xpath("//header//a[@hreflang]")
    [back] = welsh.xpath("//header//a[@hreflang]")
    assert (text(there), there.get("lang"), there.get("href")) == ("Cymraeg", "cy", f"/cy/{path}")
    assert (text(back), back.get("lang"), back.get("href")) == ("English", "en-GB", f"/{path}")
    inside = {address for address in links(welsh.find(".//header")).values() if address[0] == "/"}
    assert all(each.startswith("/cy/") for each in inside - {f"/{path}"})


@pytest.mark.parametrize("path", ["", "list/", "list/2015/"])
def test_search_engines_are_shown_both(client, published, path):
    expected = [("en-GB", f"{settings.SITE_URL}/{path}"), ("cy", f"{settings.SITE_URL}/cy/{path}")]
    for prefix in ("/", "/cy/"):
        head = page_of(client.get(f"{prefix}{path}")).head
        alternates = head.xpath("./link[@rel='alternate'][@hreflang]")
        assert [(each.get("hreflang"), each.get("href")) for each in alternates] == expected
        [canonical] = head.xpath("./link[@rel='canonical']")
        assert canonical.get("href") == f"{settings.SITE_URL}{prefix}{path}"


def test_texts_in_english_say_so_on_a_page_in_welsh(client, published):
    main = main_of(client.get("/cy/list/"))
    [title] = main.iter("h1")
    assert title.get("lang") == "en-GB"
    entry = main.find_class("entry")[0]
    assert entry.find("h3").get("lang") == "en-GB"
    assert {each.get("lang") for each in main.xpath(".//article/p[text()]")} >= {"en-GB"}
    [title] = main_of(client.get("/list/")).iter("h1")
    assert title.get("lang") is None


def test_so_do_those_within_sentences(client, published):
    """Of a review without a name, which is called by its type and month, and of one that is not published."""
    dates = {"conducted_from": PartialDate("2014"), "conducted_to": PartialDate("2015")}
    nameless = make.open_bare_review(**dates)
    nameless.identifiers.all().delete()
    make.attach(nameless, make.make_document_row())
    ActionPlan.objects.create(edition=nameless, monitoring="is watched")
    make.carry_over(nameless, published="2016-02")
    words = {"state_reason": "a reason", "subtype": "a subtype", "methodology": "a method"}
    late = make.open_bare_review(state="delayed", **words)
    make.attach(late, kind="appendix", slug="", state="withheld", state_reason="another reason")
    make.make_live(late)
    english = {
        *words.values(),
        "another reason",
        "is watched",
        "Serious case review, February 2016",
    }
    main = main_of(client.get("/cy/list/"))
    said = {text(each) for each in main.xpath(".//article//*[@lang='en-GB']")}
    assert said >= english
    assert not main_of(client.get("/list/")).xpath(".//*[@lang='en-GB']")
    [crumb] = only(page_of(client.get("/cy/list/history/")), "crumbs").xpath(".//a[@lang]")
    assert (crumb.get("lang"), crumb.get("href")) == ("en-GB", "/cy/list/")


def test_a_page_in_welsh_is_welsh_throughout(client, published):
    page = page_of(client.get("/adolygiadau/a/"))
    assert page.get("lang") == "cy"
    assert {each.get("lang") for each in page.xpath("//body//*[@lang]")} == {"en-GB"}
    assert [text(each) for each in page.xpath("//body//*[@lang]")] == ["English"]
    words = text(page.get_element_by_id("main"))
    for each in (
        *("Adolygiad ymarfer plant a gynhaliwyd gan Bwrdd Diogelu.", "4 Hydref 2014"),
        "Mae ei adroddiad, ymateb y bwrdd a’r cynllun gweithredu wedi’u cyhoeddi.",
        *("Gorffennaf 2015", "0 o 2 wedi’u cwblhau, 1 yn hwyr", "Sut i ddyfynnu"),
        *("PDF, 1 KB, 1 dudalen", "Pob diweddariad i’r dudalen hon"),
    ):
        assert each in words
    assert not [each for each in (" of ", " the ", "Published", "October") if each in words]
    history = page_of(client.get("/adolygiadau/a/history/"))
    assert history.get("lang") == "cy"
    assert "Trosglwyddwyd heb ei newid o" in text(history)
    reading = page_of(client.get("/adolygiadau/a/overview-report.pdf/read/"))
    assert reading.get("lang") == "cy"
    assert "Y PDF yw’r adroddiad:" in text(reading)


def test_a_page_in_another_language_marks_its_text(client):
    live = make.make_live(
        make.open_plain(path="strona", language="pl", title="Strona", body="Tak.")
    )
    page = page_of(client.get(live.page.get_absolute_url()))
    assert page.get("lang") == "en-GB"
    marked = [text(each) for each in page.xpath("//main//*[@lang='pl']")]
    assert marked == ["Strona", "Tak."]


def test_what_is_not_in_welsh_is_left_at_its_own_address(client, published):
    for path in ("reviews/scr-1/", "privacy/", "reviews/scr-1/history/", "adolygiadau/a/"):
        response = client.get(f"/cy/{path}?a=b")
        assert (response.status_code, response["Location"]) == (302, f"/{path}?a=b")
    assert client.get("/cy/reviews/scr-1/overview-report.pdf")["Location"] == (
        "/reviews/scr-1/overview-report.pdf"
    )
    assert client.get("/cy")["Location"] == "/cy/"
    assert client.get("/cy/List/")["Location"] == "/cy/list/"
    assert client.get("/cy/feeds.atom").status_code == 404


def test_names_of_reviews_are_in_their_own_language(client):
    several = make.open_bare_review(path="reviews/several")
    several.identifiers.all().delete()
    for name in ("Child I", "Child M"):
        Subject.objects.create(edition=several, pseudonym=name)
    unnamed = make.open_bare_review(path="reviews/unnamed")
    unnamed.identifiers.all().delete()
    for draft in (several, unnamed):
        make.carry_over(draft)
    for path in ("/cy/", "/cy/search/?q=summary"):
        names = {text(each): each.get("lang") for each in main_of(client.get(path)).iter("h3")}
        assert names == {
            "Child I and Child M": "en-GB",
            "Serious case review, August 2015": "en-GB",
        }


def test_no_language_is_left_over_for_the_next_request(client, published):
    before = client.get("/").content
    for address in ("/cy/", "/adolygiadau/a/", "/cy/nothing/", "/cy/reviews/scr-1/", "/cy/search/"):
        client.get(address)
        assert translation.get_language() == "en-gb"
        assert client.get("/").content == before
    assert SKIP.encode() not in before
    assert SKIP.encode() in client.get("/adolygiadau/a/").content


def test_neither_a_cookie_nor_a_header_chooses_the_language(client, published):
    asking = {"HTTP_ACCEPT_LANGUAGE": "cy", "HTTP_COOKIE": f"{settings.LANGUAGE_COOKIE_NAME}=cy"}
    response = client.get("/list/", **asking)
    assert response.content == client.get("/list/").content
    assert "Accept-Language" not in response.get("Vary", "")
    assert SKIP.encode() in client.get("/cy/list/", HTTP_ACCEPT_LANGUAGE="en").content


def test_what_a_process_keeps_is_kept_for_each_language():
    kept = Kept("a state")
    with translation.override("cy"):
        assert kept.get("key", lambda: "gair") == "gair"
    assert kept.find("key") is None
    assert kept.get("key", lambda: "word") == "word"
    with translation.override("cy"):
        assert kept.find("key") == "gair"


@pytest.mark.parametrize("state", ["withdrawn", "delayed", "elsewhere"])
def test_a_reason_joins_no_sentence_in_welsh(client, state):
    draft = make.open_bare_review(language="cy", path="adolygiadau/b", state="delayed")
    if state == "withdrawn":
        live = make.make_live(make.change(draft, state_reason="achos llys"))
        make.withdraw(live, note="Gofynnwch i’r bwrdd.")
        page = text(page_of(client.get("/adolygiadau/b/")))
        assert "Mae’r adolygiad hwn wedi’i dynnu’n ôl" in page
        assert (
            f"Yn y cyfeiriad hwn rhestrodd {live.page.board.name} adolygiad achos difrifol." in page
        )
        return
    make.make_live(make.change(draft, state=state, state_reason="achos llys"))
    assert ": achos llys." in text(main_of(client.get("/adolygiadau/b/")))


def test_help_lines_are_there_in_welsh(client, published):
    assert "Yn poeni am blentyn neu oedolyn?" in text(foot_of(client, "/cy/"))
    shipped = make.open_plain(path="help-lines", body=shipped_pages.read("help-lines").body)
    own = make.make_live(shipped)
    assert "Yn poeni am blentyn neu oedolyn?" in text(foot_of(client, "/cy/"))
    assert "Worried about a child" in text(foot_of(client, "/"))
    changed = workflow.open_edition(own.page, by=make.make_user())
    make.make_live(make.change(changed, body="Call us."))
    [lines] = foot_of(client, "/cy/").xpath(".//div[@lang='en-GB']")
    assert text(lines) == "Call us."
    given = {"path": "llinellau", "body": "Ffoniwch ni.", "language": "cy"}
    make.make_live(make.open_plain(**given, version_of=own.page))
    assert "Ffoniwch ni." in text(foot_of(client, "/cy/"))
    assert "Call us." in text(foot_of(client, "/"))


def test_the_foot_has_each_page_in_the_language_that_is_spoken(client):
    for path in ("privacy", "cookies"):
        draft = make.open_plain(path=path, title=path.capitalize())
        Page.objects.filter(pk=draft.page_id).update(in_footer=True)
        make.make_live(draft)
    first = Page.objects.get(path="privacy")
    given = {"path": "preifatrwydd", "title": "Preifatrwydd", "language": "cy"}
    make.make_live(make.open_plain(**given, version_of=first))
    for address, expected in (("/", ["Cookies", "Privacy"]), ("/cy/", ["Cookies", "Preifatrwydd"])):
        found = foot_of(client, address).xpath(".//ul/li/a")[1:3]
        assert [text(each) for each in found] == expected


def foot_of(client, address: str):
    return page_of(client.get(address)).find(".//footer")


def test_a_form_that_is_wrong_says_so_in_welsh(client):
    response = client.post("/cy/concerns/new/", {"what": ""})
    assert response.status_code == 422
    assert "Dewiswch am beth mae hyn." in text(page_of(response))
    assert page_of(response).find(".//form[@class='report']").get("action") == "/cy/concerns/new/"


def test_a_search_in_welsh_that_finds_nothing_says_how_welsh_words_are_found(client):
    said = "mae “plentyn” yn dod o hyd i “blentyn” ond nid i “plant”"
    assert said in text(main_of(client.get("/cy/search/?q=plentyn")))
    assert "plentyn” finds" not in text(main_of(client.get("/search/?q=plentyn")))
