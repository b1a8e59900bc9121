"""More letters than one sign can stand for, all in its place or nearly: they are copied, and nobody reads them."""

import re
from itertools import compress, count, pairwise

from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char

MOST = 3  # as in “ffi”
NEAR = 0.4  # of the width and height of two neighbours, from middle to middle
BESIDE = 0.6  # the same, of what belongs to such a pile
WIDEST = 0.5  # of an em; the places of letters that are drawings are as wide as the widest of them
DIFFERENT = 3  # letters; one letter is printed many times to make it bold
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def judge_crowded(drawn: list[Char]) -> None:
    near = _near([char.box for char in drawn])
    in_a_row = map(all, zip(*(near[n:] for n in range(MOST)), strict=False))
    for start in compress(count(), in_a_row):
        letters = drawn[start : start + MOST + 1]
        if _is_pile(letters):
            for char in letters:
                char.state = "crowded"
            _spread(drawn[start + MOST :])
            _spread(drawn[start::-1])


def _near(boxes: list[Box]) -> list[bool]:
    """Whether each lies on the next."""
    return [
        abs(c + d - a - b) <= NEAR * (b - a + d - c)
        and abs(g + h - e - f) <= NEAR * (f - e + h - g)
        for (a, e, b, f), (c, g, d, h) in zip(boxes, boxes[1:], strict=False)
    ]


def _is_pile(letters: list[Char]) -> bool:
    is_word = all(LATIN.match(char.text) for char in letters)
    differ = len({char.text for char in letters}) >= DIFFERENT
    return is_word and differ and all(_lies_on(*pair, NEAR) for pair in pairwise(letters))


def _spread(letters: list[Char]) -> None:
    """From the first of them to those that still lie on it."""
    for one, other in pairwise(letters):
        if not _lies_on(one, other, BESIDE):
            break
        other.state = "crowded"


def _lies_on(one: Char, other: Char, share: float) -> bool:
    """Also if their places are larger than letters are."""
    (a, e, b, f), (c, g, d, h) = one.box, other.box
    most = WIDEST * (one.em + other.em)
    across = abs(c + d - a - b) <= share * min(b - a + d - c, most)
    return across and abs(g + h - e - f) <= share * min(f - e + h - g, most)
