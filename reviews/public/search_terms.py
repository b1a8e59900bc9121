"""What somebody searches for: words, “exact phrases”, and -words that are to be left out."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from reviews.lib import mutations
from reviews.lib.letter_names import NAMED, letters_of, with_letters
from reviews.lib.plurals import as_plural, as_singular
from reviews.lib.signs import DOUBLE_QUOTES, HYPHENS, SIGNS, UNSEEN
from reviews.public.question import Asked, Question

LONGEST = 300  # characters; nobody remembers more, and each word costs time
_QUOTES = dict.fromkeys(map(ord, DOUBLE_QUOTES), '"')
_HYPHENS = dict.fromkeys(map(ord, HYPHENS), "-")
_READ = dict.fromkeys(map(ord, SIGNS), " ") | _QUOTES | _HYPHENS
# A phrase, or else words with hyphens between them, which are one.
_PHRASE_OR_HYPHENS = re.compile(r"\"([^\"]*)\"?|([^\s\"-]+(?:-[^\s\"-]+)+)")
# What is to be left out, or else a word.
_LEFT_OUT_OR_WORD = re.compile(r"(?:^|(?<=\s))-\s*(?:\"[^\"]*\"?|\S+)|([^\W\d_]{3,40})")
_PHRASE_NAME_OR_WORD = re.compile(rf"\"[^\"]*\"?|{NAMED.pattern}|[^\s\"]+", re.IGNORECASE)
_APOSTROPHES = re.compile(r"\B'|'\B")  # that are quotation marks
MOST_WAYS = 64  # to write several words in Welsh that are looked for together
MOST_PARTS = 6  # that are looked for one by one; of more, all must be in one place


@dataclass(frozen=True)
class Terms:
    """``typed`` is what the box shows again; ``is_cut`` that it was too long to be searched for whole."""

    typed: str
    is_cut: bool = False

    @cached_property
    def question(self) -> Question:
        """The same as the database is asked for it."""
        wanted, unwanted = self._wanted, self._unwanted
        parts = tuple(tuple(map(_asked, each)) for each in self._parts)
        left_out = _asked(unwanted) if unwanted else None
        return Question(_asked(wanted), left_out, parts, bool(unwanted) and not wanted)

    @cached_property
    def _wanted(self) -> str:
        kept = _LEFT_OUT_OR_WORD.sub(
            lambda found: found[0] if found[1] else " ", self.typed.translate(_QUOTES)
        )
        return kept.strip()

    @property
    def _unwanted(self) -> str:
        found = _LEFT_OUT_OR_WORD.finditer(self.typed.translate(_QUOTES))
        parts = (each[0].lstrip("- ") for each in found if not each[1])
        return " or ".join(filter(None, parts))

    @property
    def _parts(self) -> list[list[str]]:
        """Each word, phrase and name (“Child A”) that is looked for, in lists of which one must be there whole.

        Empty where a single one is looked for, or too many.
        """
        either = _either(as_singular(self._wanted))
        return either if 1 < sum(map(len, either)) <= MOST_PARTS else []

    @property
    def only_leaves_out(self) -> bool:
        """Nothing is looked for, so that all is found but what is to be left out."""
        return self.question.only_leaves_out

    @cached_property
    def letters(self) -> str:
        """With which names that are looked for end: “A” of “Child A”."""
        return letters_of(as_singular(self._wanted))

    @cached_property
    def words(self) -> list[str]:
        """The words that were looked for, without those to be left out."""
        found = _LEFT_OUT_OR_WORD.findall(self.typed.translate(_QUOTES))
        return [word.lower() for word in found if word]

    def with_words(self, replaced: dict[str, str]) -> str:
        """What was typed, with other words in the place of some that were looked for."""

        def other(found: re.Match) -> str:
            return replaced.get((found[1] or "").lower(), found[0])

        return _LEFT_OUT_OR_WORD.sub(other, self.typed.translate(_QUOTES))


def terms_of(typed: str) -> Terms:
    """Without what cannot be seen, and not longer than anybody means."""
    shown = unicodedata.normalize("NFKC", typed[: LONGEST * 10]).translate(UNSEEN)
    printable = "".join(sign if sign.isprintable() else " " for sign in shown)
    words = " ".join(printable.split())
    return Terms(words[:LONGEST].rstrip(), len(words) > LONGEST or len(typed) > LONGEST * 10)


def _either(text: str) -> list[list[str]]:
    """Its words, phrases and names, in lists of which one must be there whole."""
    either: list[list[str]] = [[]]
    for part in _PHRASE_NAME_OR_WORD.finditer(_APOSTROPHES.sub(" ", text)):
        if part[0].lower() == "or":
            either.append([])
        else:
            either[-1].append(_part(part))
    return [each for each in either if each]


def _in_welsh(text: str) -> str:
    """With every way to write its words and names, not its phrases; empty if there is no other, or too many are."""
    either = [list(map(_ways, parts)) for parts in _either(text)]
    number = sum(prod(map(len, forms)) for forms in either)
    if not len(either) < number <= MOST_WAYS:
        return ""
    return " or ".join(" ".join(each) for forms in either for each in product(*forms))


def _ways(part: str) -> list[str]:
    """“plant” and “blant”, “Plentyn A” and “Blentyn A”."""
    name = NAMED.fullmatch(part.strip('"'))
    if name is None:
        return mutations.forms(part)
    return [f'"{form} {name[2]}"' for form in mutations.forms(name[1])]


def _part(found: re.Match) -> str:
    """A name is looked for as a phrase, and a phrase of one word as this word."""
    if found[1]:
        return f'"{found[0]}"'
    word = found[0].strip('",.;:!?')
    return word if word.isalpha() else found[0]


def _asked(text: str) -> Asked:
    singular = as_singular(text)
    is_phrase = text.count('"') == 2 and text[:1] == text[-1:] == '"'
    verbatim = text.strip('"') if is_phrase or " " not in text else ""
    read = (_read(singular), _read(as_plural(text)), _read(with_letters(_in_welsh(singular))))
    return Asked(_read(with_letters(singular)), verbatim, *read)


def _read(text: str) -> str:
    """As PostgreSQL is to read it."""
    return _PHRASE_OR_HYPHENS.sub(_as_phrase, text.translate(_READ))


def _as_phrase(found: re.Match) -> str:
    words = found[2] or found[1]
    return f'"{words.replace("-", " ")}"'
