"""What servers leave behind that ended without being stopped, and servers that nobody stops."""

import os
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

from scr_site.embedded_postgres.paths import SOCKET_NAME, Place

STOP_SECONDS = 30


def accepts(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(path)) == 0


def stop_orphan(where: Place) -> None:
    """Stop a server whose starting process was killed on a system that does not signal its children."""
    process = _process_number(where.cluster / "postmaster.pid")
    if process is None or not accepts(where.socket):
        return
    deadline = time.monotonic() + STOP_SECONDS
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGINT)
        while accepts(where.socket) and time.monotonic() < deadline:
            time.sleep(0.05)


def disown_dead_servers(where: Place) -> None:
    """Put our own process number into lock files whose server no longer runs.

    After a reboot the old number may belong to another program; in a container whose first process
    does not reap its children it stays as a zombie. PostgreSQL would refuse to start in both cases.
    It ignores the number of its own parent, and still checks for shared memory in use.
    """
    for path in (where.cluster / "postmaster.pid", where.socket.with_name(f"{SOCKET_NAME}.lock")):
        process = _process_number(path)
        if process and not _is_living_postgres(process):
            _, _, rest = path.read_text().partition("\n")
            path.write_text(f"{os.getpid()}\n{rest}")


def _is_living_postgres(process: int) -> bool:
    """True also if the system has no /proc to look in."""
    try:
        name, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
    except OSError:
        return True
    return name.endswith("(postgres") and rest.split()[0] != "Z"


def _process_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
