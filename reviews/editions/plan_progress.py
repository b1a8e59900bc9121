"""How far an action plan is at a moment: computed from its actions, never typed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

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
        return f"{self.done} of {self.total} done" if self.total else ""

    def __str__(self) -> str:
        """“7 of 12 done, 3 overdue, 1 superseded”."""
        not_accepted = sum(each.answer == Action.Answer.NOT_ACCEPTED for each in self.actions)
        left = len(self.actions) - self.total - not_accepted
        open_words = "none overdue" if self.done < self.total else ""
        words = [
            self.words_done,
            f"{self.overdue} overdue" if self.overdue else open_words,
            f"{left} superseded" if left else "",
            f"{not_accepted} not accepted" if not_accepted else "",
        ]
        return ", ".join(word for word in words if word)


def plan_progress(actions: Iterable[Action], *, at: datetime.datetime) -> PlanProgress:
    """The progress of the plan at the moment ``at``, whose day in the United Kingdom decides."""
    return PlanProgress(list(actions), london_date(at))
