"""Whether what is stored is what its row says: asked before anything of it is sent, or read again."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from reviews.documents.stored_files import on_disk
from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import documents_storage, state_of, storage_errors
from reviews.models import Document, Original

logger = logging.getLogger(__name__)
REMEMBERED = 10_000  # files, of each process


class OtherBytes(StorageDown):
    """What is stored is not what its row says."""


def require_sound(row: Document | Original) -> tuple[int, ...] | None:
    """Raises OtherBytes unless the stored file has the length of its row, and StorageDown.

    On a disk also unless it has its hash, which is computed once for each state of the file: the state
    that was looked at is returned. An object store is not asked for all of a file that somebody wants
    a part of.
    """
    storage = documents_storage()
    with storage_errors():
        if not isinstance(storage, FileSystemStorage):
            _compare(row, storage.size(row.file.name), row.sha256)
            return None
        path = Path(storage.path(row.file.name))
        state = state_of(path)
        _, size, *_ = state
        _compare(row, size, row.sha256)
        _compare(row, size, _sha256(path, state))
        return state


@contextmanager
def sound_on_disk(row: Document | Original) -> Iterator[Path]:
    """The stored file of a row as a file on disk. Raises OtherBytes unless it has its hash, and StorageDown."""
    with on_disk(row.file.name) as path:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        _compare(row, path.stat().st_size, found)
        yield path


def _compare(row: Document | Original, size: int, sha256: str) -> None:
    if (size, sha256) != (row.size, row.sha256):
        logger.error("%s is not what its row says: it is not used.", row.file.name)
        raise OtherBytes(f"{row.file.name} has other bytes.")


@lru_cache(REMEMBERED)
def _sha256(path: Path, state: tuple[int, ...]) -> str:
    """Of the file in this ``state``: whoever writes to it changes that."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
