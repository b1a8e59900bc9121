"""Where a name, a date or an address stands in a text, in all the forms in which people write it.

Pure text: nothing here knows where the names come from. A text is folded first (no capitals, accents,
soft hyphens or fancy letters), and the patterns are made for folded text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－_/"), "-")
QUOTES = dict.fromkeys(map(ord, "’‘ʼʹ`´＇′"), "'")
NOTHING = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 2], None)
# Letters of other scripts that look like ours, in which a name can be written so that no search finds it.
ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝмтвнкαορνικτυχАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwmtbhkaopviktuxABEKMHOPCTXIJSABEZHIKMNOPTYX",
)
SPECIAL = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
SPECIAL |= {"ı": "i"}
CAPITALS = {sign.upper(): plain.capitalize() for sign, plain in SPECIAL.items() if sign not in "ßı"}
SPELT = str.maketrans(SPECIAL | CAPITALS)
PLAIN = DASHES | QUOTES | NOTHING

SEPARATOR = r"(?:[\s\-'.,()\"“”;:]|(?i:\b(?:and|nee)\b)){0,6}?"
# A middle name, nickname or initial, or a word that belongs to a surname.
BETWEEN = r"(?:[^\W\d_a-z][\w']*|(?:de|del|della|den|der|di|da|du|la|le|van|von|bin|ibn|al|el|o|y)\b|[0-9]+)"
CAPITAL = r"(?=[^\W\d_a-z])"
WHOLE, END = r"(?<![^\W_])", r"(?='?s?(?![^\W_]))"
ARTICLES = {"a", "i"}  # as an initial only with a point
# Words joined as in grace_okafor.pdf, https://example.org/grace-okafor or scr-grace-okafor.
JOINED = re.compile(r"\w[_/@%]+\w|\w-\w+-\w|^\w+(?:-\w+)+$|\w\.(?:pdf|docx?|txt)$")
SHORTEST_SPACED = 4  # letters of a word that may be spaced out
SHORTEST_PART = 3  # letters of a single part of a name that is worth a look
# Words in names that stand in every text.
LITTLE = {
    *("the", "and", "van", "von", "der", "den", "del", "della", "dos", "las", "los", "bin", "ibn"),
    *("mrs", "miss", "mister", "baby", "child"),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a whole that must not appear, and its single parts, of which some may.

    ``pattern`` is for folded text. ``cased`` is for text in which capitals are kept: initials and
    middle names differ from other words by them. ``keys`` are letters and digits of which one at
    least stands in any text with the whole: to look for them first is much faster. ``runs`` are the
    same without any space, as in an address of a website.
    """

    pattern: re.Pattern
    cased: re.Pattern | None = None
    parts: tuple[tuple[str, re.Pattern], ...] = ()
    keys: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    def is_in(self, text: "Text") -> bool:
        if self.keys and not any(key in text.letters for key in self.keys):
            return False
        return bool(
            any(self.pattern.search(each) for each in (text.folded, text.joined.casefold()))
            or any(self.cased.search(each) for each in (text.cased, text.joined) if self.cased)
            or any(run in text.letters and text.has_run(run) for run in self.runs)
        )

    def parts_in(self, text: "Text") -> dict[str, int]:
        """How often each single part stands there, also within the whole."""
        counts = {
            part: _count(pattern, text.cased) + _count(pattern, text.joined)
            for part, pattern in self.parts
            if letters(part) in text.letters
        }
        return {part: count for part, count in counts.items() if count}


@dataclass(frozen=True)
class Text:
    """A text and what is made of it once, however many names are looked for."""

    original: str

    @cached_property
    def cased(self) -> str:
        return bare(self.original)

    @cached_property
    def folded(self) -> str:
        return self.cased.casefold()

    @cached_property
    def letters(self) -> str:
        return letters(self.folded)

    def has_run(self, run: str) -> bool:
        """Written without a space: as a word of its own, or somewhere in a file name or an address."""
        return any(
            run in chunk and (chunk in (run, f"{run}s") or chunk != token.strip(".,;:!?()[]'\""))
            for token in self.folded.split()
            for chunk in re.split(r"[\W_]+", token)
        )

    @cached_property
    def joined(self) -> str:
        """The words of addresses and file names, which have no capitals, with capitals."""
        tokens = (unquote(token) for token in self.original.split() if JOINED.search(token))
        return " | ".join(re.sub(r"[\W_]+", " ", bare(token)).title() for token in tokens)


