"""A disk of few bytes: a tmpfs in a namespace of its own, which needs no right to mount anything."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOUNT = 'mount -t tmpfs -o size="$1" none "$2" && echo mounted && exec cat'


@contextmanager
def small_disk(size: int, folder: Path) -> Iterator[Path]:
    """The path of an empty disk of ``size`` bytes, which only those who know the path can reach.

    It is mounted over ``folder`` in the eyes of one process, through whose root it is seen, and goes
    with that process.
    """
    command = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", str(size), str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline() == "mounted\n"
        yield Path(f"/proc/{holder.pid}/root{folder}")


def fill(disk: Path) -> None:
    """Another program writes until nothing fits any more."""
    with (disk / "of-another-program").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(1 << 16)):
                pass
        except OSError:
            return
