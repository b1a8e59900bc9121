"""What happened to a page in public, and when it last did."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, Least
from django.utils.translation import gettext

from reviews.editions.readable import readable
from reviews.lib.dates import LONDON, UNKNOWN, PartialDate
from reviews.models import (
    Board,
    Edition,
    EditionQuerySet,
    Lineage,
    ListingEdition,
    Page,
    ReviewEdition,
)

# Of editions behind a history; with more of them it is shown by the year.
MOST_ON_ONE_PAGE = 200


@dataclass(frozen=True)
class HistoryEntry:
    """One public change of a page.

    ``source`` is the earlier website that stated the date; empty when this register witnessed it.
    ``about`` names the review that changed, in the history of a listing. ``number`` is that of the
    page's edition which began then and has ended, if it may still be read. ``is_return``: it put the
    page back after a withdrawal. ``language`` is of the note, if an editor wrote it.
    """

    date: PartialDate
    moment: datetime
    note: str
    weight: str = ""
    source: str = ""
    about: str = ""
    number: int | None = None
    is_return: bool = False
    language: str = field(default="", compare=False)


def last_updated(edition: Edition, *, at: datetime) -> PartialDate:
    """“Page last updated” at the moment ``at``, for the public ``edition`` of a page.

    When the bytes that the public receives last changed by an edition going live or ending; for a listing,
    of what it lists too. A carried-over edition counts with the date of its earlier website. Costs one query.
    """
    rows, names = Edition.objects.begun(by=at), ["live_from", "live_until", "carried_updated"]
    if isinstance(edition.as_kind, ListingEdition):
        rows, names = _with_listed(edition, by=at), [*names, "begun", "ended", "brought"]
    dates = [PartialDate(UNKNOWN)]
    for row in rows.filter(page=edition.page_id).order_by().values(*names):
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
        .filter(_listed_boards(listing.page.board))
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
    )


def entries(edition: Edition, *, at: datetime, year: int | None = None) -> list[HistoryEntry]:
    """Every public change of the page by the moment ``at``, or of one year, the latest first.

    In a listing's history each review goes by the name that it bears at that moment, not by one
    that may have been corrected since, and a review that is no longer public goes by none. An
    edition that may not be read any more is listed with its dates only: its note may hold what led
    to the withdrawal.
    """
    behind = _shown(edition, at=at)
    marked = behind.filter(_of_year(year)) if year else behind
    marked = marked.annotate(
        is_readable=_mark(readable(at=at)), withdrawn_before=_withdrawn_before()
    )
    rows = list(marked.select_related("reviewedition", "withdrawal"))
    names = _names(edition, {row.page_id for row in rows}, at=at)
    found = [entry for row in rows for entry in _of(row, _about(row, edition, names), at=at)]
    if edition.page.kind == Page.Kind.REVIEW:
        found += _documents(edition, {row.pk for row in rows if row.is_readable}, at=at)
    wanted = (entry for entry in found if year in (None, entry.date.year))
    return sorted(wanted, key=lambda entry: (entry.date, entry.moment), reverse=True)


def years(edition: Edition, *, at: datetime) -> list[int]:
    """The years of the changes, the latest first; none if so few editions are behind them that one page is enough."""
    behind = _shown(edition, at=at)
    if behind.count() <= MOST_ON_ONE_PAGE:
        return []
    carried = behind.exclude(carried_updated="")
    found = {
        *behind.values_list(ExtractYear("live_from", tzinfo=LONDON), flat=True).distinct(),
        *behind.filter(live_until__lte=at, withdrawal__isnull=False)
        .values_list(ExtractYear("live_until", tzinfo=LONDON), flat=True)
        .distinct(),
    }
    for dates in carried.values_list("carried_updated", "first_published").distinct():
        found |= {date.year for date in dates if date and date.year}
    return sorted(found, reverse=True)


def _shown(edition: Edition, *, at: datetime) -> EditionQuerySet:
    """The editions of which the history states something."""
    not_ended = Q(live_until=None) | Q(live_until__gt=at)
    return _editions_behind(edition, by=at).filter(
        Q(began_here=True) | Q(ended_here=True) | not_ended
    )


def _of_year(year: int) -> Q:
    """Editions that began or ended then, or brought a date of that year with them."""
    period = (datetime(year, 1, 1, tzinfo=LONDON), datetime(year + 1, 1, 1, tzinfo=LONDON))
    within = Q()
    for moment in ("live_from", "live_until"):
        within |= Q(**{f"{moment}__gte": period[0], f"{moment}__lt": period[1]})
    brought = Q(carried_updated__startswith=f"{year:04}") | Q(
        first_published__startswith=f"{year:04}"
    )
    return within | (~Q(carried_updated="") & brought)


def _withdrawn_before() -> Subquery:
    """The withdrawal of the page’s edition before this one, if it was withdrawn."""
    before = Edition.objects.begun(by=OuterRef("live_from")).filter(page=OuterRef("page"))
    earlier = before.filter(live_from__lt=OuterRef("live_from")).order_by("-live_from")
    return Subquery(earlier.values("withdrawal")[:1])


def _names(edition: Edition, pages: set[int], *, at: datetime) -> dict[int, str]:
    """What the reviews in a listing's history are called at that moment, by the key of their page."""
    if edition.page.kind != Page.Kind.LISTING:
        return {}
    live = ReviewEdition.objects.public(at=at).filter(page__in=pages)
    return {row.page_id: row.heading for row in live.prefetch_related("identifiers", "subjects")}


