"""Whether the chain of events and the signed checkpoints agree."""

from collections.abc import Iterator

from django.db import connection

from reviews.ledger import checkpoint_note, checkpoints
from reviews.models import Checkpoint, Event


def chain() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, fault FROM reviews_broken_events()")
        yield from (f"Event {seq}: {fault}." for seq, fault in cursor.fetchall())


def checkpoints_agree(outside: list[str]) -> Iterator[str]:
    public = checkpoints.public_key()
    hashes = dict(Event.objects.values_list("seq", "hash"))
    inside = [(f"Checkpoint {row.size}", row.note, row) for row in Checkpoint.objects.all()]
    kept = [
        (f"Checkpoint kept elsewhere ({number})", note, None)
        for number, note in enumerate(outside, 1)
    ]
    for name, note, row in [*inside, *kept]:
        try:
            head = checkpoint_note.read(note, public)
        except ValueError as error:
            yield f"{name}: {error}."
            continue
        if row and (row.size, bytes(row.head), row.at) != (head.size, head.hash, head.at):
            yield f"{name}: its columns differ from its note."
        if head.size not in hashes:
            yield f"{name}: event {head.size} is missing; the ledger was cut or replaced."
        elif bytes(hashes[head.size]) != head.hash:
            yield f"{name}: event {head.size} is not the one that was signed; the ledger was rewritten."
