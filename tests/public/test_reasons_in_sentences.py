"""A public reason ends a sentence of ours where it can, and stands after a colon where it cannot."""

import pytest

from reviews.public.sentences import because, with_article


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("It is being decided.", ", because it is being decided"),
        ("Ask us if you are unsure.", ": Ask us if you are unsure"),
        ("Southwark, which has it", ": Southwark, which has it"),
        (
            "Reports are published for twelve months. Ask us for a copy.",
            ": Reports are published for twelve months. Ask us for a copy",
        ),
        ("The family has asked. We agree.", ": The family has asked. We agree"),
    ],
)
def test_only_one_plain_clause_follows_because(typed, end):
    assert because(typed) == end


TYPES = {
    "serious case review": "a serious case review",
    "Independent investigation": "an independent investigation",
    "Root cause analysis": "a root cause analysis",
    "Multi-agency audit": "a multi-agency audit",
    "Independent NHS investigation": "an independent NHS investigation",
    "Mental Health Homicide Review": "a Mental Health Homicide Review",
    "Ofsted inspection": "an Ofsted inspection",
    "Jersey review": "a Jersey review",
    "LCSPR": "an LCSPR",
    "SCR": "an SCR",
    "NHS England investigation": "an NHS England investigation",
    "SAR": "a SAR",
    "DHR": "a DHR",
    "Systemsgate review": "a Systemsgate review",
}


@pytest.mark.parametrize(("typed", "written"), TYPES.items(), ids=TYPES)
def test_what_a_board_calls_a_type_stands_in_the_sentence_as_its_words_do(typed, written):
    assert with_article(typed) == written
