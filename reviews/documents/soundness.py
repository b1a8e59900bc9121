"""Whether what is stored is what its row says: asked before anything of it is sent."""

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import documents_storage, storage_errors
from reviews.models import Document, Original

logger = logging.getLogger(__name__)
REMEMBERED = 10_000  # files, of each process


class OtherBytes(StorageDown):
    """What is stored is not what its row says."""


def require_sound(row: Document | Original) -> None:
    """Raises OtherBytes unless the stored file has the length of its row, and StorageDown.

    On a disk also unless it has its hash, which is computed once for each state of the file. An object
    store is not asked for all of a file that somebody wants a part of.
    """
    storage = documents_storage()
    with storage_errors():
        if not isinstance(storage, FileSystemStorage):
            _compare(row, storage.size(row.file.name), row.sha256)
            return
        path = storage.path(row.file.name)
        state = Path(path).stat()
        _compare(row, state.st_size, row.sha256)
        found = _sha256(path, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
        _compare(row, state.st_size, found)


def _compare(row: Document | Original, size: int, sha256: str) -> None:
    if (size, sha256) != (row.size, row.sha256):
        logger.error("%s is not what its row says: it is not sent.", row.file.name)
        raise OtherBytes(f"{row.file.name} has other bytes.")


@lru_cache(REMEMBERED)
def _sha256(path: str, *state: int) -> str:
    """Of the file in this ``state``: whoever writes to it changes that."""
    with Path(path).open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
