"""What differs between two texts, word by word, in bounded time."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviews.lib.text import FLAG

# Passages with more pairs of lines, or of words, are shown as replaced whole: comparing them would
# take too long.
MOST_PAIRS = 4_000_000
# In passages with more pairs than this, what recurs often (a blank line, a “the”) is not used to find
# what belongs together.
FEW_PAIRS = 250_000
MOST_RECURRENCES = 400
# Signs for what is kept in texts and cannot be seen. Joiners show in the shape of their letters.
SIGNS = {"\n": "¶\n", "\t": "⇥\t", "\u00a0": "⍽", "\u200c": "\u200c", "\u200d": "\u200d"}


@dataclass(frozen=True)
class Piece:
    """A run of words: ``kept``, ``added`` or ``removed``."""

    kind: str
    text: str

    @property
    def shown(self) -> str:
        """The text, with signs for what changed and cannot be seen."""
        return self.text if self.kind == "kept" else _SIGN.sub(_visible, self.text)


_SIGN = re.compile(f"{FLAG}|.", re.DOTALL)


def pieces(before: str, after: str) -> list[Piece]:
    """The words of both texts in order, each kept, removed or added."""
    found = []
    for was, now in _runs(*(text.splitlines(keepends=True) for text in (before, after))):
        found += [Piece("kept", was)] if was == now else _words_between(was, now)
    return found


def _words_between(before: str, after: str) -> list[Piece]:
    words = (re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text) for text in (before, after))
    found = []
    for was, now in _runs(*words):
        if was == now:
            found.append(Piece("kept", was))
            continue
        found += [Piece("removed", was)] if was else []
        found += [Piece("added", now)] if now else []
    return found


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Both texts from beginning to end in runs that belong together; equal where nothing changed."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [(was[a:b], now[c:d]) for _, a, b, c, d in _opcodes(was, now)]
    ends = old[:head], old[len(old) - tail :]
    for run in [(ends[0], ends[0]), *runs, (ends[1], ends[1])]:
        if any(run):
            yield "".join(run[0]), "".join(run[1])


def _shared(old: list[str], new: list[str]) -> int:
    """How many pieces both begin with."""
    shorter = min(len(old), len(new))
    return next((number for number in range(shorter) if old[number] != new[number]), shorter)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """difflib's opcodes, in a time that does not grow with the cube of what recurs."""
    pairs = len(old) * len(new)
    if pairs > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    often = [Counter(side) if pairs > FEW_PAIRS else Counter() for side in (old, new)]

    def recurs(piece: str) -> bool:
        return often[0][piece] * often[1][piece] > MOST_RECURRENCES

    return SequenceMatcher(recurs, old, new, autojunk=False).get_opcodes()


def _visible(found: re.Match) -> str:
    sign = found[0]
    if len(sign) > 1:  # a flag
        return sign
    return SIGNS.get(sign) or (sign if sign.isprintable() else f"[U+{ord(sign):04X}]")
