"""Searches from what a process keeps: the same answers, few statements, and never an earlier state."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.lib import clock
from reviews.public import kept, searched
from tests.support import factories as make

ADDRESSES = [
    *("/search?q=elephants", "/search?q=elephants&type=scr", "/search?q=elephants&type=dhr"),
    *(
        "/search?q=elephants&page=2",
        "/search?q=tigers",
        "/search?q=elefants",
        "/search?q=",
        "/search",
    ),
    *("/cy/search?q=elephants", "/cy/search?q=tigers"),
]
# The clock, the state of the register; then a transaction, its limit and its end around the three of a search: which
# reviews have the words, what is said of each, and the passages. The first is asked once for the same words, the
# second once for each review.
FROM_MEMORY, ANEW, LESS = 2, 8, 1


@pytest.fixture
def reviews(committed, settings):
    settings.READY_PAGES = True
    return [live(kind, f"{kind} of elephants.") for kind in ("scr", "dhr", "sar")]


def live(kind: str, words: str):
    draft = make.open_bare_review(label=f"Child {kind}", review_type=kind)
    make.attach(draft, make.make_document_row(text=[words, "Of elephants."]))
    return make.make_live(draft)


def read(client, address: str) -> tuple[str, int]:
    """The page, and how many statements it cost."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    return response.content.decode(), len(queries)


def test_an_answer_is_the_same_from_memory_and_costs_two_statements(client, reviews, settings):
    settings.READY_PAGES = False
    fresh = {address: read(client, address)[0] for address in ADDRESSES}
    assert fresh["/search?q=elephants"].count("<mark>") >= 3
    settings.READY_PAGES = True
    for address in ADDRESSES:
        assert read(client, address)[0] == fresh[address], address
        assert read(client, address) == (fresh[address], FROM_MEMORY), address
    assert read(client, "/search?q=elephants&year=1")[1] == ANEW - LESS - LESS


def test_what_is_published_is_found_at_once_and_what_is_withdrawn_is_gone(client, reviews):
    address = "/search?q=elephants"
    assert "Child scr" in read(client, address)[0]
    assert "Child lcspr" not in read(client, address)[0]
    live("lcspr", "Of elephants.")
    assert "Child lcspr" in read(client, address)[0]
    make.withdraw(reviews[0])
    assert "Child scr" not in read(client, address)[0]
    draft = workflow.open_edition(reviews[1].page, by=make.make_user()).as_kind
    make.make_live(make.change(draft, summary="A canary."))
    assert "A canary." in read(client, "/search?q=elephants")[0]


def test_only_the_last_answers_are_kept(client, reviews, monkeypatch):
    monkeypatch.setattr(kept, "MOST_ANSWERS", 2)
    read(client, "/search?q=elephants")
    for number in range(2):
        assert read(client, f"/search?q=tiger{number}")[1] > FROM_MEMORY
    assert read(client, "/search?q=tiger1")[1] == FROM_MEMORY
    assert read(client, "/search?q=elephants")[1] > FROM_MEMORY
    assert len(kept.memory.at(clock.now())._answers) == 2


def test_the_same_words_are_asked_for_once(client, reviews):
    read(client, "/search?q=tigers")  # reads what all searches need
    assert read(client, "/search?q=elephants&type=scr")[1] == ANEW
    assert read(client, "/search?q=elephants&type=dhr")[1] == ANEW - LESS
    assert read(client, "/search?q=elephants&type=dhr&n=1")[1] == ANEW - LESS - LESS
    live("lcspr", "Of elephants.")
    assert "Child lcspr" in read(client, "/search?q=elephants&type=lcspr")[0]
    make.withdraw(reviews[1])
    assert "Child dhr" not in read(client, "/search?q=elephants&type=dhr")[0]


def test_words_that_were_asked_for_together_are_known_one_by_one(client, reviews):
    read(client, "/search?q=tigers")
    together, count = read(client, "/search?q=elephants child")
    assert (together.count("<article>"), count) == (3, ANEW)
    assert read(client, "/search?q=elephants child&n=1")[1] == ANEW - LESS - LESS
    assert read(client, "/search?q=elephants or child")[1] == ANEW - LESS  # ranked otherwise
    alone, count = read(client, "/search?q=child -elephants")
    assert "Nothing found" in alone
    assert "Child scr" in together
    assert "Child scr" not in alone


def test_only_the_last_answers_of_the_indexes_are_kept(client, reviews, monkeypatch):
    monkeypatch.setattr(searched, "MOST_RANKED", 2)
    read(client, "/search?q=elephants")
    assert read(client, "/search?q=elephants&n=1")[1] == ANEW - LESS - LESS
    for word in ("scr", "dhr"):
        read(client, f"/search?q={word}")
    assert read(client, "/search?q=elephants&n=2")[1] == ANEW - LESS


def test_only_the_last_reviews_are_kept(client, reviews, monkeypatch):
    monkeypatch.setattr(kept, "MOST_REVIEWS", 2)
    for kind in ("scr", "dhr"):
        read(client, f"/search?q=elephants&n=0&type={kind}")
    assert read(client, "/search?q=elephants&n=1&type=scr")[1] == ANEW - LESS - LESS
    assert read(client, "/search?q=elephants&n=1&type=sar")[1] == ANEW - LESS
    assert read(client, "/search?q=elephants&n=2&type=scr")[1] == ANEW - LESS
    assert len(kept.memory.at(clock.now())._reviews) == 2


def test_what_results_say_of_reviews_ends_with_the_next_public_change(client, reviews):
    first, more = read(client, "/search?q=elephants"), "/search?q=elephants&n="
    assert read(client, f"{more}1")[1] == ANEW - LESS - LESS
    draft = workflow.open_edition(reviews[0].page, by=make.make_user()).as_kind
    make.make_live(make.change(draft, title="A title of elephants"))
    assert "A title of" not in first[0]
    assert "A title of" in read(client, f"{more}2")[0]
    make.withdraw(reviews[1])
    assert "Child dhr" in first[0]
    assert "Child dhr" not in read(client, f"{more}3")[0]
