"""All live reviews, with what leads from their parts to them: searches ask for these parts only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain, repeat

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from reviews.lib.languages import WELSH
from reviews.models import Attachment, ReviewEdition
from reviews.public.facets import FACTS, Facets, with_facts
from reviews.public.kept import Latest

MOST_WORDS, MOST_RANKED, MOST_LONG_RANKED = 300, 60, 4


class Searched(Facets):
    """``answers`` are those of the indexes to what was asked last, ``ranked`` those that have ranks, and
    ``long_ranked`` those with more than 5,000: there may be one for each review."""

    def __init__(self, rows: Iterable[tuple]) -> None:
        """Each row is the key of a review, those of the documents that it shows, of these in Welsh, and its FACTS."""
        self._showing: dict[int, list[int]] = defaultdict(list)
        self._showing_in_welsh: dict[int, list[int]] = defaultdict(list)
        super().__init__(self._without_documents(rows))
        self.answers, self.ranked = Latest(MOST_WORDS), Latest(MOST_RANKED)
        self.long_ranked = Latest(MOST_LONG_RANKED)
        self.in_welsh = frozenset(self.keys_of(self.having("language", WELSH)))

    def set_with(
        self, editions: Iterable[int], documents: Iterable[int], themes: Iterable[str]
    ) -> int:
        """The set of the reviews that have one of these; what belongs to no live review is passed over."""
        own, shown = self.set_of(editions), _places(self._showing, documents)
        return own | self._set_at(shown) | self.having_any("theme", themes)

    @property
    def have_welsh(self) -> bool:
        """Whether any text that is searched is in Welsh."""
        return bool(self.in_welsh or self._showing_in_welsh)

    def set_in_welsh(self, editions: Iterable[int], documents: Iterable[int]) -> int:
        """The set of the reviews that have one of these in Welsh."""
        own = self.set_of(self.in_welsh.intersection(editions))
        return own | self._set_at(_places(self._showing_in_welsh, documents))

    def _without_documents(self, rows: Iterable[tuple]) -> Iterable[tuple]:
        for place, (key, documents, in_welsh, *facts) in enumerate(rows):
            for document in documents:
                self._showing[document].append(place)
            for document in in_welsh:
                self._showing_in_welsh[document].append(place)
            yield key, *facts


def _places(showing: Mapping[int, list[int]], documents: Iterable[int]) -> Iterable[int]:
    return chain.from_iterable(map(showing.get, documents, repeat(())))


def searched(*, at: datetime) -> Searched:
    """The latest first."""
    files = Attachment.objects.filter(edition=OuterRef("pk"), document__isnull=False)
    live = with_facts(ReviewEdition.objects.public(at=at), at=at)
    keys = files.order_by().values("document")
    shown = live.annotate(
        documents=ArraySubquery(keys),
        documents_in_welsh=ArraySubquery(keys.filter(language=WELSH)),
    )
    of_documents = ("documents", "documents_in_welsh")
    return Searched(shown.latest_first().values_list("pk", *of_documents, *FACTS))
