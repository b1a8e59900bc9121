"""An action plan as it is shown: recommendation by recommendation, and a drawing of its progress."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from reviews.editions.plan_progress import PlanProgress
from reviews.models import Action

STEP = 24  # from one square to the next, in units of the drawing
MOST_SQUARES = 60


@dataclass(frozen=True)
class Line:
    """An action of the plan. ``look`` is how it is drawn: done, open or late; empty if it is not counted."""

    action: Action
    is_overdue: bool

    @property
    def look(self) -> str:
        if not self.action.is_counted:
            return ""
        return "done" if self.action.is_complete else "late" if self.is_overdue else "open"


@dataclass(frozen=True)
class Group:
    """A recommendation with the actions that follow from it, which may answer it each in its own way."""

    number: int
    lines: list[Line]

    @property
    def first(self) -> Action:
        return self.lines[0].action

    @cached_property
    def is_answered_once(self) -> bool:
        return len({(line.action.answer, line.action.answer_reason) for line in self.lines}) == 1

    @property
    def to_do(self) -> list[Line]:
        """The lines that say more than what the recommendation and the answer to it say already."""
        return [line for line in self.lines if line.action.action or not self.is_answered_once]


@dataclass(frozen=True)
class PlanView:
    progress: PlanProgress

    @cached_property
    def groups(self) -> list[Group]:
        lines = [Line(action, is_overdue) for action, is_overdue in self.progress.rows]
        grouped = groupby(lines, key=lambda line: line.action.recommendation)
        return [Group(number, list(group)) for number, (_, group) in enumerate(grouped, 1)]

    @property
    def counts(self) -> dict[str, int]:
        """How many are done, open and late."""
        looks = [line.look for group in self.groups for line in group.lines]
        return {look: looks.count(look) for look in ("done", "open", "late")}

    @property
    def squares(self) -> list[tuple[str, int]]:
        """How each square of the drawing looks, and where it begins; none when they would be too small."""
        looks = [look for look, count in self.counts.items() for _ in range(count)]
        if len(looks) > MOST_SQUARES:
            return []
        return [(look, 2 + STEP * at) for at, look in enumerate(looks)]

    @property
    def width(self) -> int:
        return STEP * len(self.squares) - 2

    @property
    def rems(self) -> str:
        """How wide the drawing is on a wide page, so that few squares are not large."""
        return f"{len(self.squares) * 2.2:.1f}rem"
