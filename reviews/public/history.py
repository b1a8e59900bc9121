"""What happened to a page in public, and when it last did."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Case, CharField, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import NullIf

from reviews.lib.dates import UNKNOWN, PartialDate
from reviews.models import (
    Board,
    Edition,
    EditionQuerySet,
    Lineage,
    ListingEdition,
    Page,
    ReviewEdition,
)
from reviews.public.readable import readable

UNNAMED_SOURCE = "an earlier website"


@dataclass(frozen=True)
class HistoryEntry:
    """One public change of a page.

    ``source`` is the earlier website that stated the date; empty when this register witnessed it.
    ``about`` names the review that changed, in the history of a listing. ``number`` is that of the
    page's edition which began then and has ended, if it may still be read. ``is_return``: it put the
    page back after a withdrawal.
    """

    date: PartialDate
    moment: datetime
    note: str
    weight: str = ""
    source: str = ""
    about: str = ""
    number: int | None = None
    is_return: bool = False


def last_updated(edition: Edition, *, at: datetime) -> PartialDate:
    """“Page last updated” at the moment ``at``, for the public ``edition`` of a page.

    The latest moment by then at which the bytes that the public receives changed by an edition
    going live or ending; for a listing, of what it lists too. A carried-over edition counts with
    the date that its page bore on the earlier website. Costs one query.
    """
    known = NullIf("carried_updated", Value(UNKNOWN), output_field=CharField())
    found = _editions_behind(edition, by=at).aggregate(
        begun=Max("live_from", filter=Q(carried_updated="", began_here=True)),
        ended=Max("live_until", filter=Q(live_until__lte=at, ended_here=True)),
        carried=Max(known, filter=Q(~Q(carried_updated=""), began_here=True)),
    )
    dates = [PartialDate.of(found[name]) for name in ("begun", "ended") if found[name]]
    dates += [PartialDate(found["carried"] or UNKNOWN)]
    return max(dates)


def entries(edition: Edition, *, at: datetime) -> list[HistoryEntry]:
    """Every public change of the page by the moment ``at``, the latest first.

    In a listing's history each review goes by the name that it bears at that moment, not by one
    that may have been corrected since, and a review that is no longer public goes by none. An
    edition that may not be read any more is listed with its dates only: its note may hold what led
    to the withdrawal.
    """
    not_ended = Q(live_until=None) | Q(live_until__gt=at)
    behind = _editions_behind(edition, by=at).filter(
        Q(began_here=True) | Q(ended_here=True) | not_ended
    )
    marked = behind.annotate(is_readable=_mark(readable(at=at)))
    marked = marked.select_related("reviewedition", "withdrawal")
    related = ("reviewedition__identifiers", "reviewedition__subjects")
    rows = list(marked.prefetch_related(*related))
    names = {row.page_id: _name(row) for row in rows if row.is_live(at=at)}
    _mark_returns(rows)
    found = [entry for row in rows for entry in _of(row, _about(row, edition, names), at=at)]
    if edition.page.kind == Page.Kind.REVIEW:
        found += _documents(edition, {row.pk for row in rows if row.is_readable}, at=at)
    return sorted(found, key=lambda entry: (entry.date, entry.moment), reverse=True)


def _mark_returns(rows: list[Edition]) -> None:
    """Set ``is_return`` of each edition of which the page's edition before it had been withdrawn."""
    before: dict[int, Edition] = {}
    for row in sorted(rows, key=lambda row: row.live_from):
        row.is_return = hasattr(before.get(row.page_id), "withdrawal")
        before[row.page_id] = row


def kind_of(lineage: Lineage) -> str:
    """What kind of document it was when it was last shown: “Overview report”."""
    moment = lineage.edition.live_from - timedelta.resolution
    return _kinds(lineage.edition.page_id, by=moment).get(lineage.document_id, "Document")


def _kinds(page: int, *, by: datetime) -> dict[int, str]:
    """By the key of each file that the page has shown, what kind of document it was, never its title.

    What is withdrawn may be named by what must not be read.
    """
    editions = ReviewEdition.objects.begun(by=by).filter(page=page).order_by("live_from")
    return {
        row.document_id: row.get_kind_display().capitalize()
        for edition in editions.prefetch_related("attachments")
        for row in edition.attachments.all()
    }


