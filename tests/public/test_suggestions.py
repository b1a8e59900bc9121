"""“Did you mean …?”: words of what is live, for whoever finds nothing or little, and no word of anything else."""

import random
import re
import string
from collections import Counter

import pytest
from django.conf import settings

from reviews import workflow
from reviews.lib import clock
from reviews.lib.spelling import slips
from reviews.models import Spelling
from reviews.public import matches
from reviews.public.kept import Kept
from reviews.public.search import search
from tests.public.test_search import found, publish
from tests.support import bypass
from tests.support import factories as make
from tests.support.erasures import erase
from tests.support.html import links, main_of, text

pytestmark = pytest.mark.django_db
# For any search: the clock, the facts of all reviews, a savepoint, its limit and its end, banners and links of
# the footer.
AROUND = 7


def meant(client, asked: str) -> str:
    """What is suggested for the search; empty when nothing is."""
    main = main_of(client.get("/search", {"q": asked}))
    offered = [each for each in main.iter("p") if text(each).startswith("Did you mean")]
    assert len(offered) <= 1
    return text(next(offered[0].iter("a"))) if offered else ""


MEANT = {
    "apointments": "appointments",
    "Apponitments": "appointments",
    "elphant": "elephant",
    # It has the same stem, and so it is found.
    "elephent": "",
    "frankyln": "franklyn",
    "girafe": "giraffe",
    "mised apointments": "missed appointments",
    "missed apointments": "missed appointments",
    '"mised apointments"': '"missed appointments"',
    "“mised apointments”": '"missed appointments"',
    "mised -polcie": "missed -polcie",
    'mised -"mised polcie" or girafe': 'missed -"mised polcie" or giraffe',
    "there apointments": "there appointments",
    "missed": "",
    "xylophone": "",
    "mis": "",
    # One that says the contrary was not meant.
    "mismissed": "",
    "unmissed": "",
    "elefant girafe": "",
    '"apointments mised"': "",
}


def test_each_word_that_no_live_review_has_gives_way_to_one_that_it_has(client):
    publish("Child A", "Five missed appointments.", "In the spring.")
    publish("Franklyn", summary="An elephant.")
    publish("Child C", title="A giraffe and its theme")
    assert {asked: meant(client, asked) for asked in MEANT} == MEANT
    assert all(found(client, suggested) for suggested in MEANT.values() if suggested)


def test_a_suggestion_leads_to_the_search_for_it(client):
    publish("Child A", "Five missed appointments.")
    main = main_of(client.get("/search?q=mised+apointments"))
    assert "No review was found for: mised apointments" in text(main)
    assert links(main)["missed appointments"] == "/search?q=missed+appointments"


def test_a_slip_that_stands_in_a_review_is_found_and_the_common_word_offered(client):
    publish("Child A", "They did not recieve it.")
    for number in range(4):
        publish(f"Other {number}", "They receive it.")
    assert (found(client, "recieve"), meant(client, "recieve")) == (["Child A"], "")
    publish("Other 4", "They receive it.")
    assert (found(client, "recieve"), meant(client, "recieve")) == (["Child A"], "receive")
    assert meant(client, "receive") == ""
    assert meant(client, "recieve they") == "receive they"


def test_in_a_phrase_what_very_many_documents_have_is_no_slip(client, monkeypatch):
    publish("Child A", "They recieve it.")
    for number in range(5):
        publish(f"Other {number}", "They receive it.")
    for common, expected in ((2, '"they receive"'), (1, "")):
        monkeypatch.setattr(matches, "COMMON", common)
        assert found(client, '"they recieve"') == ["Child A"]
        assert meant(client, '"they recieve"') == expected


def canary_in_a_draft():
    draft = make.open_bare_review(summary="A canary.", title="Canary", state="in_preparation")
    make.attach(draft, make.make_document_row(text=["A canary."]))
    return draft


def canary_that_waits():
    make.make_live(canary_in_a_draft(), at=clock.now() + make.DAY)


def canary_withdrawn():
    make.withdraw(make.make_live(canary_in_a_draft()))


def canary_erased():
    live = make.make_live(canary_in_a_draft())
    make.withdraw(live)
    erase(live.page)


