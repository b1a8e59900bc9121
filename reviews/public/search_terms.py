"""What somebody searches for: words, “exact phrases”, and -words that are to be left out."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery

from reviews.lib.letter_names import NAMED, letters_of, with_letters
from reviews.lib.plurals import as_plural, as_singular
from reviews.lib.signs import DOUBLE_QUOTES, HYPHENS, SIGNS, UNSEEN

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
MOST_PARTS = 6  # that are looked for one by one; of more, all must be in one place
CONFIG = "public.reviews_words"  # of PostgreSQL; migrations/sql/0002/search.sql makes it


class PageQuery(SearchQuery):
    """What pages of documents must match: phrases by the pairs of words that the index knows."""

    template = "reviews_by_pairs(%(function)s(%(expressions)s))"


class SingleQuery(SearchQuery):
    """What documents must match where a single word is asked for."""

    template = "reviews_if_single(%(function)s(%(expressions)s))"


class SeveralQuery(SearchQuery):
    """What pages of documents must match where more than a single word is asked for."""

    template = "reviews_if_several(%(function)s(%(expressions)s))"


@dataclass(frozen=True)
class Asked:
    """What is to be found, or to be left out, as it is asked of each index. Plurals are one word with their singular."""

    text: str

    @property
    def query(self) -> SearchQuery:
        """What editions must match."""
        return _meant(self.text)

    @property
    def page_query(self) -> PageQuery:
        """What pages of documents must match."""
        return _meant(self.text, PageQuery)

    @property
    def verbatim(self) -> str:
        """What a text may have in these very words, where nothing but a word or a phrase is asked for."""
        is_phrase = self.text.count('"') == 2 and self.text[:1] == self.text[-1:] == '"'
        return self.text.strip('"') if is_phrase or " " not in self.text else ""

    @property
    def if_single(self) -> SingleQuery:
        """What documents must match, if it is a single word; the index of their pages is far longer."""
        return _meant(self.text, SingleQuery)

    @property
    def if_several(self) -> SeveralQuery:
        """What pages of documents must match, if it is more than a single word."""
        return _meant(self.text, SeveralQuery)


@dataclass(frozen=True)
class Terms:
    """``typed`` is what the box shows again; ``is_cut`` that it was too long to be searched for whole."""

    typed: str
    is_cut: bool = False

    @cached_property
    def wanted(self) -> Asked:
        kept = _LEFT_OUT_OR_WORD.sub(
            lambda found: found[0] if found[1] else " ", self.typed.translate(_QUOTES)
        )
        return Asked(kept.strip())

    @cached_property
    def unwanted(self) -> Asked:
        found = _LEFT_OUT_OR_WORD.finditer(self.typed.translate(_QUOTES))
        parts = (each[0].lstrip("- ") for each in found if not each[1])
        return Asked(" or ".join(filter(None, parts)))

    @cached_property
    def parts(self) -> list[list[Asked]]:
        """Each word, phrase and name (“Child A”) that is looked for, in lists of which one must be there whole.

        Empty where a single one is looked for, or too many.
        """
        either: list[list[Asked]] = [[]]
        read = _APOSTROPHES.sub(" ", as_singular(self.wanted.text))
        for part in _PHRASE_NAME_OR_WORD.finditer(read):
            if part[0].lower() == "or":
                either.append([])
            else:
                is_name = bool(part[1])
                either[-1].append(Asked(f'"{part[0]}"' if is_name else part[0]))
        number = sum(map(len, either))
        return [each for each in either if each] if 1 < number <= MOST_PARTS else []

    @property
    def only_leaves_out(self) -> bool:
        """Nothing is looked for, so that all is found but what is to be left out."""
        return bool(self.unwanted.text) and not self.wanted.text

    @property
    def marks(self) -> CombinedSearchQuery:
        """What is marked in the text that was found: the same, as it may be written there."""
        return _marks(self.wanted.text)

    @property
    def marks_apart(self) -> CombinedSearchQuery:
        """What is marked in a text that has only some of it."""
        return reduce(or_, (_marks(part.text) for part in chain.from_iterable(self.parts)))

    @property
    def letters(self) -> str:
        """With which names that are looked for end: “A” of “Child A”."""
        return letters_of(as_singular(self.wanted.text))

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


def _meant(text: str, kind: type[SearchQuery] = SearchQuery) -> SearchQuery:
    """What it finds. Plurals are one word with their singular."""
    return _websearch(with_letters(as_singular(text)), kind)


def _marks(text: str) -> CombinedSearchQuery:
    return _websearch(as_singular(text)) | _websearch(as_plural(text))


def _websearch(text: str, kind: type[SearchQuery] = SearchQuery) -> SearchQuery:
    read = _PHRASE_OR_HYPHENS.sub(_as_phrase, text.translate(_READ))
    return kind(read, config=CONFIG, search_type="websearch")


def _as_phrase(found: re.Match) -> str:
    words = found[2] or found[1]
    return f'"{words.replace("-", " ")}"'
