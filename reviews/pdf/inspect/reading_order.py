"""The characters of a page in the order of reading, however it is turned.

PDFium gives the letters of a page that stands on its head backwards, and often each letter of a line that runs
up or down the page on a line of its own.
"""

from collections import Counter

import pypdfium2

from reviews.pdf.boxes import Box
from reviews.pdf.characters import HALF, QUARTER, WHOLE, Char, characters

SPACE = 0.2  # of an em between two letters is a space between words
SAME_LINE = 0.5  # of an em that letters of a line may lie beside each other
BACK = 1.0  # em that a letter may stand before the last one
HYPHENS = {"\x02", "\xad", "\ufffe"}  # at the end of a line


def characters_in_order(page: pypdfium2.PdfPage) -> list[Char]:
    turn = page.get_rotation()
    try:
        found, turned = _read_upright(page)
    finally:
        page.set_rotation(turn)
    if not turn and not any(turned.values()):
        return found
    for char in found:
        char.sideways = char.owner is not None and (turned[char.owner] + turn) % HALF != 0
    return _in_lines(found, turned)


def _read_upright(page: pypdfium2.PdfPage) -> tuple[list[Char], dict[int, int]]:
    """With the page turned so that most of its letters stand upright."""
    page.set_rotation(0)
    found, turned = characters(page)
    most = Counter(turned[char.owner] for char in found if char.owner).most_common(1)
    if not most or most[0][0] == 0:
        return found, turned
    page.set_rotation(-most[0][0] % WHOLE)
    return characters(page)


def _in_lines(chars: list[Char], turned: dict[int, int]) -> list[Char]:
    """What stands between letters that run up or down the page, by where they are."""
    lines: list[Char] = []
    between: list[Char] = []
    last = None
    for char in chars:
        if not char.owner:
            between.append(char)
            continue
        way = turned[char.owner]
        if between and last and way % HALF and way == turned[last.owner]:
            between = _between(last, char, between, is_down=way == QUARTER)
        lines += [*between, char]
        between, last = [], char
    return lines + between


def _between(one: Char, other: Char, given: list[Char], *, is_down: bool) -> list[Char]:
    """``given`` is what PDFium put there."""
    if any(char.text in HYPHENS for char in given):
        return given
    ahead, beside = _distances(one.box, other.box, is_down=is_down)
    em = max(one.em, other.em)
    if beside > SAME_LINE * em or ahead < -BACK * em:
        return [Char("\n")]
    is_space = ahead > SPACE * em or any(char.text == " " for char in given)
    return [Char(" ")] if is_space else []


def _distances(one: Box, other: Box, *, is_down: bool) -> tuple[float, float]:
    """From the end of a letter to the next one, along the line and across it."""
    ahead = one[1] - other[3] if is_down else other[1] - one[3]
    return ahead, max(one[0], other[0]) - min(one[2], other[2])
