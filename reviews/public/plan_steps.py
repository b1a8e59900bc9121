"""How an action plan got on: what the public editions of its page said, one after another."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from reviews.editions.plan_progress import words_done
from reviews.editions.readable import readable
from reviews.lib.dates import PartialDate
from reviews.models import Action, ReviewEdition

COUNTED = ~Q(actions__status=Action.Status.SUPERSEDED) & ~Q(
    actions__answer=Action.Answer.NOT_ACCEPTED
)
DONE = COUNTED & Q(actions__status=Action.Status.COMPLETE)


@dataclass(frozen=True)
class PlanStep:
    """So many actions were done from this date on. A carried-over edition has the date of its website."""

    date: PartialDate
    done: int
    total: int

    @property
    def words(self) -> str:
        return words_done(self.done, self.total)


def plan_steps(edition: ReviewEdition, *, at: datetime) -> list[PlanStep]:
    """Each time the figures changed, the earliest first; none while they never did. Costs one query.

    Only of editions that the public may read at that moment.
    """
    begun = ReviewEdition.objects.begun(by=at).filter(
        Q(pk=edition.pk) | readable(at=at), page=edition.page_id, number__lte=edition.number
    )
    counted = begun.annotate(
        done=Count("actions", filter=DONE), total=Count("actions", filter=COUNTED)
    )
    steps: list[PlanStep] = []
    for row in counted.filter(total__gt=0).order_by("live_from"):
        date = row.carried_updated or PartialDate.of(row.live_from)
        if not steps or (row.done, row.total) != (steps[-1].done, steps[-1].total):
            steps.append(PlanStep(date, row.done, row.total))
    return steps if len(steps) > 1 else []
