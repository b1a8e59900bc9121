"""How long reports stay on this website, by the rules that govern their reviews."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.compliance import minimum_terms
from reviews.compliance.minimum_terms import PageTerms, Term
from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.lib.dates import PartialDate
from reviews.models import Attachment, PublicationRule, ReviewEdition


@dataclass(frozen=True)
class Statement:
    """What the public page states about a report; ``until`` is the first day after its term."""

    rule: PublicationRule
    until: PartialDate


def statements(editions: Iterable[ReviewEdition], *, at: datetime.datetime) -> dict[int, Statement]:
    """By the key of each edition whose report is kept here. Costs the same, however many there are.

    Only what was known and public at ``at`` counts, so that a page of the past states what it stated
    then. A rule that sets no term, or that nobody has read at its source, makes no statement.
    """
    editions = list(editions)
    public = minimum_terms.of_pages([edition.page_id for edition in editions], at=at)
    coming = [edition for edition in editions if edition.page_id not in public]
    found = _coming_terms(coming, at=at) | {
        edition.pk: _of_report(edition, public[edition.page_id])
        for edition in editions
        if edition.page_id in public
    }
    return {
        pk: Statement(term.rule, PartialDate(term.until.isoformat()))
        for pk, term in found.items()
        if term.until and term.rule.is_verified
    }


def _of_report(edition: ReviewEdition, terms: PageTerms) -> Term:
    reports = (row for row in edition.attachments.all() if row.kind in Attachment.REPORTS)
    return terms.of_document(next((row.document_id for row in reports), None))


def _coming_terms(editions: list[ReviewEdition], *, at: datetime.datetime) -> dict[int, Term]:
    """Of pages that have never been public: as they would be if they were published now."""
    rules = governing_rules(editions, at=at) if editions else {}
    return {
        edition.pk: Term(
            rules[edition.pk], minimum_until(rules[edition.pk], edition.first_published)
        )
        for edition in editions
    }
