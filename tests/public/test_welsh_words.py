"""Words that Welsh begins with another letter by what stands before them: found in what is written in Welsh."""

import pytest

from tests.public.test_search import found, found_as_data
from tests.support import factories as make
from tests.support.html import main_of, text

pytestmark = pytest.mark.django_db
WRITTEN = "Roedd dau o blant yn y teulu. Dywedodd y fam am ofal ei phlant."


def publish(label, page, *, language="cy", file_language="cy", **fields):
    """A live review whose report has this page."""
    draft = make.open_bare_review(label=label, language=language, state="in_preparation", **fields)
    document = make.make_document_row(text=[page], pages=1)
    make.attach(draft, document, language=file_language)
    return make.make_live(draft)


def marks(client, asked) -> list[str]:
    return [text(each) for each in main_of(client.get("/search", {"q": asked})).iter("mark")]


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("plant", ["blant", "phlant"]),
        ("blant", ["blant"]),
        ("mam", ["fam"]),
        ("gofal", ["ofal"]),
        ("gofal plant", ["ofal", "phlant"]),
        ("nheulu", ["teulu"]),
        ("plant -tad", ["blant", "phlant"]),
        ("tad or mam", ["fam"]),
        ("Plant, teulu", ["blant", "teulu"]),
    ],
)
def test_a_word_is_found_as_welsh_changes_it(client, asked, marked):
    publish("K", WRITTEN)
    publish("L", "Am rywbeth arall.")
    assert found(client, asked) == found_as_data(client, asked) == ["K"]
    assert set(marked) <= set(marks(client, asked))


@pytest.mark.parametrize("asked", ['"gofal plant"', "plentyn", "gofal -plant", "-plant -rhywbeth"])
def test_phrases_and_other_forms_are_not_and_what_is_left_out_is_left_out(client, asked):
    publish("K", WRITTEN)
    publish("L", "Am rywbeth arall.")
    assert found(client, asked) == found_as_data(client, asked) == []


def test_texts_in_english_are_searched_in_english(client):
    """“Neath” is “death” as Welsh might change it."""
    english = {"language": "en-GB", "file_language": "en-GB"}
    publish("K", "A death.", **english)
    publish("L", "A family of Neath.", summary="Near Neath.", **english)
    publish("M", "Yn Neath.")
    assert sorted(found(client, "death")) == sorted(found_as_data(client, "death")) == ["K", "M"]
    assert sorted(marks(client, "death")) == ["Neath", "death"]


def test_a_report_in_welsh_on_a_page_in_english_is_searched_in_welsh(client):
    live = publish("K", WRITTEN, language="en-GB", summary="Of a fam.")
    publish("L", WRITTEN, language="en-GB", file_language="en-GB")
    assert found(client, "mam") == found_as_data(client, "mam") == ["K"]
    assert marks(client, "mam") == ["fam"]
    assert live.page.get_absolute_url() in client.get("/search?q=mam").content.decode()


def test_the_text_of_a_page_in_welsh_is_searched_in_welsh(client):
    publish("K", "Am rywbeth arall.", summary="Am ddau o blant.", body="Y teulu a’i ofal.")
    for asked, marked in (("plant", ["blant"]), ("gofal", ["ofal"]), ("plant gofal", ["blant"])):
        assert found(client, asked) == found_as_data(client, asked) == ["K"], asked
        assert set(marked) <= set(marks(client, asked)), asked


@pytest.mark.parametrize("asked", ["the", "the arall"])
def test_what_nobody_looks_for_is_looked_for_in_no_form(client, asked):
    publish("K", "Yfed te oedd hi.")
    publish("L", "Am rywbeth arall, the end.")
    expected = ["L"] if " " in asked else []
    assert found(client, asked) == found_as_data(client, asked) == expected
    assert found(client, "de") == ["K"]


def test_words_apart_are_found_in_welsh_too(client):
    draft = make.open_bare_review(label="K", language="cy", state="in_preparation")
    document = make.make_document_row(text=["Am blant.", "Am ofal."], pages=2)
    make.attach(draft, document, language="cy")
    make.make_live(draft)
    assert found(client, "plant gofal") == found_as_data(client, "plant gofal") == ["K"]
    assert marks(client, "plant gofal") == ["blant", "ofal"]


def test_many_words_that_have_too_many_forms_are_found_apart(client):
    publish("K", WRITTEN)
    assert found(client, "plant gofal teulu mam") == ["K"]
    assert found(client, "plant gofal teulu brawd") == []


@pytest.mark.parametrize("count", [3, 10])
def test_it_costs_no_statement(client, django_assert_num_queries, count):
    for number in range(count):
        publish(f"Plentyn {number}", "Am blant.")
    with django_assert_num_queries(7 + 3):
        assert len(found(client, "plant")) == count


@pytest.mark.parametrize("asked", ["Plentyn A", "plentyn a", '"Plentyn A"', "Plentyn A gofal"])
def test_a_child_known_by_a_letter_is_found_in_welsh_and_no_other(client, asked):
    """“A” is a word of no weight in both languages."""
    publish("K", "Ymwelodd â Phlentyn A. Am ofal.", summary="Am blentyn a’i deulu.")
    publish("L", "Ymwelodd â Phlentyn B a theulu. Am ofal.", summary="Am blentyn a’i deulu.")
    assert found(client, asked) == found_as_data(client, asked) == ["K"]
    assert found(client, "Plentyn B") == ["L"]
