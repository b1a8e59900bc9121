"""The files that were uploaded where what is published is a cleaned copy: kept, and opened by a few."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db.models import Q, QuerySet

from reviews import pdf
from reviews.documents.findings import IMPROVED, Places, places
from reviews.documents.soundness import OtherBytes
from reviews.documents.stored_files import (
    gone_unless_recorded,
    original_names,
    require_stored,
    store,
)
from reviews.lib.storage import documents_storage, storage_errors
from reviews.models import Document, DocumentCheck, Finding, Original, User


@dataclass(frozen=True)
class StoredOriginal:
    """An upload whose bytes are stored, but which no row names yet."""

    sha256: str
    size: int

    def record(self, document: Document, *, by: User, before: Document | None = None) -> None:
        """As the original of ``document``, in its transaction. Raises StorageDown if it has gone again.

        Who uploaded it, and when, is ``by`` and now, or as of ``before`` if it was a document by itself.

        Somebody else may have sent the same file at the same time, and removed it when they failed.
        """
        file, cover = original_names(self.sha256)
        require_stored(self.sha256, (file, cover))
        facts = {"size": self.size, "file": file, "cover": cover, "uploaded_by": by}
        if before:
            facts |= {"uploaded_by": before.accepted_by, "at": before.accepted_at}
        Original.objects.get_or_create(document=document, sha256=self.sha256, defaults=facts)


@contextmanager
def stored_original(path: Path, sha256: str, cover: bytes) -> Iterator[StoredOriginal]:
    """Inside, the upload at ``path`` is stored as an original. Without a row it does not stay afterwards.

    Raises StorageDown, and Refused if there is no space.
    """
    file_name, cover_name = original_names(sha256)
    with gone_unless_recorded(sha256):
        with path.open("rb") as content:
            file = File(content)
            store(file_name, file)
            size = file.size
        store(cover_name, ContentFile(cover))
        yield StoredOriginal(sha256, size)


def open_original(original: Original) -> File:
    """Its bytes, once they were compared with its row. Raises OtherBytes, or StorageDown.

    What is read afterwards is the file that was compared: it is not opened again.
    """
    with storage_errors():
        content = documents_storage().open(original.file.name)
        found = hashlib.file_digest(content, "sha256").hexdigest()
        if (content.size, found) != (original.size, original.sha256):
            content.close()
            raise OtherBytes(f"{original.file.name} has other bytes.")
        content.seek(0)
    return content


@dataclass(frozen=True)
class Cleaned:
    """A cleaned copy beside the file that was uploaded, and how they differ, as findings.

    ``hidden`` is the text that was taken out because nobody could see it.
    """

    original: Original
    taken_out: list[Finding]
    changed: list[Finding]
    hidden: list[Places]


def cleaned(documents: Iterable[int]) -> dict[int, list[Cleaned]]:
    """By the key of each document that is a cleaned copy, of each of its originals. Two queries."""
    documents, by_document = list(documents), defaultdict(list)
    removed = _removed(documents)
    rows = Original.objects.filter(document__in=documents).with_fate()
    for row in rows.select_related("uploaded_by"):
        gone = removed[row.document_id, row.sha256]
        taken_out = [found for found in gone if found.kind not in IMPROVED | pdf.TAKEN]
        changed = [found for found in gone if found.kind in IMPROVED]
        hidden = places(found for found in gone if found.kind in pdf.TAKEN)
        by_document[row.document_id].append(Cleaned(row, taken_out, changed, hidden))
    return dict(by_document)


def copies_of_the_same(documents: list[int] | QuerySet) -> QuerySet[Original]:
    """A row for each document that is a copy of the same original as one of these, maybe with another title."""
    own = Original.objects.filter(document__in=documents)
    return Original.objects.filter(sha256__in=own.values("sha256"))


def are_same_as(documents: list[int] | QuerySet) -> Q:
    """Of rows with a document: it is one of these, or a copy of the same original."""
    copies = copies_of_the_same(documents).values("document")
    return Q(document__in=documents) | Q(document__in=copies)


def _removed(documents: list[int]) -> dict[tuple[int, str], list[Finding]]:
    """By document and original, what the last cleaning of the one into the other took out."""
    checks = DocumentCheck.objects.filter(document__in=documents).exclude(cleaned_from="")
    last = checks.order_by("document", "cleaned_from", "-pk").distinct("document", "cleaned_from")
    rows = Finding.objects.filter(source__in=last.values("pk"), severity=Finding.Severity.REMOVED)
    found = defaultdict(list)
    for row in rows.select_related("source").defer("picture", "recovered"):
        found[row.document_id, row.source.cleaned_from].append(row)
    return found