def canary_of_before():
    live = make.make_live(canary_in_a_draft())
    draft = workflow.open_edition(live.page, by=make.make_user())
    draft.attachments.update(document=make.make_document_row(text=["A sparrow."]))
    make.make_live(make.change(draft, title="Sparrow", summary="A sparrow."))


@pytest.mark.parametrize(
    "hide",
    [canary_in_a_draft, canary_that_waits, canary_withdrawn, canary_erased, canary_of_before],
)
def test_no_word_is_suggested_that_is_only_in_what_is_not_live(client, hide):
    publish("Child A", "A cannery, and canvas.")
    hide()
    for asked in ("canray", "cannary", "canary", "canarys"):
        assert "canary" not in client.get("/search", {"q": asked}).content.decode().replace(
            asked, ""
        )
    publish("Child B", "A canary.")
    assert (meant(client, "canray"), meant(client, "cannary")) == ("canary", "canary")


def test_a_form_of_a_live_word_that_is_only_in_a_draft_is_not_suggested(client):
    publish("Child A", "A canary.")
    draft = make.open_bare_review(summary="Canaries.", state="in_preparation")
    make.attach(draft, make.make_document_row(text=["Canaries."]))
    assert Spelling.objects.filter(word="canaries").exists()
    assert meant(client, "canareis") == ""
    make.make_live(draft)
    assert meant(client, "canareis") == "canaries"


@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        # What was found; spellings like it; whether they find anything; how many documents are scanned.
        ("apointments", 4),
        ("mised apointments in sprng", 4),
        ("xylophone", 3),
        # Words in phrases are looked for by themselves too.
        ('"mised apointments"', 5),
        # What was found, two for its results, spellings like it.
        ("missed", 4),
    ],
)
def test_a_suggestion_costs_one_statement_and_one_that_tries_it(
    client, django_assert_num_queries, asked, statements
):
    publish("Child A", "Five missed appointments in the spring.")
    with django_assert_num_queries(AROUND + statements):
        client.get("/search", {"q": asked})


@pytest.mark.parametrize(
    ("typed", "word", "count"),
    [
        ("same", "same", 0),
        ("recieve", "receive", 1),
        ("apointment", "appointment", 1),
        ("missled", "missed", 1),
        ("mixsed", "missed", 1),
        ("ca", "abc", 3),
        ("", "abc", 3),
    ],
)
def test_slips_are_counted(typed, word, count):
    assert (slips(typed, word), slips(word, typed)) == (count, count)


def with_a_slip(chance: random.Random, word: str, kind: str) -> str:
    at, letter = chance.randrange(len(word) - 1), chance.choice(string.ascii_lowercase)
    begin, end = word[:at], word[at:]
    slipped = {
        "left out": begin + end[1:],
        "put in": begin + letter + end,
        "replaced": begin + letter + end[1:],
        "swapped": begin + end[1] + end[0] + end[2:],
    }
    return slipped[kind]


def test_of_single_slips_most_are_recognised(request):
    """In words of the demonstration and of real pages; what finds something by itself is no slip.

    With --exhaustive there are 200 words, of which the first are tried by default.
    """
    pages = [
        re.sub(r"<style.*?</style>|<[^>]+>", " ", path.read_text(), flags=re.DOTALL)
        for path in sorted((settings.BASE_DIR / "reviews/demonstration").glob("*.html"))
    ]
    publish("Child A", *pages, (settings.BASE_DIR / "tests/data/real_pages.json").read_text())
    long_words = """
        SELECT word FROM reviews_spelling WHERE length(word) > 3 AND to_tsvector('reviews_words', word) <> ''
        ORDER BY word COLLATE "C"
    """
    chance, recognised, tried = random.Random(2026), Counter(), Counter()
    words = chance.sample([word for (word,) in bypass.sql(long_words)], 200)
    few = len(words) if request.config.getoption("exhaustive") else 60
    for number, word in enumerate(words[:few]):
        kind = ("left out", "put in", "replaced", "swapped")[number % 4]
        outcome = search({"q": with_a_slip(chance, word, kind)}, Kept(), at=clock.now())
        if not outcome.results:
            tried[kind] += 1
            recognised[kind] += outcome.instead == word
    print(f"{recognised.total()} of {tried.total()}: {dict(recognised)} of {dict(tried)}")  # noqa: T201
    assert tried.total() > 0.9 * few
    assert recognised.total() >= 0.88 * tried.total()
