"""Large words across a page, as “DRAFT” is stamped on it: they can be read though a dark heading or the edge of the
page hides some of their letters."""

import math
from itertools import groupby

import pypdfium2.raw as C

from reviews.pdf.characters import Char, Part

LEAST = 36.0  # points
SLANTED = 10  # degrees from level and from upright
SHOWN = 0.6  # of the letters
HIDDEN = {"hidden", "partial", "overprinted", "off"}


def judge_stamps(drawn: list[Char], texts: dict[int, Part]) -> None:
    """``texts`` are the text objects by their addresses. Letters of such words become "seen" if most others are."""
    large = [char for char in drawn if char.em >= LEAST]
    if all(char.state not in HIDDEN for char in large):
        return
    slanted = {
        at for at in {char.owner for char in large} if at in texts and _is_slanted(texts[at])
    }
    for is_stamp, letters in groupby(large, lambda char: char.owner in slanted):
        if is_stamp:
            _judge(list(letters))


def _judge(letters: list[Char]) -> None:
    if sum(char.state == "seen" for char in letters) < SHOWN * len(letters):
        return
    for char in letters:
        if char.state in HIDDEN:
            char.state = "seen"


def _is_slanted(text: Part) -> bool:
    own = C.FS_MATRIX()
    if not C.FPDFPageObj_GetMatrix(text.raw, own):
        return False
    a, b, c, d, _, _ = text.matrix
    along = math.atan2(b * own.a + d * own.b, a * own.a + c * own.b)
    return SLANTED <= math.degrees(along) % 90 <= 90 - SLANTED
