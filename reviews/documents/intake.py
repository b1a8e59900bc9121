"""Intake: an upload becomes a Document, or a sentence that says why not."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q

from reviews import pdf
from reviews.documents import findings, malware
from reviews.documents.reading import keep_reading_copy
from reviews.documents.space import require_space
from reviews.documents.upload_handler import limit
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage, storage_errors
from reviews.models import Document, User

TOO_LARGE = (
    "This file is larger than {limit} MB. Reduce the pictures in it or split it into parts, and "
    "upload it again."
)


def accept(upload: File, *, by: User) -> Document:
    """The Document of an uploaded PDF: the one there is already, or a new one.

    A file that holds what its readers do not see, and nothing worse, becomes a cleaned copy of it,
    if one can be made. Raises Refused with a sentence for the person who uploads it, and
    StorageDown. The bytes are stored before the row: bytes without a row do no harm, a row without
    bytes is a broken page, which uploading the same file again repairs.
    """
    with checked(upload) as (path, facts):
        with path.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        _refuse_erased(sha256)
        to_be_cleaned = findings.is_to_be_cleaned(facts.findings)
        copy = pdf.clean_copy(path, facts.public_title, known=facts) if to_be_cleaned else None
        malware.require_clean(path, *([copy.content] if copy else []))
        if copy is None:
            with path.open("rb") as content:
                return _keep(File(content), sha256, facts, by)
    copied = hashlib.sha256(copy.content).hexdigest()
    source = {"cleaned_from": sha256, "removed": facts.findings}
    return _keep(ContentFile(copy.content), copied, copy.facts, by, **source)


@contextmanager
def checked(upload: File) -> Iterator[tuple[Path, pdf.Facts]]:
    """The upload on disk, and what is in it. Raises Refused, and StorageDown if the disk is full."""
    if upload.size > limit():
        raise Refused(TOO_LARGE.format(limit=settings.DOCUMENT_LIMIT_MB))
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


def _refuse_erased(sha256: str) -> None:
    """Neither an erased file may come back, nor one whose cleaned copy was erased."""
    own = Q(sha256=sha256) | Q(checks__cleaned_from=sha256)
    if Document.objects.filter(own).exclude(erased_at=None).exists():
        raise Refused("This very file has been erased from the register: it cannot come back.")


def _keep(content: File, sha256: str, facts: pdf.Facts, by: User, **source) -> Document:
    """The document of these bytes, stored and described. ``source`` is of a cleaned copy."""
    described = {
        "size": content.size,
        "pages": facts.pages,
        "title": facts.title[:500],
        "language": facts.language[:35],
        "is_tagged": facts.tagged,
        "text": list(facts.text),
        "file": store(f"{sha256[:2]}/{sha256}.pdf", content),
        "cover": store(f"{sha256[:2]}/{sha256}.webp", ContentFile(facts.cover)),
        "accepted_by": by,
    }
    with transaction.atomic():
        document, _ = Document.objects.get_or_create(sha256=sha256, defaults=described)
        findings.keep_check_once(document, facts.findings, **source)
        keep_reading_copy(document, facts)
    return document


@contextmanager
def _on_disk(upload: File) -> Iterator[Path]:
    """The upload as a file on disk, at a path of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.pdf"
        with storage_errors(), path.open("wb") as target:  # the disk may be full
            target.writelines(upload.chunks())
        yield path
