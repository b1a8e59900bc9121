"""Text as people mean it, cleaned once before it is stored. Pure functions; cleaning twice changes nothing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from reviews.lib import site_language

# CR, CR LF, vertical tab (a line break inside a paragraph of Word), form feed, NEL and Unicode's separators.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# What nobody can see. Whoever approves a text cannot judge it, and it can carry a hidden message.
_HIDDEN = {
    "soft hyphens": "\u00ad",
    # The last five look like nothing although Unicode counts them as letters or marks.
    "zero-width characters": "\u200b\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0",
    "signs that turn the direction of writing": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "control characters": "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u206a-\u206f\ufff9-\ufffb",
}
_HIDDEN_PATTERNS = {name: re.compile(f"[{signs}]") for name, signs in _HIDDEN.items()}
# Joiners are spelling in Arabic script and in the scripts of India, and hold emoji together; elsewhere
# they are only hidden.
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(
    f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}\u2640\u2642])"
)
# The flags of England, Scotland and Wales are a black flag and letters that nobody sees, for the nation.
FLAG = "\U0001f3f4(?:{}|{}|{})\U000e007f".format(
    *(
        "".join(chr(0xE0000 + ord(letter)) for letter in nation)
        for nation in ("gbeng", "gbsct", "gbwls")
    )
)
_TAG = re.compile(f"({FLAG})|[\U000e0000-\U000e007f]")

# A space that must not break is kept where a break would hurt: between a number and what it counts
# ("5 000", "14 June", "12 %") and where French puts one before or after a sign. Elsewhere word
# processors leave them by chance, and a long row of them cannot be wrapped on a small screen.
_NO_BREAK = "[\u00a0\u2007\u202f]"
_ANY_SPACE = re.compile(
    f"(?P<needed>(?<=[0-9]){_NO_BREAK}(?=[\\w%€£])|{_NO_BREAK}(?=[:;!?»])|(?<=«){_NO_BREAK})"
    f"|{_NO_BREAK}|[\u1680\u2000-\u2006\u2008-\u200a\u205f]"
)
# What Word's Symbol and Wingdings fonts store for their bullets.
_SYMBOL_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf0fc": "•"})

WELSH_VOWELS = tuple("aeiouwyâêîôûŵŷ")
ASPIRATED = re.compile(r"^([cpt])(?!h)")


@dataclass(frozen=True)
class Cleaned:
    """``removed`` counts what was taken out, by its name."""

    text: str
    removed: dict[str, int]

    @property
    def sentence(self) -> str:
        """“Taken out, because nobody can see them: soft hyphens (2).”; empty when nothing was."""
        found = ", ".join(f"{name} ({count})" for name, count in self.removed.items())
        return f"Taken out, because nobody can see them: {found}." if found else ""


def clean(text: str, *, multiline: bool = True) -> Cleaned:
    """``text`` in Unicode's composed form (NFC), its lines ended by LF, without what cannot be seen.

    On one line, line ends and tabs become spaces.
    """
    text = _LINE_ENDS.sub("\n", text).translate(_SYMBOL_BULLETS)
    if not multiline:
        text = re.sub(r"[\n\t]+", " ", text)
    text, removed = _without_hidden(text)
    return Cleaned(unicodedata.normalize("NFC", _with_plain_spaces(text)), removed)


def joined(words: Sequence[str]) -> str:
    """“A, B and C”."""
    *others, last = map(str, words or [""])
    if not others:
        return last
    return f"{', '.join(others)} {_and(last)}"


def _and(word: str) -> str:
    """In Welsh the vowels have an “and” of their own, and three letters change; not in names."""
    if not site_language.is_welsh():
        return f"and {word}"
    if word[:1].lower() in WELSH_VOWELS:
        return f"ac {word}"
    return "a " + ASPIRATED.sub(r"\1h", word)


def pages(number: int) -> str:
    """“1 page”, “34 pages”, “2,100 pages”."""
    return ngettext("%(count)s page", "%(count)s pages", number) % {"count": f"{number:,}"}


def _without_hidden(text: str) -> tuple[str, dict[str, int]]:
    removed = {}
    for name, pattern in _HIDDEN_PATTERNS.items():
        text, removed[name] = pattern.subn("", text)
    text, joiners = _STRAY_JOINER.subn("", text)
    removed["zero-width characters"] += joiners
    without_tags = _TAG.sub(lambda found: found[1] or "", text)
    removed["control characters"] += len(text) - len(without_tags)
    return without_tags, {name: count for name, count in removed.items() if count}


def _with_plain_spaces(text: str) -> str:
    """One pass, so that each space is judged by the text as it was."""
    return _ANY_SPACE.sub(lambda found: "\u00a0" if found["needed"] else " ", text)
