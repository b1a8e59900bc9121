"""Letters that a program draws once more, as lines around them; and shapes that are drawn over letters."""

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


M = "{0} 648 m {0} 659 l {1} 659 l {2} 654 l {3} 659 l {4} 659 l {4} 648 l h"
OTHER_WORDS = " ".join(M.format(*(x + 8 * n for x in (91, 94, 95, 96, 98.5))) for n in range(15))
ZIGZAG = " ".join(f"{90 + 1.1 * n:.1f} {659 if n % 2 else 647} l" for n in range(110))
CURVE = " ".join(f"{92 + 2 * n} {651 + n % 5} l" for n in range(60))


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (f"0 G 1.2 w 90 647 m {ZIGZAG} S", ["hidden-text"]),
        (f"0 g {OTHER_WORDS} f", ["hidden-text"]),
        (f"0 G 0.8 w 90 652 m {CURVE} S", []),
    ],
    ids=["a zigzag", "other words drawn as shapes", "the line of a chart"],
)
def test_letters_of_which_drawings_leave_little_are_not_seen(facts, over, expected):
    """A little of each letter sticks out, which tells nobody what it is."""
    found = facts(hiding.with_content(f"{hiding.SHOWN} {over}"))
    assert kinds(found) == expected
    assert (hiding.NAME in found.text[0]) == (not expected)
