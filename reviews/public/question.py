"""What somebody searches for, as the indexes of the database are asked for it."""

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery

from reviews.lib.compiled import Blank

CONFIG = "public.reviews_words"  # of PostgreSQL; migrations/sql/0002/search.sql makes it


class SingleQuery(SearchQuery):
    """What documents must match where a single word is asked for."""

    template = "reviews_if_single(%(function)s(%(expressions)s))"


class SeveralQuery(SearchQuery):
    """What pages of documents must match where more than a single word is asked for."""

    template = "reviews_if_several(%(function)s(%(expressions)s))"


class Asked(NamedTuple):
    """What is to be found, or to be left out.

    ``text`` is what the indexes are asked, with plurals as one word with their singular. ``verbatim`` is what a
    text may have in these very words, where nothing but a word or a phrase is asked for. ``singular`` and
    ``plural`` are what is marked. ``in_welsh`` is what the indexes are asked, and what is marked, in texts in
    Welsh too: the words with other first letters.
    """

    text: str
    verbatim: str
    singular: str
    plural: str
    in_welsh: str

    @property
    def of_indexes(self) -> tuple[str, str]:
        """All that the answer of the indexes depends on."""
        return self.text, self.in_welsh

    @property
    def query(self) -> SearchQuery:
        """What editions must match."""
        return _websearch(self.text)

    @property
    def if_single(self) -> SingleQuery:
        """What documents must match, if it is a single word; the index of their pages is far longer."""
        return _websearch(self.text, SingleQuery)

    @property
    def if_several(self) -> SeveralQuery:
        """What pages of documents must match, if it is more than a single word."""
        return _websearch(self.text, SeveralQuery)

    @property
    def of_welsh(self) -> "Asked":
        """What is found in texts in Welsh only, asked for by itself."""
        return Asked(*[self.in_welsh] * len(self))

    @classmethod
    def blank(cls, name: str) -> "Asked":
        return cls(*(Blank(f"{name} {field}") for field in cls._fields))


@dataclass(frozen=True)
class Question:
    """``parts`` are each word, phrase and name that is looked for, in lists of which one must be there whole.

    They are empty where a single one is looked for, or too many. ``unwanted`` is None where nothing is to be
    left out.
    """

    wanted: Asked
    unwanted: Asked | None = None
    parts: tuple[tuple[Asked, ...], ...] = ()
    only_leaves_out: bool = False

    @property
    def all_asked(self) -> list[Asked]:
        """Everything that the indexes are asked, what is wanted first."""
        left_out = [self.unwanted] if self.unwanted else []
        return [self.wanted, *left_out, *chain.from_iterable(self.parts)]


def _websearch(text: str, kind: type[SearchQuery] = SearchQuery) -> SearchQuery:
    return kind(text, config=CONFIG, search_type="websearch")
