"""What happened to a page in public."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext

from reviews.editions.readable import readable
from reviews.lib.dates import PartialDate
from reviews.models import (
    Attachment,
    Edition,
    EditionQuerySet,
    Lineage,
    Page,
    ReviewEdition,
)
from reviews.public.history_parts import Part, mark, shown
from reviews.public.last_updated import last_updated, newest

LATEST = 2  # changes that a review’s own page tells, before its first


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


def entries(edition: Edition, *, at: datetime, part: Part | None = None) -> list[HistoryEntry]:
    """Every public change of the page by the moment ``at``, or those of a part, the latest first.

    In a listing's history each review goes by the name that it bears at that moment, not by one
    that may have been corrected since, and a review that is no longer public goes by none. An
    edition that may not be read any more is listed with its dates only: its note may hold what led
    to the withdrawal.
    """
    behind = part.behind if part else shown(edition, at=at)
    if part is None or part.is_everything:
        return _latest_first(_entries(_stated(behind, edition, at=at, read_at=at), edition, at=at))
    rows = _stated(behind.filter(pk__in=part.rows), edition, at=at, read_at=at)
    return _latest_first(_entries(rows, edition, at=at, part=part))


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
    behind = shown(edition, at=at)
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
        is_readable=mark(readable(at=read_at)), withdrawn_before=_withdrawn_before()
    )
    if edition.page.kind == Page.Kind.REVIEW:
        marked = marked.annotate(departures=ArraySubquery(_departures(at=at)))
    return list(marked.select_related("reviewedition", "withdrawal"))


def _entries(
    rows: list[Edition], edition: Edition, *, at: datetime, part: Part | None = None
) -> Iterable[HistoryEntry]:
    named = _named(edition, {row.page_id for row in rows}, at=at)
    for row in rows:
        for entry in (*_of(row, _about(row, edition, named), at=at), *_left(row)):
            if part is None or part.has(row.pk, entry.date, entry.moment):
                yield entry


def _latest_first(found: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    return sorted(found, key=lambda entry: (entry.date, entry.moment), reverse=True)


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
