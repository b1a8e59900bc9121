"""The reviews of one page of results, each with the passages that have the words."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, Func, OuterRef, QuerySet, TextField, Value, When
from django.utils.safestring import SafeString

from reviews.lib import site_language
from reviews.lib.compiled import AT, among, prepared
from reviews.lib.signs import restored
from reviews.models import Attachment, Identifier, ReviewEdition, Subject, Theme
from reviews.models.review_edition import label_of
from reviews.public.excerpts import START, excerpt
from reviews.public.facets import STATES, by_address, themes_in_lines
from reviews.public.filters import query_string
from reviews.public.found_pages import (
    ALL_PASSAGES,
    apart_by_language,
    by_language,
    found_pages,
    with_marks,
    with_signs_aside,
)
from reviews.public.passages import Passage, marked, passage_of
from reviews.public.question import Question
from reviews.public.review_card import distinctions
from reviews.public.search_terms import Terms

MARKDOWN = re.compile(r"\]\([^)\s]*\)|[\[\]#*_`>|]+")


@dataclass(frozen=True)
class Result:
    """A review in which the words are. ``more`` is where all its passages are, if not all are shown.

    ``is_apart``: no place of it has all of the words. ``which`` tells it apart from others of the page that
    have the same heading.
    """

    edition: ReviewEdition
    passages: list[Passage]
    more: str
    letters: str
    is_apart: bool
    which: str = ""

    @cached_property
    def heading(self) -> str:
        with site_language.speaking(self.edition.language):
            return self.edition.heading_of(label_of(self.edition.names, self.edition.people))

    @property
    def name(self) -> str:
        return f"{self.heading}{self.which}"

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

    @property
    def themes(self) -> dict[str, str]:
        """The names of the themes that match, by their addresses."""
        return by_address(self.edition.themes_in_lines)

    @property
    def summary(self) -> SafeString:
        return marked(restored(self.edition.marked), self.letters)

    @cached_property
    def in_its_page(self) -> SafeString | str:
        """The words in the text of its own page, where no page of a document has them all."""
        text = MARKDOWN.sub("", restored(self.edition.marked_in_page))
        return marked(excerpt(text), self.letters) if START in text else ""


def results(
    keys: list[int], terms: Terms, apart: Set[int], most: int, *, has_welsh: bool, at: datetime
) -> list[Result]:
    """The reviews with these keys, in this order, each with no more passages than ``most``, and where all are.

    Unless one of all reviews ``has_welsh``, nothing is looked for as Welsh changes it.
    """
    question, here = terms.question, apart.intersection(keys)
    by_edition: dict[int, list[Passage]] = {key: [] for key in keys}
    for page in found_pages(keys, question, here, most, has_welsh=has_welsh):
        by_edition[page.edition].append(passage_of(page, terms.letters))
    elsewhere = {key for key in keys if key in apart or not by_edition[key]}
    found = []
    for row in _shown(keys, question, elsewhere, has_welsh=has_welsh, at=at):
        passages, is_apart = by_edition[row.pk], row.pk in apart
        all_of_it = query_string({"q": terms.typed, "in": row.path})
        has_more = len(passages) > most or (passages and is_apart)
        more = all_of_it if has_more and most < ALL_PASSAGES else ""
        found.append(Result(row, passages[:most], more, terms.letters, is_apart))
    which = distinctions([result.heading for result in found])
    return [replace(result, which=each) for result, each in zip(found, which, strict=True)]


def _shown(
    keys: list[int], question: Question, elsewhere: Set[int], *, has_welsh: bool, at: datetime
) -> list[ReviewEdition]:
    """With their names and the themes that match.

    The texts of those that have the words ``elsewhere`` than in documents are read and marked.
    """
    sets = {"keys": keys, "elsewhere": list(elsewhere)}
    found = _rows(question.shape, has_welsh).instances(question.given | sets | {"at": at})
    rows = {row.pk: row for row in found}
    return [rows[key] for key in keys if key in rows]


@prepared
def _rows(question: Question, has_welsh: bool) -> QuerySet:
    own = {"edition": OuterRef("pk")}
    names = Identifier.objects.filter(**own).order_by("position", "id").values("value")
    people = Subject.objects.filter(**own).order_by("position", "id").values("pseudonym")
    themes = Theme.objects.named(question.wanted.query)
    text = Func("pk", function="reviews_text_of", output_field=TextField())
    language = "language" if has_welsh else ""
    in_summary = by_language(question.wanted, language)
    marks = apart_by_language(question, language) if question.parts else in_summary
    in_page = When(among("pk", "elsewhere"), then=with_marks(with_signs_aside(text), marks))
    live = ReviewEdition.objects.public(at=AT).filter(among("pk", "keys")).with_what_was_here()
    shown = ("title", "language", "review_type", "local_type", "first_published", "state")
    return live.only(*shown, "carried_from").annotate(
        path=F("page__path"),
        board=F("page__board__name"),
        names=ArraySubquery(names),
        people=ArraySubquery(people),
        themes_in_lines=themes_in_lines(themes.filter(review_themes__edition=OuterRef("pk"))),
        has_documents=Exists(Attachment.objects.readable().filter(**own)),
        marked=with_marks(with_signs_aside("summary"), in_summary),
        marked_in_page=Case(in_page, default=Value("", TextField())),
    )
