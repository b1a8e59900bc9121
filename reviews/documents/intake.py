"""Intake: an upload becomes a Document, or a sentence that says why not."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction

from reviews import pdf
from reviews.documents import findings
from reviews.documents.space import require_space
from reviews.documents.upload_handler import limit
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage, storage_errors
from reviews.models import Document, User


def accept(upload: File, *, by: User) -> Document:
    """The Document of an uploaded PDF: the one there is already, or a new one.

    Raises Refused with a sentence for the person who uploads it, and StorageDown. The bytes are
    stored before the row: bytes without a row do no harm, a row without bytes is a broken page,
    which uploading the same file again repairs.
    """
    with checked(upload) as (path, facts):
        sha256 = _digest(path)
        if Document.objects.filter(sha256=sha256).exclude(erased_at=None).exists():
            raise Refused("This very file has been erased from the register: it cannot come back.")
        with path.open("rb") as content:
            file = store(f"{sha256[:2]}/{sha256}.pdf", File(content))
        cover = store(f"{sha256[:2]}/{sha256}.webp", ContentFile(facts.cover))
        return _describe(sha256, upload.size, facts, file, cover, by)


@contextmanager
def checked(upload: File) -> Iterator[tuple[Path, pdf.Facts]]:
    """The upload on disk, and what is in it. Raises Refused, and StorageDown if the disk is full."""
    if upload.size > limit():
        raise Refused(
            f"This file is larger than {settings.DOCUMENT_LIMIT_MB} MB. Reduce the pictures in it "
            "or split it into parts, and upload it again."
        )
    with _on_disk(upload) as path:
        try:
            facts = pdf.read(path)
        except pdf.Unreadable as unreadable:
            raise Refused(unreadable.sentence) from unreadable
        yield path, facts


def store(name: str, content: File) -> str:
    """Put ``content`` into the documents' storage under a name made of its hash.

    Raises StorageDown, and Refused if there is no space for it.
    """
    storage = documents_storage()
    with storage_errors():
        if storage.exists(name) and storage.size(name) == content.size:
            return name
        require_space(storage, content.size)
        return storage.save(name, content)


@transaction.atomic
def _describe(
    sha256: str, size: int, facts: pdf.Facts, file: str, cover: str, by: User
) -> Document:
    document, _ = Document.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": size,
            "pages": facts.pages,
            "title": facts.title[:500],
            "language": facts.language[:35],
            "is_tagged": facts.tagged,
            "text": list(facts.text),
            "file": file,
            "cover": cover,
            "accepted_by": by,
        },
    )
    if not document.checks.filter(version=pdf.CHECKS).exists():
        findings.record(document, facts.findings)
    return document


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _on_disk(upload: File) -> Iterator[Path]:
    """The upload as a file on disk, at a path of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.pdf"
        with storage_errors(), path.open("wb") as target:  # the disk may be full
            target.writelines(upload.chunks())
        yield path
