"""All live reviews, with what leads from their parts to them: searches ask for these parts only."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import chain, repeat

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from reviews.models import Attachment, ReviewEdition
from reviews.public.facets import FACTS, Facets, with_facts


class Searched(Facets):
    def __init__(self, rows: Iterable[tuple]) -> None:
        """Each row is the key of a review, those of the documents that it shows, and its FACTS."""
        self._showing: dict[int, list[int]] = defaultdict(list)
        super().__init__(self._without_documents(rows))

    def set_with(
        self, editions: Iterable[int], documents: Iterable[int], themes: Iterable[str]
    ) -> int:
        """The set of the reviews that have one of these; what belongs to no live review is passed over."""
        showing = chain.from_iterable(map(self._showing.get, documents, repeat(())))
        of_documents = self._set_at(showing)
        return self.set_of(editions) | of_documents | self.having_any("theme", themes)

    def _without_documents(self, rows: Iterable[tuple]) -> Iterable[tuple]:
        for place, (key, documents, *facts) in enumerate(rows):
            for document in documents:
                self._showing[document].append(place)
            yield key, *facts


def searched(*, at: datetime) -> Searched:
    """The latest first."""
    files = Attachment.objects.filter(edition=OuterRef("pk"), document__isnull=False)
    live = with_facts(ReviewEdition.objects.public(at=at), at=at)
    shown = live.annotate(documents=ArraySubquery(files.order_by().values("document")))
    return Searched(shown.latest_first().values_list("pk", "documents", *FACTS))
