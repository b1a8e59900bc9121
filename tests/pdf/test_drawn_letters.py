"""Fonts whose letters are drawings of their own (Type 3)."""

import pytest

from reviews.pdf.facts import Facts
from tests.support import hiding_pdfs as hiding


def kinds(facts: Facts) -> list[str]:
    return [finding.kind for finding in facts.findings]


def test_letters_drawn_as_blocks_block_and_are_not_text(facts):
    found = facts(hiding.in_font_of("0 0 600 700 re"))
    assert [(each.kind, each.why) for each in found.findings] == [
        ("hidden-text", "drawn as blocks that nobody can read")
    ]
    assert found.text == (hiding.LINE,)


def test_letters_with_strokes_are_no_finding(facts):
    assert kinds(facts(hiding.in_font_of("0 0 150 700 re 400 0 150 700 re"))) == []


def test_what_is_solid_at_the_size_of_the_page_is_looked_at_near_by(facts):
    """As bold letters of a few points are."""
    strokes = " ".join(f"{place} 0 75 700 re" for place in range(0, 600, 120))
    assert kinds(facts(hiding.in_font_of(strokes))) == []


STROKES = "0 0 150 450 re 400 0 150 450 re"
LARGE = "-500 -600 1600 1500"


@pytest.mark.parametrize(
    ("drawing", "around", "expected"),
    [
        (STROKES, "", []),
        (STROKES, "0.1 0.2 0.4 rg 80 630 200 50 re f 1 g", []),
        (STROKES, "60 600 300 100 re W n", []),
        ("200 200 60 60 re", "", ["hidden-text"]),
        (STROKES, "60 600 300 52 re W n", ["hidden-text"]),
    ],
    ids=["letters", "white on dark", "within a clip", "dots", "cut off"],
)
def test_letters_that_are_drawings_may_have_a_larger_place(facts, drawing, around, expected):
    assert kinds(facts(hiding.in_font_of(drawing, LARGE, around))) == expected


@pytest.mark.parametrize("size", [0.5, 1.1, 300])
def test_letters_that_are_drawings_are_as_large_as_they_are_drawn(facts, size):
    assert kinds(facts(hiding.in_font_of(STROKES, size=size))) == []
