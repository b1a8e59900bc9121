"""Letters that a font draws as solid blocks: they are copied, and nobody can tell them apart."""

from collections import defaultdict
from collections.abc import Callable
from itertools import islice

from reviews.pdf.characters import Char

STROKES = "Iil"  # blocks in ordinary fonts too
# Letters of a text object that are looked at; bold ones have some that are nearly solid.
FEWEST, MOST = 3, 8
MOST_LOOKS = 20  # second looks


def judge_blocks(
    drawn: list[Char],
    is_block: Callable[[Char], bool],
    are_blocks: Callable[[list[Char]], bool],
) -> None:
    """``are_blocks`` says of letters of a text object, once more, whether they are."""
    found = {
        owner: list(letters.values())
        for owner, letters in _samples(drawn).items()
        if len(letters) >= FEWEST and all(map(is_block, letters.values()))
    }
    looks = islice(found.items(), MOST_LOOKS)
    blocks = found.keys() - {owner for owner, letters in looks if not are_blocks(letters)}
    for char in drawn if blocks else ():
        if char.owner in blocks:
            char.state = "block"


def _samples(drawn: list[Char]) -> dict[int | None, dict[str, Char]]:
    """Different letters of each text object."""
    samples: dict[int | None, dict[str, Char]] = defaultdict(dict)
    for char in drawn:
        letters = samples[char.owner]
        if len(letters) < MOST and char.state == "seen" and _is_letter(char.text):
            letters.setdefault(char.text.casefold(), char)
    return samples


def _is_letter(text: str) -> bool:
    return text.isalpha() and text not in STROKES
