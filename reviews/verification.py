"""Whether everything in the register agrees: chain, checkpoints, periods, signatures, records, files."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import DatabaseError, connection, transaction

from reviews import ledger, records, register
from reviews.digest import digest
from reviews.models import Checkpoint, Document, Edition, Event, Page, ReviewEdition
from reviews.models.document import STORAGE_FAULTS, documents_storage
from reviews.models.parts import PARTS
from reviews.records import Erased
from reviews.snapshot import snapshot

# What reading meets where somebody wrote past the verbs what they never write.
UNREADABLE = (
    *(DatabaseError, ObjectDoesNotExist, SuspiciousOperation),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)
GOING_LIVE = (Event.Verb.PUBLISHED, Event.Verb.SCHEDULED, Event.Verb.CARRIED_OVER)
SIGNING = (Event.Verb.APPROVED, Event.Verb.OVERRIDDEN)
UNSIGNING = (Event.Verb.RETURNED, Event.Verb.DISCARDED)
TAKEN_BACK = (Event.Verb.UNSCHEDULED, Event.Verb.DISCARDED)


@dataclass
class Report:
    """What a verification looked at, and every place that does not agree, the first one first."""

    events: int = 0
    checkpoints: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return (
            f"events={self.events} checkpoints={self.checkpoints} "
            f"files={self.files} problems={len(self.problems)}"
        )


def verify(*, outside: list[str], progress: Callable[[int], None] = lambda files: None) -> Report:
    """Check chain, checkpoints, periods, records and files; ``outside`` are notes kept elsewhere.

    ``progress`` is called with the number of files checked so far. Changes nothing.
    """
    report = Report()
    with snapshot():
        report.events = Event.objects.count()
        report.checkpoints = Checkpoint.objects.count() + len(outside)
        report.problems += _readable("The chain of events", _chain)
        report.problems += _readable("The checkpoints", partial(_checkpoints, outside))
        report.problems += _readable("The editions", _periods)
        report.problems += _readable("The signatures", _unsigned)
        report.problems += _readable("The erasures", _pretended)
        report.problems += _readable("The rows beside editions", records.disagreements)
        erased = _destroyed_documents()
    for document in Document.objects.order_by("pk").iterator():
        report.files += 1
        check = partial(_bytes, document, erased)
        report.problems += _readable(f"Document {document.sha256}", check)
        progress(report.files)
    return report


def _readable(name: str, check: Callable[[], Iterable[str]]) -> list[str]:
    """What ``check`` finds, or that it met something which the register itself never writes."""
    try:
        with transaction.atomic():
            return list(check())
    except UNREADABLE as fault:
        return [f"{name} cannot be read ({type(fault).__name__}): it is not as it was written."]


def _chain() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, fault FROM reviews_broken_events()")
        yield from (f"Event {seq}: {fault}." for seq, fault in cursor.fetchall())


def _checkpoints(outside: list[str]) -> Iterator[str]:
    public = register.public_key()
    hashes = dict(Event.objects.values_list("seq", "hash"))
    inside = [(f"Checkpoint {row.size}", row.note, row) for row in Checkpoint.objects.all()]
    kept = [
        (f"Checkpoint kept elsewhere ({number})", note, None)
        for number, note in enumerate(outside, 1)
    ]
    for name, note, row in [*inside, *kept]:
        try:
            head = ledger.read(note, public)
        except ValueError as error:
            yield f"{name}: {error}."
            continue
        if row and (row.size, bytes(row.head), row.at) != (head.size, head.hash, head.at):
            yield f"{name}: its columns differ from its note."
        if head.size not in hashes:
            yield f"{name}: event {head.size} is missing; the ledger was cut or replaced."
        elif bytes(hashes[head.size]) != head.hash:
            yield f"{name}: event {head.size} is not the one that was signed; the ledger was rewritten."


def _periods() -> Iterator[str]:
    """Editions and events tell the same story of what was public when, and what it said."""
    told, erased = _going_live(), Erased.told()
    kinds = ("page", "reviewedition", "listingedition")
    for edition in Edition.objects.exclude(live_from=None).select_related(*kinds):
        event = told.pop((edition.page_id, edition.number), None)
        name = f"Edition {edition.number} of {edition.page}"
        if event is None or event.moment != edition.live_from:
            yield f"{name}: no event says that it went live on {edition.live_from}."
        elif edition.page_id in erased.pages:
            yield from _still_said(edition, name)
        elif event.digest != digest(edition):
            yield f"{name}: it no longer says what event {event.seq} recorded."
    for (page, number), event in told.items():
        yield f"Event {event.seq}: edition {number} of page {page} is not there as it says."
    yield from _ends()


def _still_said(edition: Edition, name: str) -> Iterator[str]:
    special = edition.special
    words = [special.title, special.summary, special.body, special.change_note]
    parts = (
        [part for part in PARTS if part.objects.filter(edition=special.pk).exists()]
        if isinstance(special, ReviewEdition)
        else []
    )
    if any(words) or parts or not edition.page.erased_at:
        yield f"{name}: it was erased, but it says something."


def _going_live() -> dict[tuple[int, int], Event]:
    """By page and number of edition, the event that gave it the period it still has."""
    told = {}
    for event in _of_editions(*GOING_LIVE, *TAKEN_BACK):
        key = (event.page_id, event.edition_number)
        if event.verb in GOING_LIVE:
            told[key] = event
        else:
            told.pop(key, None)
    return told


def _of_editions(*verbs: Event.Verb) -> Iterator[Event]:
    return Event.objects.filter(verb__in=verbs).order_by("seq").iterator()


def _unsigned() -> Iterator[str]:
    """What went live without a signature on exactly what it said: an approval, or an override."""
    signed = {}
    for event in _of_editions(*SIGNING, *UNSIGNING, *GOING_LIVE):
        key = (event.page_id, event.edition_number)
        if event.verb in SIGNING:
            signed[key] = event.digest
        elif event.verb in UNSIGNING:
            signed.pop(key, None)
        elif event.verb in GOING_LIVE and signed.get(key) != event.digest:
            yield f"Event {event.seq}: what it says went live had not been approved."


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


def _pretended() -> Iterator[str]:
    """Pages that are marked as erased and were not."""
    for page in Page.objects.exclude(erased_at=None).exclude(pk__in=Erased.told().pages):
        yield f"Page {page.pk}: it is marked as erased, but no event says so."


def _destroyed_documents() -> Collection[str]:
    """The SHA-256 of each; none while the events cannot be read, which is told elsewhere."""
    try:
        with transaction.atomic():
            return Erased.told().documents
    except UNREADABLE:
        return ()


def _bytes(document: Document, erased: Collection[str]) -> Iterator[str]:
    """What is wrong with a stored file; one that is erased meanwhile is looked at once more."""
    faults = list(_as_told(document, erased))
    if faults and document.sha256 not in erased:
        document.refresh_from_db()
        faults = list(_as_told(document, _destroyed_documents()))
    yield from (f"Document {document.sha256}: {fault}." for fault in faults)


def _as_told(document: Document, erased: Collection[str]) -> Iterator[str]:
    return _destroyed(document) if document.sha256 in erased else _sound(document)


def _sound(document: Document) -> Iterator[str]:
    if document.erased_at:
        yield "it is marked as erased, but no event says so"
    try:
        with documents_storage().open(document.file.name) as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except STORAGE_FAULTS as error:
        yield f"its file cannot be read ({type(error).__name__})"
        return
    if found != document.sha256:
        yield "its file has other bytes"


def _destroyed(document: Document) -> Iterator[str]:
    if document.erased_at is None or document.text or document.title:
        yield "an event says that it was erased, but its row says something"
    for name in (document.file.name, document.cover.name):
        if documents_storage().exists(name):
            yield f"it was erased, but {name} is still in storage: run finish_erasures"
