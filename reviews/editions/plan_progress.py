"""How far an action plan is at a moment: computed from its actions, never typed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext, ngettext

from reviews.lib.dates import london_date
from reviews.models import Action


@dataclass(frozen=True)
class PlanProgress:
    """The actions of a plan as they stand on a day."""

    actions: list[Action]
    today: datetime.date

    @cached_property
    def rows(self) -> list[tuple[Action, bool]]:
        """Each action, and whether it is overdue."""
        return [(action, action.is_overdue(on=self.today)) for action in self.actions]

    @property
    def total(self) -> int:
        """The number of actions that are to be done: not those superseded or turned down."""
        return sum(action.is_counted for action in self.actions)

    @property
    def done(self) -> int:
        return sum(action.is_complete for action in self.actions)

    @property
    def overdue(self) -> int:
        return sum(is_overdue for _, is_overdue in self.rows)

    @property
    def words_done(self) -> str:
        """“7 of 12 done”; empty when there is nothing to do."""
        return words_done(self.done, self.total) if self.total else ""

    def __str__(self) -> str:
        """“7 of 12 done, 3 overdue, 1 superseded”."""
        not_accepted = sum(each.answer == Action.Answer.NOT_ACCEPTED for each in self.actions)
        left = len(self.actions) - self.total - not_accepted
        open_words = gettext("none overdue") if self.done < self.total else ""
        words = [
            self.words_done,
            _counted(ngettext("%(count)s overdue", "%(count)s overdue", self.overdue), self.overdue)
            or open_words,
            _counted(ngettext("%(count)s superseded", "%(count)s superseded", left), left),
            _counted(
                ngettext("%(count)s not accepted", "%(count)s not accepted", not_accepted),
                not_accepted,
            ),
        ]
        return ", ".join(word for word in words if word)


def plan_progress(actions: Iterable[Action], *, at: datetime.datetime) -> PlanProgress:
    """The progress of the plan at the moment ``at``, whose day in the United Kingdom decides."""
    return PlanProgress(list(actions), london_date(at))


def words_done(done: int, total: int) -> str:
    """“7 of 12 done”."""
    return gettext("%(done)s of %(total)s done") % {"done": done, "total": total}


def _counted(words: str, count: int) -> str:
    return words % {"count": count} if count else ""
