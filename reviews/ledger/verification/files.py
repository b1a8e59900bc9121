"""Whether every stored file, and every original of one, has the bytes of its hash, and every erased one is gone."""

from collections.abc import Collection, Iterator

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import DatabaseError, transaction

from reviews.documents import stored_files
from reviews.ledger.verification.erased import Erased
from reviews.lib.storage import documents_storage, storage_faults, stored_sha256
from reviews.models import Document, Original

# What reading can raise when somebody wrote to the tables without the verbs.
UNREADABLE = (
    *(DatabaseError, ObjectDoesNotExist, SuspiciousOperation),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)


def destroyed_documents() -> Collection[str]:
    """The SHA-256 of each. Empty if the events cannot be read, which another check reports."""
    try:
        with transaction.atomic():
            return Erased.from_ledger().documents
    except UNREADABLE:
        return ()


def stored_originals(document: Document, erased: Collection[str]) -> Iterator[str]:
    """What is wrong with the files of which a document is the cleaned copy."""
    for original in document.originals.with_fate():
        if document.sha256 in erased or original.is_destroyed:
            continue  # as the document itself: see every_name()
        fault = _fault(original)
        if fault and not document.originals.with_fate().get(pk=original.pk).is_destroyed:
            yield f"Original {original.sha256}: {fault}."


def stored_bytes(document: Document, erased: Collection[str]) -> Iterator[str]:
    """What is wrong with a stored file. One that was erased meanwhile is checked again."""
    faults = list(_as_recorded(document, erased))
    if faults and document.sha256 not in erased:
        document.refresh_from_db()
        faults = list(_as_recorded(document, destroyed_documents()))
    yield from (f"Document {document.sha256}: {fault}." for fault in faults)


def _as_recorded(document: Document, erased: Collection[str]) -> Iterator[str]:
    return _destroyed(document) if document.sha256 in erased else _sound(document)


def _sound(document: Document) -> Iterator[str]:
    if document.erased_at:
        yield "it is marked as erased, but no event says so"
    if fault := _fault(document):
        yield fault


def _fault(row: Document | Original) -> str:
    try:
        found = stored_sha256(row.file.name)
    except storage_faults() as error:
        return f"its file cannot be read ({type(error).__name__})"
    return "" if found == row.sha256 else "its file has other bytes"


def _destroyed(document: Document) -> Iterator[str]:
    if document.erased_at is None or document.text or document.title:
        yield "an event records its erasure, but its row has content"
    for name in stored_files.every_name(document):
        if documents_storage().exists(name):
            yield f"it was erased, but {name} is still in storage: run finish_erasures"
