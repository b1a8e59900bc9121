"""Keeps some of the disk free, so that a page can be withdrawn when no file fits any more."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage

from reviews.documents.upload_handler import MEGABYTE
from reviews.lib.exceptions import Refused

NO_SPACE = (
    "The disk of this site is nearly full, so that no file can be added. Everything else works: save "
    "without the file, and ask whoever runs the site for more space."
)


def require_space(storage: Storage, size: int) -> None:
    """Raises Refused if ``size`` bytes more would take what is kept in reserve (DISK_RESERVE_MB).

    An object store has no disk that could be looked at.
    """
    if not isinstance(storage, FileSystemStorage):
        return
    place = Path(storage.location)
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    if shutil.disk_usage(there).free < size + settings.DISK_RESERVE_MB * MEGABYTE:
        raise Refused(NO_SPACE)