def kind_of(lineage: Lineage) -> str:
    """What kind of document it was when it was last shown: “Overview report”."""
    moment = lineage.edition.live_from - timedelta.resolution
    return _kinds(lineage.edition.page_id, by=moment).get(lineage.document_id) or gettext(
        "Document"
    )


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
        moment, kind = row.edition.live_from, kinds.get(row.document_id) or gettext("Document")
        facts = {"kind": kind, "reason": row.get_reason_display()}
        note = gettext("%(kind)s replaced by another file: %(reason)s.") % facts
        if row.is_withdrawn:
            own = row.public_note if row.edition_id in readable else ""
            note = f"{gettext('%(kind)s withdrawn.') % facts} {own}".strip()
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


def _about(row: Edition, edition: Edition, names: dict[int, str]) -> str:
    if row.page_id == edition.page_id:
        return ""
    return names.get(row.page_id) or gettext("A review that is no longer public")


def _of(row: Edition, about: str, *, at: datetime) -> Iterable[HistoryEntry]:
    ended = row.has_ended(at=at)
    if row.began_here:
        yield from _begun(row, about, ended=ended)
    if ended and row.ended_here and hasattr(row, "withdrawal"):
        yield HistoryEntry(
            PartialDate.of(row.live_until), row.live_until, gettext("Withdrawn."), about=about
        )


def _begun(row: Edition, about: str, *, ended: bool) -> list[HistoryEntry]:
    if row.carried_updated:
        begun = _carried(row, about)
    else:
        note = row.change_note if row.is_readable else ""
        weight = row.change_weight
        stated = {"about": about, "language": row.language}
        begun = [HistoryEntry(PartialDate.of(row.live_from), row.live_from, note, weight, **stated)]
    begun[0] = replace(begun[0], is_return=row.withdrawn_before is not None)
    if ended and row.is_readable and not about:
        begun[0] = replace(begun[0], number=row.number)
    return begun


def _carried(row: Edition, about: str) -> list[HistoryEntry]:
    """The carrying over, which does not move “Page last updated”, and the dates it brought."""
    source, moment = (
        row.carried_from if row.is_readable else gettext("an earlier website"),
        row.live_from,
    )
    note = gettext("Carried over unchanged from %(source)s.") % {"source": source}
    found = [HistoryEntry(PartialDate.of(moment), moment, note, about=about)]
    if row.carried_updated.is_known:
        found.append(
            HistoryEntry(
                row.carried_updated, moment, gettext("Last updated."), source=source, about=about
            )
        )
    if row.first_published.is_known and row.first_published != row.carried_updated:
        found.append(
            HistoryEntry(
                row.first_published, moment, gettext("First published."), source=source, about=about
            )
        )
    return found
