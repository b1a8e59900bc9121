"""Texts are cleaned of what nobody can see, and of nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.lib.text import clean

WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("One\r\nTwo\rThree\u2028Four\x0bFive\x85Six", "One\nTwo\nThree\nFour\nFive\nSix"),
        ("Cafe\u0301 \u212b", "Café Å"),
        ("a\u200bb\u2060c\ufeff", "abc"),
        ("safe\u00adguard", "safeguard"),
        ("\u202eevil\u202c \u2066x\u2069\u200e\u200f", "evil x"),
        ("a\x00b\x07c\x1bd\x9fe", "abcde"),
        ("tab\tand\n\nline", "tab\tand\n\nline"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("\uf0b7 First", "• First"),
        ("the\u00a0child and\u00a0\u00a0family", "the child and  family"),
        ("wide\u2003and\u2009thin", "wide and thin"),
        ("14\u00a0June, 5\u202f000, 12\u00a0%", "14\u00a0June, 5\u00a0000, 12\u00a0%"),
        ("«\u00a0Non\u202f!\u00a0»", "«\u00a0Non\u00a0!\u00a0»"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d⚕️ 👨\u200d👩\u200d👧", "👩\u200d⚕️ 👨\u200d👩\u200d👧"),
        ("a\u200cb\u200dc", "abc"),
        (f"{WALES} Cymru", f"{WALES} Cymru"),
        (f"{WALES[:-1]} and {WALES[1:]}", "🏴 and "),
        ("“Ærøskøbing” – naïve … £5 ½ ﬁ", "“Ærøskøbing” – naïve … £5 ½ ﬁ"),
        ("", ""),
    ],
)
def test_what_is_typed_is_stored_as_people_mean_it(typed, stored):
    assert clean(typed).text == stored


def test_a_text_of_one_line_stays_on_one_line():
    assert clean("a\r\nb\t\tc", multiline=False).text == "a b c"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a\u00adb\u00adc", "Taken out, because nobody can see them: soft hyphens (2)."),
        (
            "a\u200bb\u202ec\x07",
            "Taken out, because nobody can see them: zero-width characters (1), "
            "signs that turn the direction of writing (1), control characters (1).",
        ),
        ("a\u00a0b\r\ne\u0301", ""),
    ],
)
def test_what_was_taken_out_is_reported(typed, sentence):
    assert clean(typed).sentence == sentence


awkward = st.text(
    st.characters()
    | st.sampled_from(f"\u200b\u200c\u200d\u00a0\u202f\u0301\r\n\u202eا1 «!\u00ad\u034f{WALES}")
)
with_flags = st.lists(awkward | st.just(WALES)).map("".join)


@given(with_flags, st.booleans())
def test_cleaning_twice_changes_nothing(typed, multiline):
    once = clean(typed, multiline=multiline)
    assert clean(once.text, multiline=multiline) == type(once)(once.text, {})


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_letters_numbers_and_signs_are_kept(typed):
    invisible = "\u115f\u1160\u3164\uffa0"
    kept = "".join(letter for letter in typed if letter not in invisible)
    assert clean(typed).text == unicodedata.normalize("NFC", kept)
