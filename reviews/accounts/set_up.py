"""Two people have to be two: whoever set up an account of late could still be the one who uses it."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from reviews.lib.clock import ClockTimestamp
from reviews.models import Event

RECENTLY = timedelta(days=30)
VERBS = (Event.Verb.RIGHTS_SET, Event.Verb.PASSWORD_SET, Event.Verb.FACTORS_RESET)
NOT_TWO = (
    "This takes two people, and of you two one has set up the other’s account in the last 30 days (added it, "
    "or changed its details, rights, password or second factor): a third person has to do it."
)


@dataclass(frozen=True)
class SetUp:
    """By account, those that set it up of late."""

    by: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def in_one_hand(self, one: int, other: int) -> bool:
        """Both are one account, or one set up the other, itself or through further ones."""
        return other in self._hands(one) or one in self._hands(other)

    def _hands(self, account: int) -> set[int]:
        found, left = set(), {account}
        while left:
            found |= left
            left = set().union(*(self.by.get(each, ()) for each in left)) - found
        return found


def recently_set_up() -> SetUp:
    """From the ledger, in one query. That somebody changed their own details counts for nothing."""
    events = Event.objects.filter(page=None, verb__in=VERBS, at__gt=ClockTimestamp() - RECENTLY)
    found = SetUp()
    for actor, body in events.values_list("actor", "body"):
        stated = json.loads(body)
        found.by[stated["person"]] |= {actor, stated.get("asked_by", actor)}
    return found
