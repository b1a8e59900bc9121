"""How long reports stay on this website, by the rules that govern their reviews."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.lib.dates import PartialDate
from reviews.models import PublicationRule, ReviewEdition


@dataclass(frozen=True)
class Statement:
    """What the public page states about a report; ``until`` is the first day after its term."""

    rule: PublicationRule
    until: PartialDate


def statements(editions: Iterable[ReviewEdition], *, at: datetime.datetime) -> dict[int, Statement]:
    """By the key of each edition whose report is kept here. Costs one query, however many there are.

    Only the rules known at ``at`` count, so that a page of the past states what it stated then. A
    rule that sets no term, or that nobody has read at its source, makes no statement.
    """
    editions = list(editions)
    rules = governing_rules(editions, at=at)
    found = {edition.pk: _statement(edition, rules[edition.pk]) for edition in editions}
    return {pk: statement for pk, statement in found.items() if statement}


def _statement(edition: ReviewEdition, rule: PublicationRule | None) -> Statement | None:
    until = minimum_until(rule, edition.first_published)
    if until is None or not rule.is_verified:
        return None
    return Statement(rule, PartialDate(until.isoformat()))
