"""The spellings that words are compared with follow documents and editions, and go with the last that has them."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.models import DocumentWords, Spelling
from tests.support import bypass
from tests.support import factories as make
from tests.support.concurrency import race
from tests.support.erasures import asker, erase, eraser, everything_written


def spelt(*words: str) -> set[str]:
    """Those of the words that are kept."""
    return {*Spelling.objects.filter(word__in=words).values_list("word", flat=True)}


def withdrawn(*pages: str, **fields):
    """The page of a withdrawn review whose report has these pages."""
    draft = make.open_bare_review(state="in_preparation", **fields)
    make.attach(draft, make.make_document_row(text=list(pages), pages=len(pages)))
    return make.withdraw(make.make_live(draft)).edition.page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Canary’s song, o'clock.", ["canary", "clock", "song", "the"]),
        ("Multi-agency WORK in 2015; A1, x@example.org.", ["agency", "multi", "work"]),
        ("Gwasanaethau i blant ŵyr", ["blant", "gwasanaethau", "ŵyr"]),
        ("ab " + "x" * 41, []),
        ("", []),
        ("word " * 60_000, ["word"]),
    ],
)
def test_words_are_kept_as_they_may_be_typed(words, expected):
    assert bypass.sql("SELECT reviews_spelt(%s)", words) == [(expected,)]


@pytest.mark.django_db
def test_what_is_erased_leaves_no_spelling_that_others_do_not_have():
    page = withdrawn("A canary sings.", title="Canary", summary="Of canaries.")
    other = make.make_document_row(text=["The canary sings loudly."])
    erase(page)
    assert spelt("canary", "canaries", "sings", "loudly") == {"canary", "sings", "loudly"}
    draft = make.open_bare_review(summary="It sings.", state="in_preparation")
    make.attach(draft, other)
    live = make.make_live(draft)
    make.withdraw(live)
    make.make_live(make.open_bare_review(summary="It sings."))
    erase(live.page)
    assert not DocumentWords.objects.filter(document=other).exists()
    assert spelt("canary", "canaries", "sings", "loudly") == {"sings"}
    assert "canar" not in everything_written().lower()


@pytest.mark.django_db
def test_a_summary_that_never_went_live_leaves_no_spelling():
    draft = make.open_bare_review(summary="A canary.")
    waiting = make.make_live(draft, at=clock.now() + make.DAY)
    assert spelt("canary") == {"canary"}
    workflow.unschedule(waiting, by=make.make_user())
    assert spelt("canary") == set()


def test_two_that_erase_the_same_word_at_once_do_not_leave_it_to_each_other(committed):
    pages = [withdrawn(f"A canary, {name}.") for name in ("one", "two")]
    asked = [workflow.ask_erasure(page, by=asker(), reason="child") for page in pages]
    first, second = ((lambda each=each: workflow.erase(each, by=eraser())) for each in asked)
    assert spelt("canary", "one", "two") == {"canary", "one", "two"}
    *_, waited = race(first, second)
    assert waited
    assert spelt("canary", "one", "two") == set()
