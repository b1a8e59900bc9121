"""More letters than one sign can stand for, all in its place or nearly: they are copied, and nobody reads them."""

import re
from itertools import compress, count

from reviews.pdf.characters import Char
from reviews.pdf.view import Box

MOST = 3  # as in “ffi”
NEAR = 0.25  # of the width and height of two neighbours, from middle to middle
DIFFERENT = 3  # letters; one letter is printed many times to make it bold
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def judge_crowded(drawn: list[Char]) -> None:
    near = _near([char.box for char in drawn])
    in_a_row = map(all, zip(*(near[n:] for n in range(MOST)), strict=False))
    for start in compress(count(), in_a_row):
        letters = drawn[start : start + MOST + 1]
        is_word = all(LATIN.match(char.text) for char in letters)
        if is_word and len({char.text for char in letters}) >= DIFFERENT:
            for char in letters:
                char.state = "crowded"


def _near(boxes: list[Box]) -> list[bool]:
    """Whether each lies on the next."""
    return [
        abs(c + d - a - b) <= NEAR * (b - a + d - c)
        and abs(g + h - e - f) <= NEAR * (f - e + h - g)
        for (a, e, b, f), (c, g, d, h) in zip(boxes, boxes[1:], strict=False)
    ]
