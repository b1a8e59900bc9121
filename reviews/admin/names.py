"""What pages and editions are called, for staff."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from reviews.models import Edition, Page


def with_names(pages: QuerySet) -> QuerySet:
    """``pages`` with everything that ``page_name`` and ``stages`` read of them."""
    editions = Edition.objects.select_related("reviewedition", "listingedition")
    return pages.prefetch_related(
        Prefetch("editions", editions),
        "editions__reviewedition__identifiers",
        "editions__reviewedition__subjects",
    )


def page_name(page: Page) -> str:
    """What its latest edition calls it: “Child A”; its address while it has no name."""
    latest = max(page.editions.all(), key=lambda edition: edition.number, default=None)
    return (latest and edition_name(latest)) or str(page)


def edition_name(edition: Edition) -> str:
    return getattr(edition.as_kind, "heading", edition.title) or str(edition.page)


def distinct_names(editions: Iterable[Edition]) -> dict[int, str]:
    """By their keys. Where pages of a list have the same name, as new reviews have, each has its address too."""
    listed = list(editions)
    names = {each.pk: edition_name(each) for each in listed}
    pages = {(names[each.pk], each.page_id) for each in listed}
    often = Counter(name for name, _ in pages)
    return {
        each.pk: f"{names[each.pk]} ({each.page})" if often[names[each.pk]] > 1 else names[each.pk]
        for each in listed
    }


def edition_title(edition: Edition, *, now: datetime) -> str:
    """“Review: Child A – edition 2 (draft)”."""
    kind = edition.page.get_kind_display().capitalize()
    state = edition_state(edition, now=now).lower()
    return f"{kind}: {edition_name(edition)} – edition {edition.number} ({state})"


def edition_state(edition: Edition, *, now: datetime) -> str:
    if edition.is_draft:
        return "Draft"
    if edition.is_scheduled(at=now):
        return "Scheduled"
    return "Live" if edition.is_live(at=now) else "Ended"


def stages(page: Page, *, now: datetime) -> list[str]:
    """The states of its editions that matter now, and whether it is withdrawn, erased or empty."""
    if page.erased_at:
        return ["Erased"]
    if page.discarded_at:
        return ["Discarded"]
    found = {edition_state(edition, now=now) for edition in page.editions.all()}
    withdrawn = ["Withdrawn"] if "Ended" in found and "Live" not in found else []
    current = [word for word in ("Live", "Scheduled", "Draft") if word in found]
    return [*withdrawn, *current] or ["Empty"]
