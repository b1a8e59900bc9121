"""Which rule of publication governs a review, and until when its minimum term runs."""

import datetime
from collections.abc import Iterable

from reviews.compliance import terms
from reviews.lib.dates import PartialDate
from reviews.models import PublicationRule, ReviewEdition


def governing_rule(edition: ReviewEdition, *, at: datetime.datetime) -> PublicationRule | None:
    """The rule for this review, of those known at ``at``.

    It is of the review's nation and type, and in force when it was begun or else published.
    """
    day = counted_from(edition)
    if day is None:
        return None
    return governing_among(PublicationRule.objects.known(at=at), edition, on=day)


def governing_among(
    rules: Iterable[PublicationRule], edition: ReviewEdition, *, on: datetime.date
) -> PublicationRule | None:
    """The rule for such a review on that day; ``rules`` are those known, as ``known`` orders them."""
    wanted = (edition.page.board.jurisdiction, edition.review_type)
    for rule in rules:
        if (rule.jurisdiction, rule.review_type) == wanted and rule.is_in_force(on=on):
            return rule
    return None


def counted_from(edition: ReviewEdition) -> datetime.date | None:
    """The day by which the rule is chosen; None while no date is known that could tell."""
    dates = (edition.commissioned, edition.conducted_from, edition.first_published)
    return next((terms.last_day(date) for date in dates if date and date.is_known), None)


def minimum_until(rule: PublicationRule | None, first: PartialDate | None) -> datetime.date | None:
    """The first day on which the minimum term has passed; None when no rule sets one."""
    day = terms.last_day(first) if first else None
    if day is None or rule is None or not rule.term:
        return None
    if rule.minimum_months:
        return terms.add_months(day, rule.minimum_months)
    return terms.add_weeks(day, rule.minimum_weeks)
