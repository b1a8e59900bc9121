"""More letters than one sign can stand for, all in its place: they are copied, and nobody sees them."""

import re
from itertools import compress, count
from operator import eq

from reviews.pdf.characters import Char

MOST = 3  # as in “ffi”
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def judge_crowded(drawn: list[Char]) -> None:
    boxes = [char.box for char in drawn]
    for start in compress(count(), map(eq, boxes, boxes[MOST:])):
        letters = drawn[start : start + MOST + 1]
        if all(LATIN.match(char.text) for char in letters):
            for char in letters:
                char.state = "crowded"
