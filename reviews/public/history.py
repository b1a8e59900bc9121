"""What happened to a page in public."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import ExtractYear, JSONObject
from django.utils.translation import gettext

from reviews.editions.readable import readable
from reviews.lib.dates import LONDON, PartialDate
from reviews.models import (
    Attachment,
    Edition,
    EditionQuerySet,
    Lineage,
    ListingEdition,
    Page,
    ReviewEdition,
)
from reviews.public.last_updated import last_updated, listed_boards, newest

LATEST = 2  # changes that a review’s own page tells, before its first
# Of editions behind a history; with more of them it is shown by the year.
MOST_ON_ONE_PAGE = 200


@dataclass(frozen=True)
class HistoryEntry:
    """One public change of a page.

    ``source`` is the earlier website that stated the date; empty when this register witnessed it.
    ``weight`` says what kind of change it was, if what the page says did not simply change. ``about``
    names the review that changed, in the history of a listing. ``number`` is that of the page's
    edition which began then and has ended, if it may still be read. ``is_return``: it put the page
    back after a withdrawal. ``language`` is of the note, if an editor wrote it.
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
    about_language: str = field(default="", compare=False)


def entries(edition: Edition, *, at: datetime, year: int | None = None) -> list[HistoryEntry]:
    """Every public change of the page by the moment ``at``, or of one year, the latest first.

    In a listing's history each review goes by the name that it bears at that moment, not by one
    that may have been corrected since, and a review that is no longer public goes by none. An
    edition that may not be read any more is listed with its dates only: its note may hold what led
    to the withdrawal.
    """
    behind = _shown(edition, at=at)
    marked = behind.filter(_of_year(year)) if year else behind
    rows = _stated(marked, edition, at=at, read_at=at)
    wanted = (entry for entry in _entries(rows, edition, at=at) if year in (None, entry.date.year))
    return _latest_first(wanted)


def latest(
    edition: Edition, *, at: datetime, read_at: datetime
) -> tuple[PartialDate | None, list[HistoryEntry]]:
    """When the page was last updated; if it is a review, its latest changes and its first one. Costs one query.

    As of the moment ``at``, with the notes that may be read at ``read_at``. None and nothing of a draft.
    """
    if edition.is_draft:
        return None, []
    if edition.page.kind != Page.Kind.REVIEW:
        return last_updated(edition, at=at), []
    behind = _shown(edition, at=at)
    begun = {order: behind.order_by(order).values("pk") for order in ("-live_from", "live_from")}
    # What was carried over, with dates of its own, can only be the first.
    outer = Q(pk__in=begun["-live_from"][:LATEST]) | Q(pk__in=begun["live_from"][:1])
    rows = _stated(behind.filter(outer), edition, at=at, read_at=read_at)
    names = ("live_from", "live_until", "carried_updated")
    updated = newest(({name: getattr(row, name) for name in names} for row in rows), at=at)
    found = _latest_first(_entries(rows, edition, at=at))
    return updated, found[:LATEST] + found[LATEST:][-1:]


def _stated(
    behind: EditionQuerySet, edition: Edition, *, at: datetime, read_at: datetime
) -> list[Edition]:
    """These editions with what their entries state; of a review, with the documents that each took away."""
    marked = behind.annotate(
        is_readable=_mark(readable(at=read_at)), withdrawn_before=_withdrawn_before()
    )
    if edition.page.kind == Page.Kind.REVIEW:
        marked = marked.annotate(departures=ArraySubquery(_departures(at=at)))
    return list(marked.select_related("reviewedition", "withdrawal"))


def _entries(rows: list[Edition], edition: Edition, *, at: datetime) -> Iterable[HistoryEntry]:
    named = _named(edition, {row.page_id for row in rows}, at=at)
    for row in rows:
        yield from _of(row, _about(row, edition, named), at=at)
        yield from _left(row)


