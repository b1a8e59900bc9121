"""How long reports stay on this website, said from the rules that govern their reviews."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.compliance import rule_lookup
from reviews.lib.dates import PartialDate
from reviews.models import PublicationRule, ReviewEdition


@dataclass(frozen=True)
class Statement:
    """What the public may be told about a report; ``until`` is the first day after its term."""

    rule: PublicationRule
    until: PartialDate


def statements(editions: Iterable[ReviewEdition], *, at: datetime.datetime) -> dict[int, Statement]:
    """By the key of the edition, whose report is kept here. Costs one query, however many they are.

    Of the rules known at ``at``, so that a page of the past says what it said. Nothing is said by a
    rule that sets no term, or that nobody has read at its source.
    """
    rules = list(PublicationRule.objects.known(at=at))
    found = {edition.pk: _statement(edition, rules) for edition in editions}
    return {pk: statement for pk, statement in found.items() if statement}


def _statement(edition: ReviewEdition, rules: list[PublicationRule]) -> Statement | None:
    day = rule_lookup.counted_from(edition)
    rule = rule_lookup.governing_among(rules, edition, on=day) if day else None
    until = rule_lookup.minimum_until(rule, edition.first_published)
    if rule is None or until is None or not rule.is_verified:
        return None
    return Statement(rule, PartialDate(until.isoformat()))
