"""Reviews whose minimum term ends soon: from then on their page may leave, and nothing reminds of it."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.lib.dates import london_date
from reviews.models import PublicationRule, ReviewEdition


@dataclass(frozen=True)
class EndingTerm:
    """``until`` is the first day after the term."""

    edition: int
    rule: PublicationRule
    until: datetime.date


def ending_terms(
    pages: QuerySet, *, at: datetime.datetime, within: datetime.timedelta
) -> list[EndingTerm]:
    """Of the live reviews among ``pages``, those whose term ends within that time, the first first.

    Texts are not read, and the number of queries does not grow with the number of reviews.
    """
    live = ReviewEdition.objects.public(at=at).filter(page__in=pages).exclude(first_published="")
    live = live.select_related("page__board").defer("summary", "body", "change_note")
    rules, today = governing_rules(live, at=at), london_date(at)
    found = [
        EndingTerm(edition.pk, rules[edition.pk], until)
        for edition in live
        if (until := minimum_until(rules[edition.pk], edition.first_published))
        and today < until <= today + within
    ]
    return sorted(found, key=lambda term: term.until)
