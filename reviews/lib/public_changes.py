"""A count of public changes that all processes on this machine share, in eight bytes of memory.

Whoever has committed a change adds one before they answer; whoever keeps ready-made pages in memory
looks at it for every answer. Nothing has to be delivered in between, so nothing can be late. Other
machines hear of the change from the database; see docs/decisions/0022.

One more is added, and written to the disk, before the commit: copies of pages that are served while the
database is down belong to a count, so that a process that is killed after its commit, and before it could
say so, leaves them in doubt; see docs/decisions/0028.
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

    def keep(self) -> None:
        """Have the count outlive a loss of power."""
        self._memory.flush()


@cache
def counter(folder: Path) -> Counter:
    """The one in ``folder``. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return Counter(folder / "public_changes")


def foretell() -> None:
    """Put the copies of pages in doubt, before the commit of what may change them.

    Called while the transaction holds the ledger: who finds that free knows that whatever was foretold
    has been committed, or never will be.
    """
    if settings.READY_PAGES:
        _count("Copies of pages were not put in doubt", is_kept=True)


def announce() -> None:
    """Have the processes of this machine forget the pages that they keep. Called after the commit."""
    if settings.READY_PAGES:  # if it fails, the database tells everybody within a second
        _count("Ready-made pages were not announced at once", is_kept=False)


def _count(failed: str, *, is_kept: bool) -> None:
    """A change goes on also where nothing can be counted."""
    try:
        counted = counter(settings.DATA_DIR)
        counted.add()
        if is_kept:
            counted.keep()
    except OSError as fault:
        logger.error("%s: %s", failed, type(fault).__name__)
