"""Where files lie until they are stored or refused: private, inside DATA_DIR, and swept when their process is gone."""

import fcntl
import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

PRIVATE = 0o700
# By process and place, with the descriptor that holds its lock: a fork has a folder of its own.
_own: dict[tuple[int, str], tuple[Path, int]] = {}
_making = threading.Lock()


def folder() -> Path:
    """The folder of this process. Raises OSError if the disk is full or cannot be written."""
    root = settings.SCRATCH_DIR
    key = (os.getpid(), str(root))
    with _making:
        if key not in _own or not _own[key][0].exists():
            _own[key] = _made(root)
        return _own[key][0]


def sweep() -> int:
    """Remove what processes have left that are gone; the number of their folders."""
    root = settings.SCRATCH_DIR
    if not root.exists():
        return 0
    with _locked(root):
        return sum(_removed(left) for left in list(root.iterdir()))


def make_private(path: Path) -> None:
    """Make the folder, and let nobody but its owner enter it, also when it was there before."""
    path.mkdir(PRIVATE, parents=True, exist_ok=True)
    if path.stat().st_mode & 0o077:
        path.chmod(PRIVATE)


def _made(root: Path) -> tuple[Path, int]:
    make_private(root)
    sweep()
    with _locked(root):  # else another process could sweep it before it is locked
        made = root / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        made.mkdir(PRIVATE)
        held = os.open(made, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    return made, held


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    held = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _removed(left: Path) -> bool:
    """Whether its process was gone. The lock goes with the process, however that ended."""
    if not left.is_dir():
        left.unlink(missing_ok=True)
        return True
    held = os.open(left, os.O_RDONLY)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
            return True
        return False
    finally:
        os.close(held)
