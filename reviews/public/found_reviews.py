"""What a result of a search says of a review whatever was searched for, and which documents it shows.

Read once as long as the public sees the same: of the reviews that searches found last.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Exists, F, Func, OuterRef, QuerySet, TextField

from reviews.lib import site_language
from reviews.lib.compiled import AT, among, prepared
from reviews.lib.languages import WELSH
from reviews.lib.signs import restored
from reviews.models import Attachment, Identifier, ReviewEdition, Subject
from reviews.models.review_edition import label_of
from reviews.public.facets import STATES
from reviews.public.kept import Kept
from reviews.public.question import CONFIG

NOTHING = SearchQuery("", config=CONFIG)
OF_DOCUMENTS = ("document", "kind", "slug", "title", "language")


@dataclass(frozen=True)
class FoundDocument:
    """A document that a review shows; ``name`` is what it is called there, ``address`` where it is."""

    key: int
    name: str
    address: str
    language: str

    @property
    def is_welsh(self) -> bool:
        return self.language == WELSH


@dataclass(frozen=True)
class FoundReview:
    """``rendered`` are parts of its results as HTML, which whoever made them finds again."""

    edition: ReviewEdition
    rendered: dict[object, str] = field(default_factory=dict)

    @cached_property
    def heading(self) -> str:
        with site_language.speaking(self.edition.language):
            return self.edition.heading_of(label_of(self.edition.names, self.edition.people))

    @property
    def address(self) -> str:
        return f"/{self.edition.path}/"

    @property
    def is_only_listed(self) -> bool:
        """As the edition has it, where its documents have not been read."""
        has_more = self.edition.has_documents or self.edition.was_here
        return self.edition.may_be_only_listed and not has_more

    @property
    def state(self) -> str:
        return str(STATES[self.edition.state])

    @cached_property
    def summary(self) -> str:
        return restored(self.edition.unmarked)

    @cached_property
    def documents(self) -> list[FoundDocument]:
        columns = (getattr(self.edition, f"of_{name}") for name in OF_DOCUMENTS)
        return [self._document(*row) for row in zip(*columns, strict=True)]

    def _document(self, key: int, kind: str, slug: str, title: str, language: str) -> FoundDocument:
        called = str(Attachment.KIND_NAMES[kind])
        name = title or called[:1].upper() + called[1:]
        return FoundDocument(key, name, f"/{self.edition.path}/{slug}.pdf", language)


def found_reviews(keys: Iterable[int], kept: Kept, *, at: datetime) -> dict[int, FoundReview]:
    """By these keys, in this order, those that are live. Costs a statement if one is not kept."""
    found = {key: kept.review(key) for key in keys}
    if missing := [key for key, review in found.items() if review is None]:
        for row in _rows().instances({"keys": missing, "at": at}):
            found[row.pk] = FoundReview(row)
            kept.put_review(row.pk, found[row.pk])
    return {key: review for key, review in found.items() if review}


@prepared
def _rows() -> QuerySet:
    own = {"edition": OuterRef("pk")}
    names = Identifier.objects.filter(**own).order_by("position", "id").values("value")
    people = Subject.objects.filter(**own).order_by("position", "id").values("pseudonym")
    files = Attachment.objects.filter(**own, document__isnull=False)
    in_order = files.order_by("position", "document")
    aside = Func("summary", function="reviews_with_signs_aside", output_field=TextField())
    live = ReviewEdition.objects.public(at=AT).filter(among("pk", "keys")).with_what_was_here()
    shown = ("title", "language", "review_type", "local_type", "first_published", "state")
    return live.only(*shown, "carried_from").annotate(
        path=F("page__path"),
        board=F("page__board__name"),
        names=ArraySubquery(names),
        people=ArraySubquery(people),
        has_documents=Exists(Attachment.objects.readable().filter(**own)),
        # As PostgreSQL has it where nothing is marked.
        unmarked=SearchHeadline(aside, NOTHING, config=CONFIG, highlight_all=True),
        **{f"of_{name}": ArraySubquery(in_order.values(name)) for name in OF_DOCUMENTS},
    )
