"""Letters that a program draws once more, as lines around them."""

import pytest

from reviews.pdf.facts import Facts
from tests.support import hiding_pdfs as hiding


def kinds(facts: Facts) -> list[str]:
    return [finding.kind for finding in facts.findings]


@pytest.mark.parametrize(
    ("colour", "lines", "expected"),
    [
        ("1 g", "0 G 0.3 w", ["scan-with-text"]),
        ("1 g", "1 G 0.3 w", ["hidden-text"]),
        ("0 g", "0 G 9 w", ["hidden-text"]),
    ],
    ids=["in lines around them", "in lines nobody sees", "under thick lines"],
)
def test_white_letters_are_looked_at_as_recognised_text(facts, colour, lines, expected):
    assert kinds(facts(hiding.outlined(colour, lines)))[:1] == expected


POINTS = " ".join(f"{90 + n} 647 l" for n in range(51)) + " 140 661 l 90 661 l"


@pytest.mark.parametrize(
    ("lines", "over", "expected"),
    [
        ("0 G 1 w", "", []),
        ("0 0 0.6 RG 1 w", "", []),
        ("0 G 4 w", "", ["hidden-text"]),
        ("0 G 1 w", f"90 647 m {POINTS} h f", ["hidden-text"]),
        ("0 G 1 w", "1 g 110 647 60 14 re f", ["hidden-text"]),
    ],
    ids=[
        "bold",
        "another colour",
        "blots",
        "under a box of many points",
        "half of them under a box",
    ],
)
def test_letters_that_lines_make_bold_are_seen(facts, lines, over, expected):
    """Of ten points, with lines of one around them, as cairo makes type bold."""
    found = facts(hiding.outlined("0 g", lines, over))
    assert kinds(found)[:1] == expected
    assert ("HHHHHH" in found.text[0]) == (not expected)
