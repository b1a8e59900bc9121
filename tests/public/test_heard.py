"""What a screen reader is given: links that differ by their words, and the language of texts."""

from collections import defaultdict

import pytest

from reviews.models import Action, BoardResponse
from tests.public.test_search import publish
from tests.support import factories as make
from tests.support.html import heard, main_of, only, page_of, text
from tests.support.real_pages import PAGES, build

pytestmark = pytest.mark.django_db


def ambiguous(main) -> dict[str, set[str]]:
    """The words of links that lead to more than one place. Of every real page: test_real_pages.py."""
    found = defaultdict(set)
    for link in main.iter("a"):
        found[heard(link)].add(link.get("href"))
    return {words: addresses for words, addresses in found.items() if len(addresses) > 1}


def test_two_reports_of_a_review_differ_by_their_dates(client):
    page = next(page for page in PAGES if page["board"].startswith("Merton"))
    main = main_of(client.get(build(page).get_absolute_url()))
    found = [heard(link) for link in main.iter("a") if "of Eddie" in heard(link)]
    assert len(found) == len(set(found)) == 2
    assert found[0].startswith("Report of Eddie (Child E) (PDF, 1 KB, 1 page, published")


def test_results_of_one_name_differ(client):
    """In the links to them, to their passages, and to all pages of one that has more."""
    pages = ["Of Amina."] * 5
    live, *_ = [publish(label, *pages) for label in ("Child T", "Child T", "Child U")]
    main = main_of(client.get("/search/?q=amina"))
    assert ambiguous(main) == {}
    names = sorted(heard(link) for link in main.findall(".//h3/a"))
    assert names == ["Child T, 1 of 2 of this name", "Child T, 2 of 2 of this name", "Child U"]
    assert "All pages of this review, Child T, 2 of 2 of this name" in map(heard, main.iter("a"))
    alone = main_of(client.get("/search/", {"q": "amina", "in": live.page.path}))
    assert heard(only(alone, "results").find(".//h3/a")) == "Child T"


def test_passages_of_two_reports_of_one_review_differ(client):
    draft = make.open_bare_review(label="Child T", state="in_preparation")
    for slug in ("first", "second"):
        make.attach(draft, make.make_document_row(text=["Of Amina."]), slug=slug)
    make.make_live(draft)
    main = main_of(client.get("/search/?q=amina"))
    assert ambiguous(main) == {}
    assert "Overview report, 1 of 2 of this name, page 1" in text(main)
    assert "Overview report, 2 of 2 of this name, page 1" in text(main)


def test_related_reviews_of_one_name_differ(client):
    document = make.make_document_row()
    drafts = [make.open_bare_review(label="Child T", state="in_preparation") for _ in range(3)]
    for draft in drafts:
        make.attach(draft, document)
    own, *_ = [make.make_live(draft) for draft in drafts]
    main = main_of(client.get(own.page.get_absolute_url()))
    related = main.xpath(".//section[@aria-labelledby='related']//a")
    assert [heard(link) for link in related] == [
        "Child T, 1 of 2 of this name",
        "Child T, 2 of 2 of this name",
    ]


def test_links_of_the_same_words_are_noticed(client):
    main = page_of(client.get("/"))
    for address in ("/a", "/b"):
        link = main.makeelement("a", href=address)
        link.text = "Report"
        main.append(link)
    assert ambiguous(main) == {"Report": {"/a", "/b"}}


def test_texts_in_another_language_are_marked_in_a_listing_and_are_that_of_their_own_page(client):
    draft = make.open_review(
        language="cy", title="Plentyn P", summary="Crynodeb.", body="## Pam\n\nGeiriau."
    )
    BoardResponse.objects.create(edition=draft, actions_taken="Gwnaed.")
    team = {"action": "Hyfforddi.", "lead_agency": "The board"}
    Action.objects.create(edition=draft, recommendation="Gwrando.", **team)
    live = make.make_live(draft)
    listing = make.make_live(make.open_listing(live.page.board))
    page = page_of(client.get(live.page.get_absolute_url()))
    spoken = {words: language_of(page, words) for words in ("Plentyn P", "Crynodeb.", "Geiriau.")}
    spoken |= {words: language_of(page, words) for words in ("Gwnaed.", "Hyfforddi.", "Pam")}
    assert set(spoken.values()) == {"cy"}, spoken
    around = {
        words: language_of(page, words) for words in ("Dogfennau", "Cyhoeddwyd gan", "Cysylltu")
    }
    assert set(around.values()) == {"cy"}, around
    entry = only(main_of(client.get(listing.page.get_absolute_url())), "entry")
    assert language_of(entry, "Plentyn P") == "cy"


def language_of(page, words: str) -> str:
    """The language in which a screen reader speaks the element that holds just these words."""
    spoken = page.iter("h1", "h2", "p", "a", "dt", "span")
    found = next(each for each in spoken if (each.text or "").strip() == words)
    return next(each.get("lang") for each in [found, *found.iterancestors()] if each.get("lang"))
