"""A count of public changes that all processes on this machine share, in eight bytes of memory.

Whoever has committed a change adds one before they answer; whoever keeps ready-made pages in memory
looks at it for every answer. Nothing has to be delivered in between, so nothing can be late. Other
machines hear of the change from the database; see docs/decisions/0022.
"""

import fcntl
import logging
import mmap
import os
import threading
from functools import cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
WIDTH = 8


class Counter:
    """The count in one file, which all processes map into their memory."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < WIDTH:
            os.ftruncate(self._file, WIDTH)
        self._memory = mmap.mmap(self._file, WIDTH)
        self._threads = threading.Lock()  # a lock of the file is held by the whole process

    def value(self) -> bytes:
        return self._memory[:WIDTH]

    def add(self) -> None:
        with self._threads:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                number = int.from_bytes(self._memory[:WIDTH], "little") + 1
                self._memory[:WIDTH] = number.to_bytes(WIDTH, "little")
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def counter(folder: Path) -> Counter:
    """The one in ``folder``. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return Counter(folder / "public_changes")


def announce() -> None:
    """Have the processes of this machine forget the pages that they keep. Called after the commit."""
    if not settings.READY_PAGES:
        return
    try:
        counter(settings.DATA_DIR).add()
    except OSError as fault:  # the change is made; the database tells everybody within a second
        logger.error("Ready-made pages were not announced at once: %s", type(fault).__name__)
