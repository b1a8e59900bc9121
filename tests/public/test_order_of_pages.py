"""What comes first on a page, and what after it: the order in which readers need it."""

import pytest

from reviews.models import Action, BoardResponse
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
LONG = "A review of what was known between the first referral and the move"


@shared_start
def full():
    """A review with everything that its page shows, and another that shares its report, both in one listing."""
    board = make.make_board(name="Newtown Board")
    warned = {"content_warning": "It describes violence.", "body": "## Further details\n\nMore."}
    draft = make.open_bare_review(board, path="reviews/full", label="Child F", **warned)
    report = make.make_document()
    make.attach(draft, report)
    BoardResponse.objects.create(edition=draft, actions_taken="Staff were trained.")
    team = {"action": "Train.", "lead_agency": "The board"}
    Action.objects.create(edition=draft, recommendation="Listen.", **team)
    other = make.open_bare_review(board, path="reviews/other", title=LONG)
    make.attach(other, report)
    make.carry_over(other, published="2014-03")
    make.make_live(make.open_listing(board, path="list"))
    return make.carry_over(draft, published="2015-08")


def test_a_review_says_what_it_is_before_anything_long(client, full):
    page = page_of(client.get("/reviews/full/"))
    main = page.get_element_by_id("main")
    head, *parts = main
    assert [each.tag for each in head] == ["p", "h1", "p", "dl"]
    assert text(head).startswith("Serious case review Child F A serious case review conducted by")
    named = [each.get("aria-labelledby") or each.get("class") for each in parts]
    assert named == [
        *("before", "summary", "documents", "text", "response", "action-plan"),
        *("related", "history", "report", "cite", "printed small"),
    ]
    assert [each.tag for each in main.itersiblings() if isinstance(each.tag, str)] == [
        *("p", "aside", "aside", "footer"),
    ]
    assert [each.get("aria-labelledby") for each in page.findall("body/aside")] == [
        "reuse",
        "contact",
    ]


@pytest.mark.parametrize("address", ["/", "/list/", "/list/2015/", "/cy/", "/cy/list/"])
def test_search_comes_first_and_needs_no_script(client, full, address):
    first, second = list(main_of(client.get(address)))[:2]
    assert (first.tag, second.tag, second.get("role")) == ("header", "form", "search")
    assert second.get("method", "get") == "get"
    assert [each.get("name") for each in second.iter("input", "button")][-2:] == ["q", None]


def test_a_listing_leads_to_its_years_and_months(client, full):
    main = main_of(client.get("/list/"))
    found = links(only(main, "rail"))
    assert (found["2015"], found["2014"]) == ("/list/2015/", "/list/2014/")
    months = {words: to for words, to in found.items() if to.startswith("#")}
    assert months == {"August 2015": "#m2015-08", "March 2014": "#m2014-03"}
    for words, to in months.items():
        assert text(main.get_element_by_id(to[1:])) == words


def test_long_titles_are_set_smaller(client, full):
    assert main_of(client.get("/reviews/other/")).find(".//h1").get("class") == "long"
    assert main_of(client.get("/reviews/full/")).find(".//h1").get("class") is None


def test_covers_are_small_load_late_and_are_not_read_out(client, full):
    [cover] = main_of(client.get("/reviews/full/")).iter("img")
    assert (cover.get("loading"), cover.get("alt")) == ("lazy", "")
    assert int(cover.get("width")) <= 120
    assert len(client.get(cover.get("src")).getvalue()) < 10_000
    assert list(main_of(client.get("/list/")).iter("img")) == []
