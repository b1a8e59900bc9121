"""The register as a whole: its checkpoints, and whether everything in it agrees."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from reviews import ledger, records
from reviews.digest import digest
from reviews.models import Checkpoint, Document, Edition, Event, ReviewEdition, clock
from reviews.models.document import STORAGE_FAULTS, documents_storage
from reviews.models.parts import PARTS

EVERY = 100  # events
AT_LEAST_EVERY = timedelta(days=1)
GOING_LIVE = (Event.Verb.PUBLISHED, Event.Verb.SCHEDULED, Event.Verb.CARRIED_OVER)
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


@dataclass(frozen=True)
class Facts:
    """What anybody may know of the register as a whole."""

    size: int
    latest: Checkpoint | None
    public_key: str


def facts(*, at: datetime) -> Facts:
    """The register at the moment ``at``."""
    return Facts(
        size=Event.objects.filter(at__lte=at).count(),
        latest=Checkpoint.objects.filter(at__lte=at).order_by("size").last(),
        public_key=public_key(),
    )


def public_key() -> str:
    return ledger.public_key(ledger.private_key(settings.CHECKPOINT_KEY))


@transaction.atomic
def checkpoint() -> Checkpoint | None:
    """Sign the present head of the ledger; None when there is nothing new to sign."""
    head = Event.objects.order_by("seq").last()
    if head is None:
        return None
    moment = clock.now()
    stated = ledger.Head(settings.SITE_URL, head.seq, bytes(head.hash), moment)
    note = ledger.signed(stated, ledger.private_key(settings.CHECKPOINT_KEY))
    facts = {"head": head.hash, "at": moment, "note": note}
    made, is_new = Checkpoint.objects.get_or_create(size=head.seq, defaults=facts)
    return made if is_new else None  # somebody else may have signed it at the same moment


def is_due(*, now: datetime) -> bool:
    """A checkpoint is due every hundred events, and a day after the last if anything happened."""
    last = Checkpoint.objects.order_by("size").last()
    head = Event.objects.order_by("seq").values_list("seq", flat=True).last() or 0
    size, at = (last.size, last.at) if last else (0, now)
    return head - size >= EVERY or (head > size and now - at >= AT_LEAST_EVERY)


def verify(*, outside: list[str], progress: Callable[[int], None] = lambda files: None) -> Report:
    """Check chain, checkpoints, periods, records and files; ``outside`` are notes kept elsewhere.

    ``progress`` is called with the number of files checked so far. Changes nothing.
    """
    report = Report(events=Event.objects.count())
    report.problems += _chain()
    report.checkpoints = Checkpoint.objects.count() + len(outside)
    report.problems += _checkpoints(outside)
    erased = Erased.told()
    report.problems += _periods(erased)
    report.problems += records.disagreements(erased=erased.pages)
    for report.files, problem in enumerate(_files(erased), 1):
        report.problems += problem
        progress(report.files)
    return report


def _chain() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, fault FROM reviews_broken_events()")
        yield from (f"Event {seq}: {fault}." for seq, fault in cursor.fetchall())


def _checkpoints(outside: list[str]) -> Iterator[str]:
    public = public_key()
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
        if row and (row.size, bytes(row.head)) != (head.size, head.hash):
            yield f"{name}: its columns differ from its note."
        if head.size not in hashes:
            yield f"{name}: event {head.size} is missing; the ledger was cut or replaced."
        elif bytes(hashes[head.size]) != head.hash:
            yield f"{name}: event {head.size} is not the one that was signed; the ledger was rewritten."


@dataclass(frozen=True)
class Erased:
    """What the ledger says was erased: pages by their key, documents by their SHA-256."""

    pages: frozenset[int]
    documents: frozenset[str]

    @classmethod
    def told(cls) -> "Erased":
        events = Event.objects.filter(verb=Event.Verb.ERASED).values_list("page", "body")
        said = [(page, json.loads(body)) for page, body in events]
        return cls(
            frozenset(page for page, facts in said if facts["page"]),
            frozenset(sha256 for _, facts in said for sha256 in facts["documents"]),
        )


def _periods(erased: Erased) -> Iterator[str]:
    """Editions and events tell the same story of what was public when, and what it said."""
    told = _going_live()
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
    for event in Event.objects.filter(page__isnull=False).order_by("seq"):
        key = (event.page_id, event.edition_number)
        if event.verb in GOING_LIVE:
            told[key] = event
        elif event.verb in TAKEN_BACK:
            told.pop(key, None)
    return told


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


def _files(erased: Erased) -> Iterator[list[str]]:
    for document in Document.objects.order_by("pk").iterator():
        check = _destroyed if document.sha256 in erased.documents else _sound
        yield [f"Document {document.sha256}: {fault}." for fault in check(document)]


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
