"""The latest changes of reviews, as feeds tell them: published, changed, published again, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Case, Exists, OuterRef, Q, When

from reviews.editions.readable import readable
from reviews.models import Edition, Page, ReviewEdition

MOST = 50


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    AGAIN = "published again"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """What happened to a review at a ``moment``.

    ``name`` is what its page is called now; empty when it is public no more. Without one, neither is
    there a ``note``: it could hold what led to the withdrawal.
    """

    kind: Kind
    moment: datetime
    page: Page
    number: int
    name: str = ""
    note: str = ""


def latest(reviews: Q, *, at: datetime) -> list[Change]:
    """The latest MOST changes by ``at`` of the reviews whose editions are in ``reviews``, the latest first.

    Costs five queries, however many reviews there are.
    """
    editions = ReviewEdition.objects.begun(by=at).filter(reviews, page__erased_at=None)
    begun = list(_described(editions, at=at).order_by("-live_from", "-pk")[:MOST])
    ended = editions.filter(withdrawal__isnull=False, live_until__lte=at)
    ended = list(ended.select_related("page").order_by("-live_until", "-pk")[:MOST])
    names = _names({row.page_id for row in begun}, at=at)
    found = [_begun(row, names) for row in begun]
    found += [Change(Kind.WITHDRAWN, row.live_until, row.page, row.number) for row in ended]
    return sorted(found, key=lambda change: change.moment, reverse=True)[:MOST]


def _described(editions, *, at: datetime):
    """With whether the page was public before, whether it had been withdrawn then, and what may be read."""
    before = Edition.objects.begun(by=at).filter(
        page=OuterRef("page"), live_from__lt=OuterRef("live_from")
    )
    returned = before.filter(withdrawal__isnull=False, live_until__lte=OuterRef("live_from"))
    after_another = before.filter(live_until=OuterRef("live_from"), withdrawal=None)
    return editions.select_related("page").annotate(
        is_later=Exists(before),
        is_return=Case(When(Exists(returned) & ~Exists(after_another), then=True), default=False),
        is_readable=Case(When(readable(at=at), then=True), default=False),
    )


def _begun(row: ReviewEdition, names: dict[int, str]) -> Change:
    kind = Kind.CHANGED if row.is_later else Kind.NEW
    kind = Kind.AGAIN if row.is_return else kind
    name = names.get(row.page_id, "")
    note = row.change_note if name and row.is_readable else ""
    return Change(kind, row.live_from, row.page, row.number, name, note)


def _names(pages: Iterable[int], *, at: datetime) -> dict[int, str]:
    live = ReviewEdition.objects.public(at=at).filter(page__in=pages)
    return {row.page_id: row.heading for row in live.prefetch_related("identifiers", "subjects")}
