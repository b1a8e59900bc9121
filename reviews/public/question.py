"""What somebody searches for, as the indexes of the database are asked for it."""

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain, count
from operator import or_
from typing import NamedTuple

from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchQueryField,
)
from django.db.models import Func
from django.db.models.expressions import Combinable

from reviews.lib.compiled import Blank

CONFIG = "public.reviews_words"  # of PostgreSQL; migrations/sql/0002/search.sql makes it


class OnceQuery(SearchQuery):
    """Read once in a statement that is prepared, and not for each row."""

    template = "(SELECT %(function)s(%(expressions)s))"


class PageQuery(SearchQuery):
    """What pages of documents must match: phrases by the pairs of words that the index knows. Read once too."""

    template = "(SELECT reviews_by_pairs(%(function)s(%(expressions)s)))"


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
    def query(self) -> SearchQuery:
        """What editions must match."""
        return _websearch(self.text)

    @property
    def page_query(self) -> PageQuery:
        """What pages of documents must match."""
        return _websearch(self.text, PageQuery)

    def page_query_within(self, documents: Combinable) -> CombinedSearchQuery:
        """The same for pages of these documents only, an array of keys: the index answers that too."""
        theirs = Func(documents, template="(SELECT reviews_of_documents(%(expressions)s))")
        return CombinedSearchQuery(self.page_query, "&&", theirs, CONFIG, SearchQueryField())

    @property
    def if_single(self) -> SingleQuery:
        """What documents must match, if it is a single word; the index of their pages is far longer."""
        return _websearch(self.text, SingleQuery)

    @property
    def if_several(self) -> SeveralQuery:
        """What pages of documents must match, if it is more than a single word."""
        return _websearch(self.text, SeveralQuery)

    @property
    def marks(self) -> CombinedSearchQuery:
        """What is marked in the text that was found: the same, as it may be written there."""
        return _websearch(self.singular, OnceQuery) | _websearch(self.plural, OnceQuery)

    @property
    def of_welsh(self) -> "Asked":
        """What is found in texts in Welsh only, asked for by itself."""
        return Asked(*[self.in_welsh] * len(self))

    @property
    def marks_in_welsh(self) -> CombinedSearchQuery:
        """The same in a text in Welsh."""
        return self.marks | _websearch(self.in_welsh, OnceQuery)

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
    def marks_apart(self) -> CombinedSearchQuery:
        """What is marked in a text that has only some of it."""
        return reduce(or_, (part.marks for part in chain.from_iterable(self.parts)))

    @property
    def marks_apart_in_welsh(self) -> CombinedSearchQuery:
        return reduce(or_, (part.marks_in_welsh for part in chain.from_iterable(self.parts)))

    @cached_property
    def shape(self) -> "Question":
        """The same with blanks in the place of its texts: all that the SQL of a statement depends on."""
        number = count()
        parts = (tuple(Asked.blank(f"part {next(number)}") for _ in each) for each in self.parts)
        unwanted = self.unwanted and Asked.blank("unwanted")
        return Question(Asked.blank("wanted"), unwanted, tuple(parts), self.only_leaves_out)

    @property
    def all_asked(self) -> list[Asked]:
        """Everything that the indexes are asked, what is wanted first."""
        left_out = [self.unwanted] if self.unwanted else []
        return [self.wanted, *left_out, *chain.from_iterable(self.parts)]

    @property
    def texts(self) -> list[str]:
        return list(chain.from_iterable(self.all_asked))

    @property
    def given(self) -> dict[str, str]:
        """The texts, by the blanks of the shape."""
        return dict(zip(self.shape.texts, self.texts, strict=True))


def _websearch(text: str, kind: type[SearchQuery] = SearchQuery) -> SearchQuery:
    return kind(text, config=CONFIG, search_type="websearch")
