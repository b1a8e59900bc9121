"""Keeps some of the disk free, so that a page can be withdrawn when no file fits any more."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage

from reviews.documents.limits import MEGABYTE, limit
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage

NO_SPACE = (
    "The disk of this site is nearly full, so that no file can be added. Everything else works: save "
    "without the file, and ask whoever runs the site for more space."
)


def require_space(storage: Storage, size: int) -> None:
    """Raises Refused if ``size`` bytes more would take what is kept in reserve (DISK_RESERVE_MB).

    An object store has no disk that could be looked at.
    """
    if isinstance(storage, FileSystemStorage) and left(Path(storage.location)) < size:
        raise Refused(NO_SPACE)


def left(place: Path) -> int:
    """How many bytes may still be written there; less than none if the reserve is touched already."""
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    return shutil.disk_usage(there).free - settings.DISK_RESERVE_MB * MEGABYTE


def is_nearly_full() -> bool:
    """The largest document that is accepted would not fit: while it is received, or once it is stored."""
    storage = documents_storage()
    places = [settings.SCRATCH_DIR]
    if isinstance(storage, FileSystemStorage):
        places.append(Path(storage.location))
    return any(left(place) < limit() for place in places)
