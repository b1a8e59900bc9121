"""Which rules of publication govern a review, and until when a minimum term runs."""

import datetime
from collections.abc import Iterable

from reviews.compliance import terms
from reviews.lib.dates import PartialDate, london_date
from reviews.models import PublicationRule, ReviewEdition


def governing_rules(
    editions: Iterable[ReviewEdition], *, at: datetime.datetime
) -> dict[int, PublicationRule | None]:
    """The rule for each review as its edition describes it, of the rules known at ``at``.

    By the key of the edition. What a page owes that has been public is in ``minimum_terms``: that
    does not change with its description. Costs one query, however many editions there are, if their
    pages and boards have been read.
    """
    rules = list(PublicationRule.objects.known(at=at))
    return {edition.pk: _governing_rule(edition, rules, at=at) for edition in editions}


def rules_since_publication(
    editions: Iterable[ReviewEdition], rules: list[PublicationRule], *, at: datetime.datetime
) -> list[PublicationRule]:
    """Every rule that has governed a review since it was first public, the first one first.

    ``editions`` are those that have begun by ``at``, in their order. ``rules`` are in the order of
    ``known``.
    """
    found: dict[int, PublicationRule] = {}
    for edition in editions:
        for moment in sorted({edition.live_from, *_recorded(rules, edition.live_from, at)}):
            known = [rule for rule in rules if rule.recorded_at <= moment]
            if rule := _governing_rule(edition, known, at=moment):
                found.setdefault(rule.pk, rule)
    return list(found.values())


def _recorded(
    rules: list[PublicationRule], after: datetime.datetime, by: datetime.datetime
) -> set[datetime.datetime]:
    """The moments at which another rule became known."""
    return {rule.recorded_at for rule in rules if after < rule.recorded_at <= by}


def _governing_rule(
    edition: ReviewEdition, rules: list[PublicationRule], *, at: datetime.datetime
) -> PublicationRule | None:
    """The rule of the review's nation and type that was in force on the day that decides.

    ``rules`` are in the order of ``known``: of two in force on that day, the later one governs.
    """
    day = _deciding_day(edition, at=at)
    wanted = (edition.page.board.jurisdiction, edition.review_type)
    for rule in rules:
        if day and (rule.jurisdiction, rule.review_type) == wanted and rule.is_in_force(on=day):
            return rule
    return None


def _deciding_day(edition: ReviewEdition, *, at: datetime.datetime) -> datetime.date | None:
    """When the review was begun, or else first published; for a draft without a date, the day of ``at``.

    None when it was published on a day that is not known.
    """
    dates = (edition.commissioned, edition.conducted_from, edition.first_published)
    day = next((terms.last_day(date) for date in dates if date and date.is_known), None)
    return day or (london_date(at) if edition.is_draft else None)


def minimum_until(rule: PublicationRule | None, first: PartialDate | None) -> datetime.date | None:
    """The first day after the minimum term; None when no rule sets one.

    ``first`` is the day of first publication, from which the term is counted.
    """
    day = terms.last_day(first) if first else None
    if day is None or rule is None or not rule.term:
        return None
    if rule.minimum_months:
        return terms.add_months(day, rule.minimum_months)
    return terms.add_weeks(day, rule.minimum_weeks)
