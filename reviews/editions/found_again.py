"""Stored files that have to be looked through again, and what newer checks found in public ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from reviews.documents.rechecking import outdated
from reviews.editions.readable import readable
from reviews.models import Attachment, Document, Edition, Finding, Page, ReviewEdition


@dataclass(frozen=True)
class FoundInPublic:
    """A document that readers can find, and in which something is open.

    ``blocks``: it must not be published; else it has to be settled.
    """

    page: Page
    attachment: Attachment
    check: int
    count: int
    blocks: bool


def to_look_through(*, at: datetime, everything: bool = False) -> QuerySet[Document]:
    """The files that the checks of today have not looked through, those that readers can find first.

    Of these, of drafts and of what waits to go live; or all that are stored.
    """
    shown = Attachment.objects.filter(document=OuterRef("pk"))
    to_come = Q(edition__live_from=None) | Q(edition__live_from__gt=at)
    in_use = Q(edition__page__erased_at=None, edition__page__discarded_at=None)
    rows = outdated().annotate(
        is_public=Exists(shown.filter(edition__in=_to_be_found(at=at))),
        is_to_come=Exists(shown.filter(to_come, in_use)),
    )
    if not everything:
        rows = rows.filter(Q(is_public=True) | Q(is_to_come=True))
    return rows.order_by("-is_public", "pk")


def found_in_public(pages: Iterable[Page] | QuerySet, *, at: datetime) -> list[FoundInPublic]:
    """What is open in documents that readers can find on ``pages``. Two queries, one if nothing is."""
    rows = Finding.objects.open().values_list("document", "source", "severity")
    found: dict[int, list[tuple[int, str]]] = {}
    for document, check, severity in rows:
        found.setdefault(document, []).append((check, severity))
    if not found:
        return []
    shown = Attachment.objects.filter(document__in=found, edition__in=_to_be_found(at=at))
    latest_first = shown.order_by("edition__page_id", "document", "-edition__live_from")
    each_once = latest_first.distinct("edition__page_id", "document")
    rows = each_once.filter(edition__page__in=pages).select_related("edition__page")
    return [_found(row, found[row.document_id]) for row in rows]


def unsettled_schedules(*, at: datetime) -> QuerySet[Edition]:
    """The editions that would go live by themselves with a file in which something is open."""
    open_ = Finding.objects.open().values("document")
    holding = Attachment.objects.filter(edition=OuterRef("pk"), document__in=open_)
    return Edition.objects.scheduled(at=at).filter(Exists(holding))


def _to_be_found(*, at: datetime) -> QuerySet[ReviewEdition]:
    """The editions whose files readers can open now: those that are live, and those of the history."""
    is_live = Q(live_until=None) | Q(live_until__gt=at)
    return ReviewEdition.objects.begun(by=at).filter(is_live | readable(at=at))


def _found(row: Attachment, open_: list[tuple[int, str]]) -> FoundInPublic:
    severities = [severity for _, severity in open_]
    blocks = Finding.Severity.BLOCKS in severities
    return FoundInPublic(row.edition.page, row, open_[0][0], len(open_), blocks)
