"""Whether the storage of documents and the rows agree: what is missing, what is wrong, what nobody knows.

Files are read one after the other, in pieces, and rows and names a few hundred at a time: the memory
that it takes does not grow with the register.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from reviews import pdf
from reviews.documents.stored_files import QUARANTINE, is_own, on_disk
from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import (
    PrivateFiles,
    UploadInParts,
    documents_storage,
    storage_faults,
    uploads_in_parts,
)
from reviews.models import Document, Original, Upload

AT_A_TIME = 500


class Kind(StrEnum):
    """What is wrong, as a line of the table."""

    MISSING = "rows without their file"
    LENGTH = "files of another length than their row says"
    BYTES = "files with other bytes than their row says"
    UNREADABLE = "files that could not be read"
    NO_COVER = "covers that are missing"
    COVER = "covers that are not of their file"
    NOT_DRAWN = "covers that could not be compared"
    NO_READING_COPY = "documents without a reading copy"
    STRAY = "files without a row"
    UNFINISHED = "half-written files"
    PARTS = "uploads in parts that were broken off"
    NOT_LISTED = "lists that could not be had"
    ERASED = "files of what was erased"


OF_COVERS = {Kind.NO_COVER, Kind.COVER, Kind.NOT_DRAWN}


@dataclass(frozen=True)
class Fault:
    """``name`` is of the file in the storage; ``row`` is what it should belong to, if anything."""

    kind: Kind
    name: str
    row: Document | Original | None = None
    upload: UploadInParts | None = None


def faults(*, older_than: datetime) -> Iterator[Fault]:
    """All of them. A file without a row that is no older may be of an upload that is going on.

    While a half-written file is looked at, nothing can be stored.
    """
    documents = Document.objects.filter(erased_at=None).order_by("pk")
    originals = Original.objects.with_fate().filter(is_destroyed=False).order_by("pk")
    for row in chain(documents.iterator(AT_A_TIME), originals.iterator(AT_A_TIME)):
        if fault := fault_of(row):
            yield fault
    without = documents.filter(reading_copy=None).exclude(checks=None).distinct()
    for row in without.iterator(AT_A_TIME):
        yield Fault(Kind.NO_READING_COPY, row.file.name, row)
    yield from _as_listed("what is stored", _strays(older_than))
    yield from _as_listed("what is half stored", _unfinished(older_than))


def _as_listed(what: str, found: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from found
    except storage_faults():
        yield Fault(Kind.NOT_LISTED, what)


def _unfinished(older_than: datetime) -> Iterator[Fault]:
    """An object store shows a file as a whole or not at all, and keeps the parts of what was not completed."""
    storage = documents_storage()
    if isinstance(storage, PrivateFiles):
        with storage.left_unfinished() as left:
            yield from [Fault(Kind.UNFINISHED, name) for name in left]
        return
    for each in uploads_in_parts():
        if is_own(each.name) and each.begun < older_than:
            yield Fault(Kind.PARTS, each.name, upload=each)


def fault_of(row: Document | Original) -> Fault | None:
    """What is wrong with its file, or else with its cover. Nothing of what was erased meanwhile."""
    kind = _kind(row)
    if kind is None or _is_erased(row):
        return None
    return Fault(kind, row.cover.name if kind in OF_COVERS else row.file.name, row)


def _kind(row: Document | Original) -> Kind | None:
    storage = documents_storage()
    try:
        if not storage.exists(row.file.name):
            return Kind.MISSING
        if storage.size(row.file.name) != row.size:
            return Kind.LENGTH
        with on_disk(row.file.name) as path:
            return _of_bytes(row, path)
    except (StorageDown, *storage_faults()):
        return Kind.UNREADABLE


def _of_bytes(row: Document | Original, path: Path) -> Kind | None:
    """A picture has no hash of its own in any row: it is made again from the file, and compared."""
    with path.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != row.sha256:
            return Kind.BYTES
    if not documents_storage().exists(row.cover.name):
        return Kind.NO_COVER
    try:
        picture = pdf.first_page(path)
    except pdf.Unreadable:
        return Kind.NOT_DRAWN
    with documents_storage().open(row.cover.name) as cover:
        return None if cover.read(len(picture) + 1) == picture else Kind.COVER


def _is_erased(row: Document | Original) -> bool:
    if isinstance(row, Original):
        return Original.objects.with_fate().get(pk=row.pk).is_destroyed
    return Document.objects.exclude(erased_at=None).filter(pk=row.pk).exists()


def stray(name: str) -> Kind | None:
    """What a file is that no row has, or a row that was erased; nothing if one has it."""
    return _strays_among([name]).get(name)


def _strays(older_than: datetime) -> Iterator[Fault]:
    names = _walk("")
    while some := list(islice(names, AT_A_TIME)):
        for name, kind in _strays_among(some).items():
            if kind is Kind.ERASED or _is_older(name, older_than):
                yield Fault(kind, name)


def _strays_among(names: list[str]) -> dict[str, Kind]:
    """Names of files are made of hashes, by which their rows are found."""
    hashes = {PurePosixPath(name).stem for name in names}
    own = Document.objects.filter(sha256__in=hashes).only("file", "cover", "erased_at")
    rows = [(row, row.erased_at is not None) for row in own]
    originals = Original.objects.with_fate().filter(sha256__in=hashes)
    rows += [(row, row.is_destroyed) for row in originals]
    known = {name: gone for row, gone in rows for name in (row.file.name, row.cover.name)}
    waiting = Upload.objects.waiting().filter(sha256__in=hashes)
    known |= dict.fromkeys(waiting.values_list("file", flat=True), False)
    found = {name: Kind.ERASED if known.get(name) else Kind.STRAY for name in names}
    return {name: kind for name, kind in found.items() if known.get(name) is not False}


def _walk(folder: str) -> Iterator[str]:
    """The names of all files, but for those that are in quarantine or half written."""
    try:
        folders, files = documents_storage().listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{file}" for file in files)
    for inner in sorted(folders):
        if folder or inner not in {QUARANTINE, PrivateFiles.UNFINISHED}:
            yield from _walk(f"{folder}{inner}/")


def _is_older(name: str, moment: datetime) -> bool:
    """Not what has gone meanwhile: it was a file for a moment."""
    try:
        return documents_storage().get_modified_time(name) < moment
    except storage_faults():
        return False
