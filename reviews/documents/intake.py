"""Intake: an upload becomes a Document, or a sentence that says why not."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Q

from reviews import pdf
from reviews.documents import findings, malware
from reviews.documents.limits import limit, too_large
from reviews.documents.originals import StoredOriginal, stored_original
from reviews.documents.reading import keep_reading_copy
from reviews.documents.stored_files import names, require_stored, store
from reviews.documents.upload_handler import ReceivedFile
from reviews.lib import scratch
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import storage_errors
from reviews.models import Document, User

logger = logging.getLogger(__name__)


@storage_errors()  # wherever the disk may be full, while it is checked too
def accept(upload: File, *, by: User) -> Document:
    """The Document of an uploaded PDF: the one there is already, or a new one.

    A file that holds what its readers do not see, and nothing worse, becomes a cleaned copy of it,
    if one can be made; the file itself is kept beside it, where the public never gets. Any other file
    stays byte for byte what the board has, so that nobody has to compare two files, and a claim to be
    PDF/A stays true; what it says of itself is then no more than tools, dates, numbers and a title
    whose words everybody sees.

    Raises Refused with a sentence for the person who uploads it, and StorageDown, also if the database
    fails: the file can be sent again in either case. The bytes are stored before the row: bytes of a
    document without a row do no harm, a row without bytes is a broken page, which uploading the same
    file again repairs.
    """
    with checked(upload) as (path, facts):
        sha256 = _sha256(upload, path)
        refuse_erased(sha256)
        if label := label_of(sha256):
            with refused_if_unreadable():
                facts = pdf.read(path, label=label)
        copy = cleaned_copy(path, facts)
        malware.require_clean(path, *([copy.content] if copy else []))
        if copy is None:
            with path.open("rb") as content:
                described = stored_bytes(File(content), sha256, facts, by)
            return _record(described, facts)
        with stored_copy(copy, path, sha256, facts, by) as record:
            return record()


@contextmanager
def checked(upload: File) -> Iterator[tuple[Path, pdf.Facts]]:
    """The upload on disk, and what is in it. Raises Refused, and StorageDown if the disk is full."""
    if refusal := getattr(upload, "refusal", None):
        raise refusal
    if upload.size > limit():
        raise Refused(too_large())
    with _on_disk(upload) as path:
        with refused_if_unreadable():
            facts = pdf.read(path)
        yield path, facts


def cleaned_copy(path: Path, facts: pdf.Facts) -> pdf.Copy | None:
    """None where there is nothing to clean, or no copy can be made. Raises Refused."""
    if not findings.is_to_be_cleaned(facts.findings):
        return None
    with refused_if_unreadable():
        return pdf.clean_copy(path, facts.public_title, known=facts)


@contextmanager
def refused_if_unreadable() -> Iterator[None]:
    try:
        yield
    except pdf.Unreadable as unreadable:
        raise Refused(unreadable.sentence) from unreadable


def label_of(sha256: str) -> pdf.Label | None:
    """What the register wrote into the very file that is uploaded: somebody has downloaded it here."""
    known = Document.objects.filter(sha256=sha256).first()
    return known and known.label


def refuse_erased(sha256: str) -> None:
    """Neither an erased file may come back, nor one whose cleaned copy was erased."""
    own = Q(sha256=sha256) | Q(checks__cleaned_from=sha256)
    if Document.objects.filter(own).exclude(erased_at=None).exists():
        raise Refused("This very file has been erased from the register: it cannot come back.")


@contextmanager
def stored_copy(
    copy: pdf.Copy,
    path: Path,
    sha256: str,
    facts: pdf.Facts,
    by: User,
    before: Document | None = None,
    **known,
) -> Iterator[Callable[[], Document]]:
    """Inside, a cleaned copy is stored, and its original that lies at ``path``. What is yielded records
    them and returns the document; what is not recorded does not stay. ``before`` is the document that the
    original was by itself, ``known`` what else the row of the copy says."""
    copied = hashlib.sha256(copy.content).hexdigest()
    source = {"cleaned_from": sha256, "removed": facts.findings}
    with stored_original(path, sha256, facts.cover) as original:
        described = stored_bytes(ContentFile(copy.content), copied, copy.facts, by) | known
        yield partial(_record, described, copy.facts, original=original, before=before, **source)


def stored_bytes(content: File, sha256: str, facts: pdf.Facts, by: User) -> dict:
    """The columns of a document whose bytes are stored, but which no row names yet."""
    file, cover = names(sha256)
    return {
        "sha256": sha256,
        "size": content.size,
        "pages": facts.pages,
        "title": facts.title[:500],
        "language": facts.language[:35],
        "is_tagged": facts.tagged,
        "text": list(facts.text),
        "file": store(file, content),
        "cover": store(cover, ContentFile(facts.cover)),
        "accepted_by": by,
    }


def _record(
    described: dict,
    facts: pdf.Facts,
    *,
    original: StoredOriginal | None = None,
    before: Document | None = None,
    **source,
) -> Document:
    """The document of stored bytes, the one there is already or a new one. ``source`` is of a cleaned copy."""
    sha256 = described["sha256"]
    try:
        with transaction.atomic():
            require_stored(sha256, (described["file"], described["cover"]))
            document, _ = Document.objects.get_or_create(sha256=sha256, defaults=described)
            findings.keep_check_once(document, facts.findings, **source)
            keep_reading_copy(document, facts)
            if original:
                original.record(document, by=described["accepted_by"], before=before)
    except (OperationalError, IntegrityError) as fault:
        document = _recorded_all_the_same(sha256, original, fault)
        if document is None:
            logger.error("A file was stored, but not recorded: %s.", type(fault).__name__)
            raise StorageDown("The database did not record the file.") from fault
    return document


def _recorded_all_the_same(
    sha256: str, original: StoredOriginal | None, fault: Exception
) -> Document | None:
    """All rows of a document are there, or none: all, if only the answer to the commit was lost.

    That is asked over a new connection; None also if the database does not say it.
    """
    connection.close_if_unusable_or_obsolete()
    if not isinstance(fault, OperationalError):
        return None
    rows = Document.objects.filter(sha256=sha256, erased_at=None)
    made = {"checks__version": pdf.CHECKS}
    if original:
        made |= {"checks__cleaned_from": original.sha256, "originals__sha256": original.sha256}
    rows = rows.filter(**made)
    try:
        return rows.first()
    except OperationalError:
        return None


@contextmanager
def _on_disk(upload: File) -> Iterator[Path]:
    """The upload as a file on disk: where it was received, or at a path that is gone afterwards."""
    if isinstance(upload, ReceivedFile) and upload.path:
        yield upload.path
        return
    with storage_errors():  # the disk may be full
        folder = tempfile.TemporaryDirectory(dir=scratch.folder())
    with folder as made:
        path = Path(made) / "upload.pdf"
        with storage_errors(), path.open("wb") as target:
            target.writelines(upload.chunks())
        yield path


def _sha256(upload: File, path: Path) -> str:
    """Of what was checked: known already if it was hashed while it arrived."""
    if isinstance(upload, ReceivedFile) and upload.path:
        return upload.sha256
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