def _latest_first(found: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    return sorted(found, key=lambda entry: (entry.date, entry.moment), reverse=True)


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


def _named(edition: Edition, pages: set[int], *, at: datetime) -> dict[int, ReviewEdition]:
    """The reviews in a listing's history as they are at that moment, by the key of their page."""
    if edition.page.kind != Page.Kind.LISTING:
        return {}
    live = ReviewEdition.objects.public(at=at).filter(page__in=pages)
    return {row.page_id: row for row in live.prefetch_related("identifiers", "subjects")}


def kind_of(lineage: Lineage) -> str:
    """What kind of document it was when it was last shown: “Overview report”."""
    left = Lineage.objects.begun(by=lineage.edition.live_from).filter(pk=lineage.pk)
    return _kind_in_words(left.values_list(_last_kind(), flat=True).first())


def _departures(*, at: datetime) -> QuerySet:
    """The documents that an edition took away, each as its facts. Never with its title.

    What is withdrawn may be named by what must not be read.
    """
    left = Lineage.objects.begun(by=at).filter(edition=OuterRef("pk")).order_by("position", "pk")
    names = ["successor_id", "reason", "public_note"]
    return left.values(facts=JSONObject(kind=_last_kind(), **{name: name for name in names}))


def _last_kind() -> Subquery:
    """For documents that leave: what kind of document the page said it was, the last time it showed it."""
    before = ReviewEdition.objects.begun(by=OuterRef("edition__live_from")).filter(
        page=OuterRef("edition__page"),
        live_from__lt=OuterRef("edition__live_from"),
        attachments__document=OuterRef("document"),
    )
    return Subquery(before.order_by("-live_from").values("attachments__kind")[:1])


def _kind_in_words(kind: str | None) -> str:
    known = dict(Attachment.Kind.choices).get(kind)
    return str(known).capitalize() if known else gettext("Document")


def _left(row: Edition) -> Iterable[HistoryEntry]:
    """The documents that the edition took away."""
    for facts in getattr(row, "departures", []):
        kind = _kind_in_words(facts.pop("kind"))
        left = Lineage(**facts)
        stated = {"kind": kind, "reason": left.get_reason_display()}
        note = gettext("%(kind)s replaced by another file: %(reason)s.") % stated
        if left.is_withdrawn:
            own = left.public_note if row.is_readable else ""
            note = f"{gettext('%(kind)s withdrawn.') % stated} {own}".strip()
        yield HistoryEntry(PartialDate.of(row.live_from), row.live_from, note)


def _editions_behind(edition: Edition, *, by: datetime) -> EditionQuerySet:
    """The editions begun by then that can have changed what ``edition``'s page shows.

    ``began_here`` marks those whose going live did, ``ended_here`` those whose end did or would. A
    listing is changed by the reviews that it listed at that moment, whatever it lists today.
    """
    editions, began = Edition.objects.begun(by=by), Q(page=edition.page_id)
    behind = ended = began
    if isinstance(edition.as_kind, ListingEdition):
        kind = [F("reviewedition__review_type")]
        behind |= Q(reviewedition__isnull=False) & listed_boards(edition.page.board)
        editions = editions.alias(
            scope_before=_scope(edition, "live_from", by=by),
            scope_after=_scope(edition, "live_until", by=by),
        )
        began |= Q(scope_before__contains=kind)
        ended |= Q(scope_after__contains=kind)
    return editions.filter(behind).annotate(began_here=_mark(began), ended_here=_mark(ended))


def _scope(listing: Edition, moment: str, *, by: datetime) -> Subquery:
    """The types of review that the listing showed at that moment or, if it was not public, showed next."""
    not_ended = Q(live_until=None) | Q(live_until__gt=OuterRef(moment))
    editions = ListingEdition.objects.begun(by=by).filter(not_ended, page=listing.page_id)
    return Subquery(editions.order_by("live_from").values("review_types")[:1])


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def _about(row: Edition, edition: Edition, named: dict[int, ReviewEdition]) -> dict[str, str]:
    """Which review of a listing it is about; nothing if it is about the page itself."""
    if row.page_id == edition.page_id:
        return {}
    live = named.get(row.page_id)
    if live is None:
        return {"about": gettext("A review that is no longer public")}
    return {"about": live.heading, "about_language": live.language}


def _of(row: Edition, about: dict[str, str], *, at: datetime) -> Iterable[HistoryEntry]:
    ended = row.has_ended(at=at)
    if row.began_here:
        yield from _begun(row, about, ended=ended)
    if ended and row.ended_here and hasattr(row, "withdrawal"):
        yield HistoryEntry(
            PartialDate.of(row.live_until), row.live_until, gettext("Withdrawn."), **about
        )


def _begun(row: Edition, about: dict[str, str], *, ended: bool) -> list[HistoryEntry]:
    if row.carried_updated:
        source = row.carried_from if row.is_readable else gettext("an earlier website")
        begun = carried(row, row.live_from, source, about)
    else:
        note = row.change_note if row.is_readable else ""
        is_usual = row.change_weight == Edition.Weight.SUBSTANTIVE
        weight = "" if is_usual else row.get_change_weight_display()
        stated = about | {"language": row.language}
        begun = [HistoryEntry(PartialDate.of(row.live_from), row.live_from, note, weight, **stated)]
    begun[0] = replace(begun[0], is_return=row.withdrawn_before is not None)
    if ended and row.is_readable and not about:
        begun[0] = replace(begun[0], number=row.number)
    return begun


def carried(
    row: Edition, moment: datetime, source: str, about: dict[str, str]
) -> list[HistoryEntry]:
    """The carrying over, which does not move “Page last updated”, and the dates it brought, the latest first."""
    note = gettext("Carried over unchanged from %(source)s.") % {"source": source}
    found = [HistoryEntry(PartialDate.of(moment), moment, note, **about)]
    if row.carried_updated.is_known:
        found.append(
            HistoryEntry(
                row.carried_updated, moment, gettext("Last updated."), source=source, **about
            )
        )
    if row.first_published.is_known and row.first_published != row.carried_updated:
        found.append(
            HistoryEntry(
                row.first_published, moment, gettext("First published."), source=source, **about
            )
        )
    return found
