"""How Welsh changes the first letter of a word, and of which word a changed one may be."""

import pytest

from reviews.lib.mutations import MUTATIONS, forms

CHANGES = {
    "carreg": ("garreg", "ngharreg", "charreg"),
    "plant": ("blant", "mhlant", "phlant"),
    "teulu": ("deulu", "nheulu", "theulu"),
    "tŷ": ("dŷ", "nhŷ", "thŷ"),
    "brawd": ("frawd", "mrawd"),
    "dyn": ("ddyn", "nyn"),
    "gofal": ("ofal", "ngofal"),
    "gwaith": ("waith", "ngwaith"),
    "gŵyl": ("ŵyl", "ngŵyl"),
    "glaw": ("law", "nglaw"),
    "mam": ("fam",),
    "llais": ("lais",),
    "rhieni": ("rieni",),
    "oedran": ("hoedran",),
}


@pytest.mark.parametrize("word", CHANGES)
def test_a_word_leads_to_its_changes_and_each_of_these_to_it(word):
    assert forms(word)[: len(CHANGES[word]) + 1] == [word, *CHANGES[word]]
    for changed in CHANGES[word]:
        assert word in forms(changed), changed


def test_every_change_has_an_example():
    first = {word[: 2 if word[:2] in MUTATIONS else 1] for word in CHANGES}
    assert first == {*MUTATIONS, "o"}


@pytest.mark.parametrize("word", ["ysbyty", "chwaer", "ffordd", "siarad", "nos", "thema"])
def test_letters_that_do_not_change_stay(word):
    """What such a word may be a change of is looked for too; nothing is made of it but an “h” before a vowel."""
    lower = forms(word)
    assert lower[0] == word
    assert not {f"b{word[1:]}", f"mh{word[1:]}", word[1:]}.intersection(lower)


@pytest.mark.parametrize("word", ["a", "", "2015", "gofal-plant", "plant’s", '"gofal plant"'])
def test_what_is_no_word_has_one_form(word):
    assert forms(word) == [word]


def test_capitals_and_accents_apart_from_their_letter_are_as_any_other():
    assert forms("PLANT") == forms("plant")
    assert forms("t\u0177") == forms("ty\u0302")
