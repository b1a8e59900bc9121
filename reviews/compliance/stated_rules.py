"""The rules of publication that the archive policy states to the public."""

import datetime

from reviews.lib.dates import london_date
from reviews.models import PublicationRule


def stated_rules(*, at: datetime.datetime) -> list[PublicationRule]:
    """Those that somebody has read at their source: in force on that day first, then earlier ones.

    Reviews that were begun under an earlier rule still follow it. ``is_over`` says which these are.
    """
    day, found = london_date(at), []
    for rule in PublicationRule.objects.known(at=at):
        if rule.is_verified and rule.in_force_from <= day:
            rule.is_over = not rule.is_in_force(on=day)
            found.append(rule)
    return sorted(found, key=lambda rule: rule.is_over)
