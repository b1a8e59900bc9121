"""The reviews of one page of results, each with the passages that have the words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString

from reviews.lib.signs import restored
from reviews.public.excerpts import START, excerpt
from reviews.public.filters import query_string
from reviews.public.found_pages import ALL_PASSAGES, SUMMARY, FoundPage, found_pages
from reviews.public.found_reviews import FoundReview, found_reviews
from reviews.public.kept import Kept
from reviews.public.matches import Matches
from reviews.public.passages import Passage, marked
from reviews.public.review_card import distinctions
from reviews.public.search_terms import Terms

MARKDOWN = re.compile(r"\]\([^)\s]*\)|[\[\]#*_`>|]+")


@dataclass(frozen=True)
class Result:
    """A review in which the words are. ``more`` is where all its passages are, if not all are shown.

    ``is_apart``: no place of it has all of the words. Its ``summary`` is only here where words of it are marked.
    ``in_its_page`` are the words in the text of its own page,
    where no page of a document has them all. ``themes`` are the names of those that match, by their addresses.
    ``which`` tells it apart from others of the page that have the same heading.
    """

    review: FoundReview
    passages: list[Passage]
    more: str
    is_apart: bool
    summary: SafeString | str
    in_its_page: SafeString | str
    themes: Mapping[str, str]
    which: str = ""

    @property
    def name(self) -> str:
        return f"{self.review.heading}{self.which}"


def results(
    keys: Sequence[int], terms: Terms, matches: Matches, most: int, kept: Kept, *, at: datetime
) -> list[Result]:
    """The reviews with these keys, in this order, each with no more passages than ``most``, and where all are."""
    reviews = found_reviews(keys, kept, at=at)
    here = matches.apart.intersection(reviews)
    by_edition: dict[int, list[FoundPage]] = {key: [] for key in reviews}
    for page in found_pages(reviews, terms.question, here, most):
        by_edition[page.edition].append(page)
    found = [
        _result(
            review,
            by_edition[key],
            terms,
            most,
            is_apart=key in here,
            themes=matches.themes_of(key),
        )
        for key, review in reviews.items()
    ]
    which = distinctions([result.review.heading for result in found])
    return [replace(result, which=each) for result, each in zip(found, which, strict=True)]


def _result(
    review: FoundReview,
    pages: Iterable[FoundPage],
    terms: Terms,
    most: int,
    *,
    is_apart: bool,
    themes: Mapping[str, str],
) -> Result:
    passages, summary, in_its_page = [], "", ""
    for page in pages:
        if page.place is not None:
            passages.append(page)
        elif page.number == SUMMARY:
            summary = restored(page.marked)
        elif START in page.marked:
            in_its_page = excerpt(MARKDOWN.sub("", restored(page.marked)))
    has_more = len(passages) > most or (passages and is_apart)
    return Result(
        review,
        [_passage(review, page, terms.letters) for page in passages[:most]],
        query_string({"q": terms.typed, "in": review.edition.path})
        if has_more and most < ALL_PASSAGES
        else "",
        is_apart,
        summary and marked(summary, terms.letters),
        in_its_page and marked(in_its_page, terms.letters),
        themes,
    )


def _passage(review: FoundReview, page: FoundPage, letters: str) -> Passage:
    words = marked(excerpt(restored(page.marked)), letters)
    return Passage(review.documents[page.place], page.number, words)
