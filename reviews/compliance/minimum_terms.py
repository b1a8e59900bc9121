"""The minimum terms of pages and of their documents: the one place that everybody asks.

A term begins with the first publication and can only become longer. Of all rules that have governed
the review since then, the one with the longest term counts, whatever the page states today: its type
may be changed, or a date, or a rule. A document keeps its term under another name, and hands it on to
the file that is recorded as its successor.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from reviews.compliance.document_lines import DocumentLine, document_lines
from reviews.compliance.rule_lookup import minimum_until, rules_since_publication
from reviews.lib.dates import PartialDate, london_date
from reviews.models import Page, PublicationRule, ReviewEdition


@dataclass(frozen=True)
class Term:
    """``until`` is the first day after it; None when no rule sets a term, or no date is known."""

    rule: PublicationRule | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class PageTerms:
    """``page`` is the longest of the page's own term and those of its documents, which are in ``lines``."""

    page: Term
    lines: list[tuple[DocumentLine, Term]]

    def of_document(self, document: int | None) -> Term:
        """The term of the document with this key; of one that was never public here, the page's."""
        found = (term for line, term in self.lines if document in line.documents)
        return next(found, self.page)


def of_pages(pages: Iterable[int], *, at: datetime.datetime) -> dict[int, PageTerms]:
    """By the key of each review's page that has been public by ``at``. Costs four queries."""
    begun: dict[int, list[ReviewEdition]] = {}
    editions = ReviewEdition.objects.begun(by=at).filter(page__in=list(pages)).defer("body")
    editions = editions.select_related("page__board").prefetch_related("attachments", "lineage")
    for edition in editions.order_by("live_from"):
        begun.setdefault(edition.page_id, []).append(edition)
    rules = list(PublicationRule.objects.known(at=at)) if begun else []
    return {
        page: _terms(own, rules_since_publication(own, rules, at=at)) for page, own in begun.items()
    }


def minimum_term_ends(page: Page, *, at: datetime.datetime) -> datetime.date | None:
    """The first day after the minimum term of the page and all its documents, if it still runs at ``at``."""
    found = of_pages([page.pk], at=at).get(page.pk)
    return running(found.page, at=at) if found else None


def running(term: Term, *, at: datetime.datetime) -> datetime.date | None:
    """The first day after the term if it still runs at ``at``."""
    return term.until if term.until and london_date(at) < term.until else None


def _terms(editions: list[ReviewEdition], rules: list[PublicationRule]) -> PageTerms:
    lines = document_lines(editions)
    with_terms = [(line, _longest(rules, line.first_dates)) for line in lines]
    own = _longest(rules, {edition.first_published for edition in editions})
    longest = max(
        [own, *(term for _, term in with_terms)], key=lambda term: term.until or datetime.date.min
    )
    return PageTerms(longest, with_terms)


def _longest(rules: list[PublicationRule], firsts: Iterable[PartialDate]) -> Term:
    """Of all these rules and days of first publication; without any term, the first rule."""
    terms = [Term(rule, minimum_until(rule, first)) for rule, first in product(rules, firsts)]
    return max(terms, key=lambda term: term.until or datetime.date.min, default=Term())
