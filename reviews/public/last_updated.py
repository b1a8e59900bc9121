"""“Page last updated”: when the public last received other bytes at a page's address."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Case, Func, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from reviews.lib.dates import UNKNOWN, PartialDate
from reviews.models import (
    Board,
    BoardSuccession,
    Edition,
    EditionQuerySet,
    ListingEdition,
    ReviewEdition,
)

OF_LISTINGS = ("begun", "ended", "brought", "took_over")


def last_updated(edition: Edition, *, at: datetime) -> PartialDate:
    """“Page last updated” at the moment ``at``, for the public ``edition`` of a page.

    When the bytes that the public receives last changed by an edition going live or ending; for a listing,
    of what it lists too, or because it was agreed, or ended, that its board took over from another. A carried-over
    edition counts with the date of its earlier website. Costs one query.
    """
    rows, names = Edition.objects.begun(by=at), ["live_from", "live_until", "carried_updated"]
    if isinstance(edition.as_kind, ListingEdition):
        rows, names = _with_listed(edition, by=at), [*names, *OF_LISTINGS]
    return newest(rows.filter(page=edition.page_id).order_by().values(*names), at=at)


def newest(rows: Iterable[dict], *, at: datetime) -> PartialDate:
    """The latest date of editions, each given as its moments and dates; “unknown” if none is known."""
    dates = [PartialDate(UNKNOWN)]
    for row in rows:
        if row["carried_updated"]:
            row["live_from"] = None
        if row["live_until"] and row["live_until"] > at:
            row["live_until"] = None
        found = filter(None, row.values())
        dates += [PartialDate.of(each) if isinstance(each, datetime) else each for each in found]
    return max(dates)


def _with_listed(listing: Edition, *, by: datetime) -> EditionQuerySet:
    """Its editions, each with what last changed, by an index, among its reviews since the end of the one before."""
    editions = ListingEdition.objects.begun(by=by)
    earlier = editions.filter(page=OuterRef("page"), number__lt=OuterRef("number"))
    before = earlier.order_by("-number").values("live_until")[:1]
    since = Coalesce(Subquery(before), Value(datetime.min.replace(tzinfo=UTC)))
    until = Least("live_until", Value(by + timedelta.resolution))
    # As it is asked here, PostgreSQL takes most rows for those that are wanted, and goes by the index.
    place = Func(OuterRef("review_types"), "review_type", function="ARRAY_POSITION")
    began = Q(live_from__gte=OuterRef("since"), live_from__lt=OuterRef("until"))
    reviews = (
        ReviewEdition.objects.begun(by=by)
        .filter(listed_boards(listing.page.board, at=by))
        .alias(place=Cast(place, IntegerField()), in_its_time=Case(When(began, then=True)))
    )

    def last(name: str, *conditions: Q) -> Subquery:
        found = reviews.filter(*conditions, place__isnull=False)
        return Subquery(found.order_by(f"-{name}").values(name)[:1])

    ended = Q(live_until__gte=OuterRef("since"), live_until__lt=OuterRef("until"))
    is_known = Q(carried_updated__gt="", carried_updated__lt=UNKNOWN)
    return editions.annotate(since=since, until=until).annotate(
        begun=last("live_from", began, Q(carried_updated="")),
        ended=last("live_until", ended),
        brought=last("carried_updated", Q(in_its_time__isnull=False), is_known),
        took_over=_took_over(listing.page.board, by=by),
    )


def _took_over(board: Board | None, *, by: datetime) -> Subquery:
    """When, since an edition of an outer query began, it last was agreed or ended that the board took over.

    Or one before it, of those that it succeeds at that moment.
    """
    agreed = BoardSuccession.objects.agreed(by=by)
    ours = agreed.filter(board__in=board.with_predecessors(at=by)) if board else agreed.none()
    ended = Case(When(ended_at__lte=by, then="ended_at"))
    changed = ours.annotate(changed_at=Greatest("agreed_at", ended))
    since = changed.filter(changed_at__gte=OuterRef("live_from")).order_by("-changed_at")
    return Subquery(since.values("changed_at")[:1])


def listed_boards(board: Board | None, *, at: datetime) -> Q:
    """Editions of the boards whose reviews a listing of this board shows; of all boards without one."""
    return Q(page__board__in=board.with_predecessors(at=at)) if board else Q()
