"""The filters of a listing: each is a link, says how many reviews it leaves, and can be taken away."""

import pytest

from reviews import workflow
from reviews.lib.dates import PartialDate
from reviews.models import Action
from tests.support import factories as make
from tests.support.html import links, main_of, only, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing():
    """The address of a listing of serious case reviews and learning reviews of one board."""
    edition = make.open_listing(make.make_board(), path="list", review_types=["scr", "learning"])
    return make.make_live(edition)


def carried(listing, label, date, **fields):
    draft = make.open_bare_review(listing.page.board, label=label, **fields)
    return make.carry_over(draft, published=date)


def shown_in(main) -> list[str]:
    return [text(entry.find("h3")) for entry in main.find_class("entry")]


def counts(main) -> dict[str, str]:
    """By the words of a filter, how many reviews it says it would leave."""
    return {text(each.getprevious()): text(each) for each in main.find_class("count")}


def test_filters_combine_and_their_counts_are_what_they_lead_to(client, listing):
    carried(listing, "Child A", "2015-08", language="cy")
    carried(listing, "Child B", "2015-02", review_type="learning", language="cy")
    carried(listing, "Child C", "2014-01", review_type="learning")
    late = carried(listing, "Child D", "2014-02", state="in_preparation")
    draft = workflow.open_edition(late.page, by=make.make_user())
    Action.objects.create(
        edition=draft, action="Train.", lead_agency="Health", due=PartialDate("2016")
    )
    make.make_live(draft)
    main = main_of(client.get("/list/"))
    assert counts(main) == {
        "2015": "2",
        "2014": "2",
        "Learning review": "2",
        "Serious case review": "2",
        "Listed without a document": "3",
        "In preparation": "1",
        "English": "2",
        "Welsh": "2",
        "Has an action overdue": "1",
    }
    followed = 0
    for words, number in counts(main).items():
        narrowed = main_of(client.get(f"{page_address(links(main)[words])}"))
        assert len(shown_in(narrowed)) == int(number), words
        rail = only(narrowed, "rail")
        for more, count in counts(rail).items():
            if more in links(rail):
                both = main_of(client.get(page_address(links(rail)[more])))
                assert len(shown_in(both)) == int(count), (words, more)
                followed += 1
    assert followed > 10
    both = main_of(client.get("/list/2014/?type=learning"))
    assert shown_in(both) == ["Child C"]
    chosen = {text(each): each.get("href") for each in only(both, "chosen").iter("a")}
    assert chosen == {"2014": "/list/?type=learning", "Learning review": "/list/2014/"}


def page_address(address: str) -> str:
    return address if address.startswith("/") else f"/list/{address}"
