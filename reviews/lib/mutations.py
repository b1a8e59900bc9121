"""How Welsh changes the first letter of a word by what stands before it: plant, “dau blant”, “fy mhlant”.

The table is that of https://en.wikipedia.org/wiki/Literary_Welsh_morphology (initial consonant mutation), with the
“h” that vowels get after “ei”, “ein” and “eu”.
"""

import unicodedata

# By the letter that a dictionary has, what it becomes: soft, nasal and aspirate, as far as there are such.
MUTATIONS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
# Each is one letter, of which the first sign is no letter of its own.
DOUBLE = ("ngh", "ch", "dd", "ff", "ll", "mh", "ng", "nh", "ph", "rh", "th")
VOWELS = frozenset("aeiouwy")
AFTER_A_LOST_G = VOWELS | {"l", "r"}  # gwaith, glan, gradd
SHORTEST = 2  # signs, as tŷ


def forms(word: str) -> list[str]:
    """The word in lower case, how Welsh changes it, and of what it may be such a change.

    So “plant” leads to “blant”, “mhlant” and “phlant”, and each of these to “plant”.
    """
    lower = unicodedata.normalize("NFC", word.lower())
    if len(lower) < SHORTEST or not lower.isalpha():
        return [lower]
    return list(dict.fromkeys([lower, *changes(lower), *_unchanged(lower)]))


def changes(word: str) -> list[str]:
    """What Welsh makes of a word in lower case: of “mawrth”, “fawrth”."""
    first, rest = _parted(word)
    if _is_among(first, VOWELS):
        return [f"h{word}"]
    if first == "g" and not _is_among(_parted(rest)[0], AFTER_A_LOST_G):
        return [f"ng{rest}"]
    return [change + rest for change in MUTATIONS.get(first, ())]


def _unchanged(form: str) -> list[str]:
    first, rest = _parted(form)
    found = [letter + rest for letter, changes in MUTATIONS.items() if first in changes]
    if _is_among(first, AFTER_A_LOST_G):
        found.append(f"g{form}")
    return [*found, rest] if first == "h" and _is_among(rest[:1], VOWELS) else found


def _parted(word: str) -> tuple[str, str]:
    first = next((double for double in DOUBLE if word.startswith(double)), word[:1])
    return first, word.removeprefix(first)


def _is_among(letter: str, letters: frozenset[str]) -> bool:
    """Whatever accent it has."""
    return len(letter) == 1 and unicodedata.normalize("NFD", letter)[0] in letters
