"""What a subscription is to be sent: what happened since its last message, as far as that still holds."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from reviews.models import AlertNews, Edition, Subscription

Kind = AlertNews.Kind
MOST = 50  # lines of one message


@dataclass(frozen=True)
class Due:
    """``lines`` are pairs of a kind and the number of a page; ``others`` is how many more there are.

    What is not ``is_settled`` waits: a page was withdrawn or put back a moment ago, and nobody hears of a
    publication of which they would have to hear next that it was withdrawn.
    """

    lines: list[tuple[Kind, int]]
    others: int
    read_until: int
    is_settled: bool


def due_of(subscription: Subscription, *, at: datetime) -> Due:
    """Costs two queries. Nothing of what happened before the subscription began."""
    news = AlertNews.objects.filter(
        pk__gt=subscription.read_until, moment__gt=subscription.confirmed_at
    )
    about = news.filter(topics__contains=[subscription.topic])
    # What became of a review after it left a list counts too.
    rows = list(news.filter(page__in=about.values("page")).order_by("page", "pk"))
    by_page = {page: list(group) for page, group in groupby(rows, key=lambda row: row.page)}
    live = Edition.objects.public(at=at).filter(page__in=by_page)
    public = set(live.values_list("page", flat=True)) if by_page else set()
    ended = {page for page, group in by_page.items() if group[-1].kind == Kind.WITHDRAWN}
    kinds = {page: _kind(group) for page, group in by_page.items()}
    lines = sorted((Kind.values.index(kind), page) for page, kind in kinds.items() if kind)
    named = [(Kind(Kind.values[order]), page) for order, page in lines]
    read_until = max((row.pk for row in rows), default=subscription.read_until)
    is_settled = public == by_page.keys() - ended
    return Due(named[:MOST], len(named[MOST:]), read_until, is_settled)


def _kind(rows: list[AlertNews]) -> str:
    """The sum of what happened to one page, for somebody who heard of nothing since; empty for nothing."""
    first, last = rows[0].kind, rows[-1].kind
    was_known = first in (Kind.CHANGED, Kind.WITHDRAWN)
    if last == Kind.WITHDRAWN:
        return Kind.WITHDRAWN if was_known else ""
    return Kind.CHANGED if was_known else first
