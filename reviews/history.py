"""What happened to a page in public, and when it last did."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, CharField, Max, Q, Value, When
from django.db.models.functions import NullIf

from reviews import past
from reviews.dates import UNKNOWN, PartialDate
from reviews.models import Edition, EditionQuerySet, ListingEdition

SOMEWHERE = "an earlier website"


@dataclass(frozen=True)
class Entry:
    """One public change of a page.

    ``source`` is the earlier website that stated the date; empty when this register witnessed it.
    ``about`` names the review that changed, in the history of a listing. ``number`` is that of the
    page's edition which began then and has ended, if it may still be read.
    """

    date: PartialDate
    moment: datetime
    note: str
    weight: str = ""
    source: str = ""
    about: str = ""
    number: int | None = None


def last_updated(edition: Edition, *, at: datetime) -> PartialDate:
    """“Page last updated” at the moment ``at``, for the public ``edition`` of a page.

    The latest moment by then at which the bytes that the public receives changed by an edition
    going live or ending; for a listing, of what it lists too. A carried-over edition counts with
    the date that its page bore on the earlier website. Costs one query.
    """
    known = NullIf("carried_updated", Value(UNKNOWN), output_field=CharField())
    found = _editions_behind(edition, by=at).aggregate(
        begun=Max("live_from", filter=Q(carried_updated="")),
        ended=Max("live_until", filter=Q(live_until__lte=at)),
        carried=Max(known, filter=~Q(carried_updated="")),
    )
    dates = [PartialDate.of(found[name]) for name in ("begun", "ended") if found[name]]
    dates += [PartialDate(found["carried"] or UNKNOWN)]
    return max(dates)


def entries(edition: Edition, *, at: datetime) -> list[Entry]:
    """Every public change of the page by the moment ``at``, the latest first.

    In a listing's history each review goes by the name that it bears at that moment, not by one
    that may have been corrected since, and a review that is no longer public goes by none. Of an
    edition that may not be read any more only the dates are told: its note may hold what led to
    the withdrawal.
    """
    behind = _editions_behind(edition, by=at).select_related("reviewedition", "withdrawal")
    marked = behind.annotate(is_readable=Case(When(past.readable(at=at), then=True), default=False))
    rows = list(marked.prefetch_related("reviewedition__identifiers"))
    names = {row.page_id: _name(row) for row in rows if row.is_live(at=at)}
    found = [entry for row in rows for entry in _of(row, _about(row, edition, names), at=at)]
    return sorted(found, key=lambda entry: (entry.date, entry.moment), reverse=True)


def _editions_behind(edition: Edition, *, by: datetime) -> EditionQuerySet:
    """The editions begun by then whose going live or ending changes what ``edition``'s page shows."""
    special = edition.special
    behind = Q(page=edition.page_id)
    if isinstance(special, ListingEdition):
        behind |= Q(pk__in=special.listed().values("pk"))
    return Edition.objects.begun(by=by).filter(behind)


def _name(row: Edition) -> str:
    return row.reviewedition.heading if hasattr(row, "reviewedition") else ""


def _about(row: Edition, edition: Edition, names: dict[int, str]) -> str:
    if row.page_id == edition.page_id:
        return ""
    return names.get(row.page_id, "A review that is no longer public")


def _of(row: Edition, about: str, *, at: datetime) -> Iterable[Entry]:
    ended = row.has_ended(at=at)
    if row.carried_updated:
        begun = _carried(row, about)
    else:
        note = row.change_note if row.is_readable else ""
        weight = row.change_weight
        begun = [Entry(PartialDate.of(row.live_from), row.live_from, note, weight, about=about)]
    if ended and row.is_readable and not about:
        begun[0] = replace(begun[0], number=row.number)
    yield from begun
    if ended and hasattr(row, "withdrawal"):
        yield Entry(PartialDate.of(row.live_until), row.live_until, "Withdrawn.", about=about)


def _carried(row: Edition, about: str) -> list[Entry]:
    """The carrying over, which does not move “Page last updated”, and the dates it brought."""
    source, moment = row.carried_from if row.is_readable else SOMEWHERE, row.live_from
    note = f"Carried over unchanged from {source}."
    found = [Entry(PartialDate.of(moment), moment, note, about=about)]
    if row.carried_updated.is_known:
        found.append(
            Entry(row.carried_updated, moment, "Last updated.", source=source, about=about)
        )
    if row.first_published.is_known and row.first_published != row.carried_updated:
        found.append(
            Entry(row.first_published, moment, "First published.", source=source, about=about)
        )
    return found
