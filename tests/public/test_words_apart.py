"""Words that are not together: a name on one page, in a heading or a theme, and what is asked of it on another."""

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from reviews.models import Action, BoardResponse
from reviews.public import matches
from tests.public.test_search import found, passages, publish
from tests.support import factories as make
from tests.support.html import links, main_of, only, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def four():
    kingston = make.make_board(name="Kingston Board")
    publish("Apart", "Of Amina. A giraffe.", "She missed appointments.", summary="In summer.")
    publish("Together", "Amina missed appointments in a week.", board=kingston)
    publish("Elsewhere", "Amina alone.", summary="The police came.")
    publish("Neither", "Of Joseph.", "She kept one appointment.")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Amina appointments", ["Together", "Apart"]),
        ("appointments Amina", ["Together", "Apart"]),
        ("the appointments of Amina", ["Together", "Apart"]),
        ('"missed appointments" Amina', ["Together", "Apart"]),
        ('"appointments missed" Amina', []),
        ("Amina police", ["Elsewhere"]),
        ("Amina police or appointments Amina", ["Together", "Apart", "Elsewhere"]),
        ("Amina appointments -giraffe", ["Together"]),
        ("Kingston appointments", ["Together"]),
        ("appointments summer", ["Apart"]),
        ("Amina xylophone", []),
        ("the of", []),
        ("the xylophone", []),
        ("Amina appointments one two three four five six", []),
        ("Amina missed her appointments in a week or", ["Together"]),
    ],
)
def test_words_are_found_wherever_a_review_has_them(client, four, asked, expected):
    """In its documents, its own words and the name of its board; first where they are together."""
    given = found(client, asked)
    assert sorted(given) == sorted(expected)  # what is as old goes by its address
    assert given[:1] == expected[:1]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_of_more_than_are_shown_the_first_are_the_same(client, four, monkeypatch, most):
    """Where they are all together, nobody asks for their words apart."""
    publish("Together too", "Amina missed appointments.", summary="Of appointments.")
    everything = found(client, "Amina appointments")
    assert sorted(everything) == ["Apart", "Together", "Together too"]
    monkeypatch.setattr(matches, "MOST", most)
    main = main_of(client.get("/search?q=Amina+appointments"))
    assert found(client, "Amina appointments") == everything[:most]
    assert (f"More than {most} " in text(main)) == (most < 3)


def test_a_phrase_ranks_by_itself_and_not_by_its_words(client):
    by_itself, by_its_words, latest = (
        "Missed appointments",
        "Appointments that were missed",
        "Latest",
    )
    publish(by_itself, "A giraffe.", first_published="2014")
    publish(by_its_words, "Three missed appointments.", first_published="2015")
    publish(latest, "Missed appointments again.", first_published="2016")
    assert found(client, '"missed appointments"') == [by_itself, latest, by_its_words]


def test_a_page_shows_where_each_of_the_words_is(client):
    pages = ["Amina first.", "Amina again.", "Nothing.", "Missed appointments.", "Appointments."]
    live = publish("Child K", *pages)
    main = main_of(client.get("/search?q=amina+appointments"))
    assert [text(each) for each in main.iter("mark")] == ["Amina", "appointments"]
    [hits] = passages(client, "amina appointments")
    assert "page 1" in hits
    assert "page 4" in hits
    assert "page 2" not in hits
    assert "These words are in different places of this review." in text(main)
    more = links(main)["All pages of this review"]
    whole = text(only(main_of(client.get(more)), "hits"))
    assert [f"page {number} " in whole for number in range(1, 6)] == [True, True, False, True, True]
    together = publish("Child L", "Amina missed appointments.")
    page = main_of(client.get(f"/search?q=amina+appointments&in={together.page.path}"))
    assert "different places" not in text(page)
    assert live.page.path not in text(page)


def test_a_name_that_ends_in_a_letter_is_one_word_of_them(client):
    """“Child A” and “neglect” apart, not some child, some A and neglect."""
    publish("Right", "Of Child A.", "There was neglect.")
    publish("Wrong", "Of Adult A and of Child B.", "There was neglect.")
    assert found(client, "Child A neglect") == ["Right"]
    assert found(client, "neglect child a") == ["Right"]


def test_words_of_the_page_itself_are_shown_where_no_document_has_them(client):
    """In its text, its response and its action plan; without the signs of Markdown."""
    draft = make.open_bare_review(
        label="Child K", body="## Of *elephants*\n\n[Read](https://x.org/a)."
    )
    BoardResponse.objects.create(edition=draft, actions_taken="Giraffes were counted.")
    Action.objects.create(
        edition=draft, recommendation="Zebras.", action="Care.", lead_agency="Zoo"
    )
    make.attach(draft, make.make_document_row(text=["Of lions.", "Of elephants."], pages=2))
    make.make_live(draft)
    assert passages(client, "read") == [
        "Of elephants Read. Giraffes were counted. In the text of its page"
    ]
    assert "In the text of its page" not in passages(client, "elephant")[0]
    [shown] = passages(client, "zebras lions")
    assert "Zebras. Care. Zoo In the text of its page" in shown
    assert "Of lions. Overview report, page 1" in shown
    marks = [text(each) for each in main_of(client.get("/search?q=zebras+lions")).iter("mark")]
    assert marks == ["Zebras", "lions"]


def test_what_is_withdrawn_is_found_by_no_words_apart(client):
    live = publish("Child K", "Amina.", "Appointments.")
    assert found(client, "Amina appointments") == ["Child K"]
    make.withdraw(live)
    assert found(client, "Amina appointments") == []


def test_words_apart_cost_no_further_statement(client):
    publish("Child K", "Amina.", "Appointments.")
    client.get("/search?q=nothing")
    counts = []
    for asked in ("amina", "amina appointments", '"amina" appointments or child'):
        with CaptureQueriesContext(connections[settings.PUBLIC_DATABASE]) as queries:
            assert found(client, asked) == ["Child K"]
        counts.append(sum("reviews_documentpage" in each["sql"] for each in queries))
        counts.append(len(queries))
    assert counts[:2] * 3 == counts
