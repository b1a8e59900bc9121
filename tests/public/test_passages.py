"""The passages of a result: around the words, marked, and the same from the index and from the pages."""

import pytest

from tests.public.test_search import publish
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


def test_words_of_few_reviews_are_shown_as_those_of_many(client, monkeypatch):
    for number in range(3):
        publish(f"Child {number}", "Nothing.", *["Of elephants."] * 5)
    few = client.get("/search?q=elephants").content
    assert few.count(b"<mark>") == 9
    monkeypatch.setattr("reviews.public.search.RARE", 0)
    assert client.get("/search?q=elephants").content == few
