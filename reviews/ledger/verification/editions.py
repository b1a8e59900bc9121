"""Whether editions, their periods and their signatures agree with the events."""

from collections.abc import Iterator

from reviews.editions.digest import edition_digest
from reviews.ledger.verification.erased import Erased
from reviews.models import GOING_LIVE, Edition, Event, Page, ReviewEdition
from reviews.models.edition_parts import PARTS

SIGNING = (Event.Verb.APPROVED, Event.Verb.OVERRIDDEN)
UNSIGNING = (Event.Verb.RETURNED, Event.Verb.TAKEN_BACK, Event.Verb.DISCARDED)
TAKEN_BACK = (Event.Verb.UNSCHEDULED, Event.Verb.DISCARDED)


def periods() -> Iterator[str]:
    """Where editions and events disagree on what was public, when, and with which content."""
    recorded, erased = _going_live(), Erased.from_ledger()
    kinds = ("page", "reviewedition", "listingedition")
    for edition in Edition.objects.exclude(live_from=None).select_related(*kinds):
        event = recorded.pop((edition.page_id, edition.number), None)
        name = f"Edition {edition.number} of {edition.page}"
        if event is None or event.moment != edition.live_from:
            yield f"{name}: no event says that it went live on {edition.live_from}."
        elif edition.page_id in erased.pages:
            yield from _still_has_content(edition, name)
        elif event.digest != edition_digest(edition):
            yield f"{name}: its content is not what event {event.seq} recorded."
    for (page, number), event in recorded.items():
        yield f"Event {event.seq}: edition {number} of page {page} is not there as the event records."
    yield from _ends()


def _still_has_content(edition: Edition, name: str) -> Iterator[str]:
    row = edition.as_kind
    texts = [row.title, row.summary, row.body, row.change_note]
    parts = (
        [part for part in PARTS if part.objects.filter(edition=row.pk).exists()]
        if isinstance(row, ReviewEdition)
        else []
    )
    if any(texts) or parts or not edition.page.erased_at:
        yield f"{name}: it was erased, but has content."


def _going_live() -> dict[tuple[int, int], Event]:
    """By page and number of edition, the event that gave it the period it still has."""
    recorded = {}
    for event in _of_editions(*GOING_LIVE, *TAKEN_BACK):
        key = (event.page_id, event.edition_number)
        if event.verb in GOING_LIVE:
            recorded[key] = event
        else:
            recorded.pop(key, None)
    return recorded


def _of_editions(*verbs: Event.Verb) -> Iterator[Event]:
    return Event.objects.filter(verb__in=verbs).order_by("seq").iterator()


def unapproved() -> Iterator[str]:
    """What went live without a signature, by approval or override, on exactly its content."""
    signed = {}
    for event in _of_editions(*SIGNING, *UNSIGNING, *GOING_LIVE):
        key = (event.page_id, event.edition_number)
        if event.verb in SIGNING:
            signed[key] = event.digest
        elif event.verb in UNSIGNING:
            signed.pop(key, None)
        elif event.verb in GOING_LIVE and signed.get(key) != event.digest:
            yield f"Event {event.seq}: what went live had not been approved."


def _ends() -> Iterator[str]:
    """Every end of a period is a withdrawal or the beginning of the next edition."""
    withdrawn = set(Event.objects.filter(verb=Event.Verb.WITHDRAWN).values_list("page", "moment"))
    begun = set(Edition.objects.exclude(live_from=None).values_list("page", "live_from"))
    ended = Edition.objects.exclude(live_until=None).select_related("page")
    for edition in ended:
        if (edition.page_id, edition.live_until) not in withdrawn | begun:
            yield f"Edition {edition.number} of {edition.page}: no event says why it ended on {edition.live_until}."
    periods = set(ended.values_list("page", "live_until"))
    for page, moment in withdrawn - periods:
        yield f"Page {page}: it was withdrawn on {moment}, but no period ends there."


def falsely_erased() -> Iterator[str]:
    """Pages that are marked as erased although no event records an erasure."""
    for page in Page.objects.exclude(erased_at=None).exclude(pk__in=Erased.from_ledger().pages):
        yield f"Page {page.pk}: it is marked as erased, but no event says so."


def returned() -> Iterator[str]:
    """Withdrawn pages that went live again without an approver's confirmation, or in another way."""
    withdrawn, cleared = set(), {}
    for event in _of_editions(Event.Verb.WITHDRAWN, Event.Verb.CLEARED, *UNSIGNING, *GOING_LIVE):
        page = event.page_id
        if event.verb == Event.Verb.WITHDRAWN:
            withdrawn.add(page)
            cleared.pop(page, None)
        elif event.verb == Event.Verb.CLEARED:
            cleared[page] = (event.edition_number, event.digest)
        elif event.verb in UNSIGNING:
            cleared.pop(page, None)
        else:
            yield from _return(event, page in withdrawn, cleared.get(page))
            withdrawn.discard(page)


def _return(event: Event, is_withdrawn: bool, cleared: tuple | None) -> Iterator[str]:
    is_cleared = cleared == (event.edition_number, event.digest)
    if is_withdrawn != (event.verb == Event.Verb.BROUGHT_BACK) or (is_withdrawn and not is_cleared):
        yield f"Event {event.seq}: a withdrawn page goes live by being brought back once that was confirmed."


def falsely_discarded() -> Iterator[str]:
    """Pages that are marked as discarded although no event says so, and the reverse."""
    recorded = set(
        Event.objects.filter(verb=Event.Verb.PAGE_DISCARDED).values_list("page", flat=True)
    )
    marked = set(Page.objects.exclude(discarded_at=None).values_list("pk", flat=True))
    for page in sorted(recorded ^ marked):
        yield f"Page {page}: whether it is discarded is not what the events say."