def _documents(edition: Edition, readable: set[int], *, at: datetime) -> Iterable[HistoryEntry]:
    """The documents that editions of the page took away. Costs one query, and two more if there are any."""
    left = Lineage.objects.begun(by=at).filter(edition__page=edition.page_id)
    rows = list(left.select_related("edition"))
    kinds = _kinds(edition.page_id, by=at) if rows else {}
    for row in rows:
        moment, kind = row.edition.live_from, kinds.get(row.document_id, "Document")
        note = f"{kind} replaced by another file: {row.get_reason_display()}."
        if row.is_withdrawn:
            own = row.public_note if row.edition_id in readable else ""
            note = f"{kind} withdrawn. {own}".strip()
        yield HistoryEntry(PartialDate.of(moment), moment, note)


def _editions_behind(edition: Edition, *, by: datetime) -> EditionQuerySet:
    """The editions begun by then that can have changed what ``edition``'s page shows.

    ``began_here`` marks those whose going live did, ``ended_here`` those whose end did or would. A
    listing is changed by the reviews that it listed at that moment, whatever it lists today.
    """
    editions, began = Edition.objects.begun(by=by), Q(page=edition.page_id)
    behind = ended = began
    if isinstance(edition.as_kind, ListingEdition):
        kind = [F("reviewedition__review_type")]
        behind |= Q(reviewedition__isnull=False) & _listed_boards(edition.page.board)
        editions = editions.alias(
            scope_before=_scope(edition, "live_from", by=by),
            scope_after=_scope(edition, "live_until", by=by),
        )
        began |= Q(scope_before__contains=kind)
        ended |= Q(scope_after__contains=kind)
    return editions.filter(behind).annotate(began_here=_mark(began), ended_here=_mark(ended))


def _listed_boards(board: Board | None) -> Q:
    """Editions of the boards whose reviews a listing of this board shows; of all boards without one."""
    return Q(page__board__in=board.with_predecessors) if board else Q()


def _scope(listing: Edition, moment: str, *, by: datetime) -> Subquery:
    """The types of review that the listing showed at that moment or, if it was not public, showed next."""
    not_ended = Q(live_until=None) | Q(live_until__gt=OuterRef(moment))
    editions = ListingEdition.objects.begun(by=by).filter(not_ended, page=listing.page_id)
    return Subquery(editions.order_by("live_from").values("review_types")[:1])


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def _name(row: Edition) -> str:
    return row.reviewedition.heading if hasattr(row, "reviewedition") else ""


def _about(row: Edition, edition: Edition, names: dict[int, str]) -> str:
    if row.page_id == edition.page_id:
        return ""
    return names.get(row.page_id, "A review that is no longer public")


def _of(row: Edition, about: str, *, at: datetime) -> Iterable[HistoryEntry]:
    ended = row.has_ended(at=at)
    if row.began_here:
        yield from _begun(row, about, ended=ended)
    if ended and row.ended_here and hasattr(row, "withdrawal"):
        yield HistoryEntry(
            PartialDate.of(row.live_until), row.live_until, "Withdrawn.", about=about
        )


def _begun(row: Edition, about: str, *, ended: bool) -> list[HistoryEntry]:
    if row.carried_updated:
        begun = _carried(row, about)
    else:
        note = row.change_note if row.is_readable else ""
        weight = row.change_weight
        begun = [
            HistoryEntry(PartialDate.of(row.live_from), row.live_from, note, weight, about=about)
        ]
    begun[0] = replace(begun[0], is_return=row.is_return)
    if ended and row.is_readable and not about:
        begun[0] = replace(begun[0], number=row.number)
    return begun


def _carried(row: Edition, about: str) -> list[HistoryEntry]:
    """The carrying over, which does not move “Page last updated”, and the dates it brought."""
    source, moment = row.carried_from if row.is_readable else UNNAMED_SOURCE, row.live_from
    note = f"Carried over unchanged from {source}."
    found = [HistoryEntry(PartialDate.of(moment), moment, note, about=about)]
    if row.carried_updated.is_known:
        found.append(
            HistoryEntry(row.carried_updated, moment, "Last updated.", source=source, about=about)
        )
    if row.first_published.is_known and row.first_published != row.carried_updated:
        found.append(
            HistoryEntry(
                row.first_published, moment, "First published.", source=source, about=about
            )
        )
    return found