def _count(pattern: re.Pattern, text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def bare(text: str) -> str:
    """``text`` without accents and what looks different only."""
    plain = unicodedata.normalize("NFKD", text.translate(PLAIN)).translate(SPELT)
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return kept.translate(ALIKE).translate(PLAIN)


def fold(text: str) -> str:
    """``text`` as it is compared: ``bare``, and without capitals."""
    return bare(text).casefold()


def letters(folded: str) -> str:
    """Letters and digits of a folded text, nothing between them."""
    return re.sub(r"[\W_]+", "", folded)


def name(text: str) -> Wanted:
    """A person's name. Either order, middle names, initials, possessive; never inside another word."""
    words = [fold(word) for word in _words(text)]
    if len(words) == 1:
        (only,) = words
        capital = _pattern(rf"{CAPITAL}(?i:{_word(only)})")  # “rose” and “will” are words too
        return Wanted(capital, capital, keys=(letters(only),))
    first, *middle, last = words
    endings = _endings(last)
    return Wanted(
        _pattern(*(form for each in endings for form in _together(first, middle, each))),
        _pattern(*(form for each in endings for form in _with_capitals(first, each))),
        tuple(_parts(words)),
        tuple(letters(each) for each in endings),
        _runs(first, last),
    )


def _words(text: str) -> list[str]:
    """First name first, also where it is written after a comma."""
    before, comma, after = text.strip().partition(",")
    ordered = f"{after} {before}" if comma and after.strip() else before
    words = [word for word in re.split(r"\s+", ordered) if letters(fold(word))]
    if not words:
        raise ValueError("Write the name in letters.")
    return words


def _together(first: str, middle: list[str], last: str) -> list[str]:
    """One after the other, with nothing but its own middle names between."""
    own = "|".join(f"{_word(word)}|{re.escape(word[0])}" for word in middle)
    between = rf"(?:{SEPARATOR}(?:{own}))*?" if own else ""
    return [
        rf"{_word(first)}{between}{SEPARATOR}{_word(last)}",
        rf"{_word(last)}{SEPARATOR}{_word(first)}",
    ]


def _with_capitals(first: str, last: str) -> list[str]:
    """With any middle name, and with initials."""
    given, family = rf"{CAPITAL}(?i:{_word(first)})", rf"{CAPITAL}(?i:{_word(last)})"
    initial = re.escape(first[0].upper())
    after = r"[.\-]\s?" if first[0] in ARTICLES else r"[.\-\s]{1,2}"
    return [
        rf"{given}(?:{SEPARATOR}{BETWEEN}){{1,3}}?{SEPARATOR}{family}",
        rf"{initial}{after}(?:{CAPITAL}\w[.\-\s]{{1,2}}){{0,2}}\s?{family}",
        rf"{initial}{CAPITAL}\w\s{family}",
        rf"{family}[,\s\-]{{1,3}}{initial}(?:\.|(?![\w']))",
    ]


def _endings(last: str) -> list[str]:
    """A double name, and each half of it by which somebody may be known."""
    halves = [half for half in last.split("-") if len(half) >= SHORTEST_PART]
    return [last, *(halves if len(halves) > 1 else [])]


def _word(word: str) -> str:
    """Whole, broken over a line's end, or spaced out letter by letter; with or without its marks."""
    chunks = [chunk for chunk in re.split(r"[^\w]+", word) if chunk]
    broken = r"[\s'\-]{0,3}".join(
        r"(?:-?\s*\n\s*|-\s*)?".join(map(re.escape, chunk)) for chunk in chunks
    )
    signs = "".join(chunks)
    spaced = r"[ .·\-]{1,2}".join(map(re.escape, signs))
    return f"(?:{broken}|{spaced})" if len(signs) >= SHORTEST_SPACED else f"(?:{broken})"


def _pattern(*forms: str) -> re.Pattern:
    return re.compile(rf"{WHOLE}(?:{'|'.join(forms)}){END}")


def _parts(words: list[str]) -> Iterator[tuple[str, re.Pattern]]:
    """Each word of a name by itself, with a capital, of those that do not stand in every text."""
    for word in dict.fromkeys(words):
        if len(letters(word)) >= SHORTEST_PART and letters(word) not in LITTLE:
            yield word, _pattern(rf"{CAPITAL}(?i:{_word(word)})")


def _runs(*words: str) -> tuple[str, ...]:
    """“graceokafor” and “okaforgrace”."""
    own = [letters(word) for word in words]
    both = {"".join(own), "".join(reversed(own))}
    return tuple(sorted(run for run in both if len(run) >= SHORTEST_SPACED + 2))
