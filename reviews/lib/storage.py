"""The private stores of documents, and what they raise when they are down."""

import errno
import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, InvalidStorageError, Storage, storages

from reviews.lib.exceptions import DiskFull, StorageDown

# Under this name the environ of a request says where the file is that nginx shall send, and in which state
# it was found sound.
FOUND_SOUND = "reviews.found_sound"


class NoDefaultStorage(Storage):
    """The default storage of the site: none, so that no file is stored where nobody decided it should be."""

    def save(self, name, content, max_length=None):
        raise InvalidStorageError(f"{name!r} has no storage: use the one named “documents”.")

    def _open(self, name, mode="rb"):
        self.save(name, None)


class PrivateFiles(FileSystemStorage):
    """Files that only their owner can read. Each is there as a whole or not at all, whatever ends the process.

    A file is written under a name of its own, synced and renamed over what was there before.
    """

    UNFINISHED = ".unfinished"

    def __init__(self, **options) -> None:
        modes = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        super().__init__(**{"allow_overwrite": True} | modes | options)

    def _save(self, name: str, content) -> str:
        place = Path(self.path(name))
        self._make(place.parent)
        with self._unfinished() as folder:
            part = folder / f"{uuid.uuid4().hex}.part"
            try:
                self._write(part, content)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
        sync(place.parent)
        return name

    def _write(self, part: Path, content) -> None:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.file_permissions_mode)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _unfinished(self) -> Iterator[Path]:
        """The folder of what is being written, which nobody sweeps meanwhile."""
        folder = Path(self.location) / self.UNFINISHED
        self._make(folder)
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_SH)
            yield folder
        finally:
            os.close(held)

    def _make(self, folder: Path) -> None:
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(self.directory_permissions_mode, exist_ok=True)
            sync(path.parent)

    def sweep(self) -> int:
        """Remove what was left half written, unless something is being written now; how many files."""
        with self.left_unfinished() as left:
            for name in left:
                self.delete(name)
            return len(left)

    @contextmanager
    def left_unfinished(self) -> Iterator[list[str]]:
        """The names of what was left half written; none while something is being written."""
        folder = Path(self.location) / self.UNFINISHED
        if not folder.exists():
            yield []
            return
        held = os.open(folder, os.O_RDONLY)
        try:
            left = []
            with suppress(BlockingIOError):
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left = [f"{self.UNFINISHED}/{part.name}" for part in folder.iterdir()]
            yield left
        finally:
            os.close(held)

    def move(self, name: str, other: str) -> None:
        """At once, and so that it outlives a loss of power."""
        before, after = Path(self.path(name)), Path(self.path(other))
        self._make(after.parent)
        before.rename(after)
        for folder in (before.parent, after.parent):
            sync(folder)


def state_of(place: Path) -> tuple[int, ...]:
    """What changes with every change of a file. Raises OSError."""
    found = place.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def sync(folder: Path) -> None:
    """So that a name in the folder outlives a loss of power."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def stored_sha256(name: str) -> str:
    """Of the bytes that are stored now, of which never many are in memory. Raises one of storage_faults()."""
    with documents_storage().open(name) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def move(name: str, other: str) -> None:
    """Give a stored file another name, which nothing has. Raises one of storage_faults(), or StorageDown."""
    storage = documents_storage()
    if isinstance(storage, PrivateFiles):
        storage.move(name, other)
        return
    source, copy = (storage.bucket.Object(each) for each in (name, other))
    copy.copy({"Bucket": source.bucket_name, "Key": source.key})
    if copy.content_length != source.content_length:
        raise StorageDown(f"{other} is not stored as {name} was.")
    source.delete()


@dataclass(frozen=True)
class UploadInParts:
    """What an object store has got of a file that nobody has completed. Nobody can read it."""

    name: str
    key: str
    begun: datetime

    def abort(self) -> None:
        """Have the store delete the parts. Raises one of storage_faults()."""
        bucket = documents_storage().bucket
        bucket.Object(self.name).MultipartUpload(self.key).abort()


def uploads_in_parts() -> Iterator[UploadInParts]:
    """Those that go on and those that were broken off. Raises one of storage_faults()."""
    storage = documents_storage()
    if isinstance(storage, PrivateFiles):
        return
    for each in storage.bucket.multipart_uploads.all():
        yield UploadInParts(each.object_key, each.id, each.initiated)


def holds(name: str, size: int, sha256: str) -> bool:
    """Whether the store has these very bytes under ``name``. Raises one of storage_faults()."""
    storage = documents_storage()
    return storage.exists(name) and storage.size(name) == size and stored_sha256(name) == sha256


def documents_storage() -> Storage:
    """The private store of document bytes; see STORAGES in settings."""
    return storages["documents"]


def storage_faults() -> tuple[type[Exception], ...]:
    """What the stores raise when they cannot be read or written, for ``except``: it asks only when it must.

    A store over a network names its own, so that nothing of it is loaded where all files are on a disk.
    """
    stores = (storages[name] for name in ("documents", "checkpoints"))
    return OSError, *{fault for store in stores for fault in getattr(store, "faults", ())}


@contextmanager
def storage_errors() -> Iterator[None]:
    """Whatever fault of a store occurs inside is raised as StorageDown."""
    try:
        yield
    except storage_faults() as fault:
        raise down(fault) from fault


def down(fault: Exception) -> StorageDown:
    """What a fault of a store is raised as: DiskFull, if that is what it says."""
    is_full = getattr(fault, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
    return DiskFull(str(fault)) if is_full else StorageDown(str(fault))
