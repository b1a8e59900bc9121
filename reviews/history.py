"""What happened to a page in public, and when it last did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from reviews.dates import PartialDate, london_date
from reviews.models import Edition, EditionQuerySet, ListingEdition


@dataclass(frozen=True)
class Entry:
    """One public change of a page: when, what, and whether this register witnessed it."""

    date: PartialDate
    moment: datetime
    note: str
    weight: str = ""
    carried_from: str = ""
    about: str = ""


def last_updated(edition: Edition, *, at: datetime) -> PartialDate:
    """“Page last updated” at the moment ``at``, for the public ``edition`` of a page.

    The latest moment by then at which the bytes that the public receives changed by an edition
    going live or ending; for a listing, of what it lists too. A carried-over edition counts with
    the date that its page bore on the earlier website. Costs one query.
    """
    found = (
        _editions_behind(edition)
        .begun(by=at)
        .aggregate(
            begun=Max("live_from", filter=Q(carried_updated="")),
            ended=Max("live_until", filter=Q(live_until__lte=at)),
            carried=Max("carried_updated", filter=~Q(carried_updated="")),
        )
    )
    moments = [moment for moment in (found["begun"], found["ended"]) if moment]
    dates = [PartialDate(london_date(max(moments)).isoformat())] if moments else []
    return max([*dates, *([found["carried"]] if found["carried"] else [])])


def entries(edition: Edition, *, at: datetime) -> list[Entry]:
    """Every public change of the page by the moment ``at``, the latest first.

    Of the reviews in a listing, those that are no longer public are not named.
    """
    behind = _editions_behind(edition).begun(by=at).select_related("reviewedition", "withdrawal")
    behind = behind.prefetch_related("reviewedition__identifiers")
    public = set(behind.public(at=at).values_list("page_id", flat=True))
    found = [
        entry
        for row in behind
        for entry in _of(
            row, named=row.page_id in public, own=row.page_id == edition.page_id, at=at
        )
    ]
    return sorted(found, key=lambda entry: (entry.date, entry.moment), reverse=True)


def _editions_behind(edition: Edition) -> EditionQuerySet:
    """The editions, of all times, whose going live or ending changes what ``edition``'s page shows."""
    special = edition.special
    behind = Q(page=edition.page_id)
    if isinstance(special, ListingEdition):
        behind |= Q(pk__in=special.listed().values("pk"))
    return Edition.objects.filter(behind)


def _of(row: Edition, *, named: bool, own: bool, at: datetime) -> Iterable[Entry]:
    about = "" if own else row.special.heading if named else "A review that is no longer public"
    yield Entry(
        date=row.carried_updated or PartialDate.of(row.live_from),
        moment=row.live_from,
        note=row.change_note if named else "",
        weight=row.change_weight,
        carried_from=row.carried_from if row.carried_updated else "",
        about=about,
    )
    if hasattr(row, "withdrawal") and row.has_ended(at=at):
        yield Entry(PartialDate.of(row.live_until), row.live_until, "Withdrawn.", about=about)
