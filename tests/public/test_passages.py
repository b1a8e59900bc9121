"""The passages of a result: around the words, marked, of its own documents."""

import pytest

from reviews.public.excerpts import AROUND, START, STOP, excerpt
from tests.public.test_search import publish
from tests.support import factories as make
from tests.support.html import main_of, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("giraffe", "giraffe"),
        ("giraffes", "giraffe"),
        ('"tall giraffe"', "tall giraffe"),
        ("tall giraffe", "tall giraffe"),
        ("Elephants", "elephant"),
    ],
)
def test_what_is_far_down_a_long_page_is_shown_and_marked(client, asked, marked):
    """“Giraffelike” stands before the giraffe, and is another word."""
    publish(
        "Child A",
        f"Giraffelike. {'Words. ' * 900}A tall giraffe came. {'Words. ' * 900}An elephant.",
    )
    page = main_of(client.get("/search", {"q": asked}))
    assert " ".join(each.text for each in page.iter("mark")) == marked
    assert "Giraffelike" not in text(page)


def test_pages_are_those_of_the_documents_that_a_review_shows(client):
    """Of documents that others show, none; of one that several show, in each; of none, none."""
    shared = make.make_document_row(text=["Nothing.", *["Of elephants."] * 5], pages=6)
    for label in ("Child A", "Child B"):
        draft = make.open_bare_review(label=label, state="in_preparation")
        make.attach(draft, shared)
        make.make_live(draft)
    publish("Child C", "One elephant.")
    publish("Child D: an elephant", "A tiger.")
    publish("Child E: an elephant")
    shown = {
        text(next(each.iter("h3"))): len(each.find_class("serif"))
        for each in main_of(client.get("/search?q=elephants")).iter("article")
    }
    few = {"Child C": 1, "Child D: an elephant": 0, "Child E: an elephant": 0}
    assert shown == {"Child A": 3, "Child B": 3} | few


BEFORE = "The first sentence is of no use to anybody. It went on for a while, as reports do. "
AFTER = " After that the next one began, which says nothing of it either. And so did a third."
LONG = "and this goes on and on without any end to it, " * 20


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A giraffe came.", "A giraffe came."),
        ("Of giraffes", "Of giraffes"),
        (
            f"{BEFORE * 9}On that day in June a giraffe came to the school.{AFTER * 9}",
            "On that day in June a giraffe came to the school.",
        ),
        (
            f"{BEFORE}“Is that a ‘giraffe’ with spots there?” {AFTER}",
            "“Is that a ‘giraffe’ with spots there?”",
        ),
        (
            f"{BEFORE}\nGiraffes came at 3.30 p.m. and left within the hour.\n{AFTER}",
            "Giraffes came at 3.30 p.m. and left within the hour.",
        ),
        (
            f"{BEFORE}Giraffes. They came. {AFTER}",
            f"Giraffes. They came. {AFTER.split('. ')[0].strip()}.",
        ),
        (
            f"{BEFORE}A giraffe came to the school, a tall one. The tall one went.",
            "A giraffe came to the school, a tall one.",
        ),
        (f"{LONG}a giraffe came.{AFTER}", f"… any end to it, {LONG[: 3 * 47]}a giraffe came."),
        (f"{BEFORE}A giraffe came {LONG}", f"A giraffe came {LONG[: 3 * 47 - 1]} and this …"),
        (
            f"{BEFORE}A giraffe was {LONG}tall.{AFTER}",
            f"A giraffe was {LONG[: 3 * 47 - 1]} and this goes …",
        ),
    ],
)
def test_a_passage_is_of_whole_sentences_or_says_that_it_is_not(client, written, shown):
    publish("Child A", written)
    main = main_of(client.get("/search?q=giraffe or tall"))
    [passage] = [text(each) for each in main.find_class("serif")]
    assert passage == shown
    main = main_of(client.get("/search?q=giraffe"))
    assert passage == text(main.find_class("serif")[0])


def test_a_word_that_is_longer_than_a_passage_is_cut():
    marked = f"{START}giraffe{STOP}"
    address = f"https://x.org/{'a' * AROUND}/"
    assert excerpt(f"See {address}{marked}.html there.") == f"… {marked}.html there."
    assert excerpt(f"See {marked}{address}") == f"See {marked} …"
