"""The page's events, and what is needed to follow the chain from them to a signed checkpoint.

The hash of an event covers the hash before it and the event's record, so the records of all events
in between are needed, other pages' too. Records hold numbers, dates, digests and the names of staff,
and no text of any page; the bundle's README states this.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db.models import QuerySet

from reviews.evidence.zip_writer import Archive
from reviews.ledger import checkpoints
from reviews.models import Checkpoint, Event, Page


@dataclass(frozen=True)
class Proof:
    """The events of the ledger in the bundle, from ``first`` to ``last``; ``events`` of them are the page's."""

    events: int
    first: int
    last: int
    checkpoints: list[Checkpoint]
    public_key: str

    @property
    def covered(self) -> int:
        """The number of the last event that a checkpoint covers; 0 if there is no checkpoint."""
        return self.checkpoints[-1].size if self.checkpoints else 0


def write(archive: Archive, page: Page, *, at: datetime) -> Proof:
    own = Event.objects.filter(page=page, at__lte=at).order_by("seq")
    first, last = own.first(), own.last()
    recorded = _range(first.seq, last.seq, at=at)
    signed = Checkpoint.objects.filter(size__gte=first.seq, size__lte=recorded.last().seq)
    found = Proof(
        events=own.count(),
        first=first.seq,
        last=recorded.last().seq,
        checkpoints=list(signed.filter(at__lte=at).order_by("size")),
        public_key=checkpoints.public_key(),
    )
    archive.stream("events.jsonl", map(_event, own.iterator()))
    archive.add("ledger-start.txt", bytes(first.previous_hash).hex() + "\n")
    archive.stream("ledger.jsonl", _records(recorded))
    archive.add("public-key.pem", _pem(found.public_key))
    for row in found.checkpoints:
        archive.add(note_member(row), row.note)
    return found


def note_member(row: Checkpoint) -> str:
    return f"checkpoints/{row.size:09}.txt"


def _range(first: int, last: int, *, at: datetime) -> QuerySet:
    """From the page's first event to the checkpoint after its last, or to the end of the ledger."""
    after = Checkpoint.objects.filter(size__gte=last, at__lte=at).order_by("size").first()
    recorded = Event.objects.filter(seq__gte=first, at__lte=at).order_by("seq")
    return recorded.filter(seq__lte=after.size) if after else recorded


def _records(recorded: QuerySet) -> Iterator[bytes]:
    for record in recorded.values_list("canonical", flat=True).iterator():
        yield record.encode() + b"\n"


def _event(event: Event) -> bytes:
    recorded = {
        "seq": event.seq,
        "previous_hash": bytes(event.previous_hash).hex(),
        "hash": bytes(event.hash).hex(),
        "record": event.canonical,
    }
    return json.dumps(recorded, ensure_ascii=False).encode() + b"\n"


def _pem(key: str) -> bytes:
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
