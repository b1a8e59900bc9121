"""What somebody searches for: words, “exact phrases”, and -words that are to be left out."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery

from reviews.lib.plurals import as_plural, as_singular
from reviews.lib.signs import DOUBLE_QUOTES, SIGNS

LONGEST = 300  # characters; nobody remembers more, and each word costs time
_QUOTES = dict.fromkeys(map(ord, DOUBLE_QUOTES), '"')
_READ = dict.fromkeys(map(ord, SIGNS), " ") | _QUOTES
# What is to be left out, or else a word.
_LEFT_OUT_OR_WORD = re.compile(r"(?:^|(?<=\s))-\s*(?:\"[^\"]*\"?|\S+)|([^\W\d_]{3,40})")
CONFIG = "english"


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
class Terms:
    """``typed`` is what the box shows again; ``is_cut`` that it was too long to be searched for whole."""

    typed: str
    is_cut: bool = False

    @property
    def query(self) -> SearchQuery:
        """What editions must match. Plurals are one word with their singular."""
        return _websearch(as_singular(self.typed))

    @property
    def page_query(self) -> PageQuery:
        """What pages of documents must match: the same."""
        return _websearch(as_singular(self.typed), PageQuery)

    @property
    def if_single(self) -> SingleQuery:
        """What documents must match, if it is a single word; the index of their pages is far longer."""
        return _websearch(as_singular(self.typed), SingleQuery)

    @property
    def if_several(self) -> SeveralQuery:
        """What pages of documents must match, if it is more than a single word."""
        return _websearch(as_singular(self.typed), SeveralQuery)

    @property
    def marks(self) -> CombinedSearchQuery:
        """What is marked in the text that was found: the same, as it may be written there."""
        return _websearch(as_singular(self.typed)) | _websearch(as_plural(self.typed))

    @property
    def sought(self) -> SearchQuery:
        """What finds the words and phrases, whatever else is there."""
        kept = _LEFT_OUT_OR_WORD.sub(
            lambda found: found[0] if found[1] else " ", self.typed.translate(_QUOTES)
        )
        return _websearch(as_singular(kept))

    @property
    def left_out(self) -> SearchQuery | None:
        """What finds anything that is to be left out; None if nothing is."""
        found = _LEFT_OUT_OR_WORD.finditer(self.typed.translate(_QUOTES))
        parts = [each[0].lstrip("- ") for each in found if not each[1]]
        return _websearch(as_singular(" or ".join(parts))) if parts else None

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
    """Without what cannot be printed, and not longer than anybody means."""
    printable = "".join(sign if sign.isprintable() else " " for sign in typed[: LONGEST * 10])
    words = " ".join(printable.split())
    return Terms(words[:LONGEST].rstrip(), len(words) > LONGEST or len(typed) > LONGEST * 10)


def _websearch(text: str, kind: type[SearchQuery] = SearchQuery) -> SearchQuery:
    return kind(text.translate(_READ), config=CONFIG, search_type="websearch")
