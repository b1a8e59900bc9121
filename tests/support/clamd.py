"""A real clamd with a list of malware of our own, and scanners that answer oddly."""

import hashlib
import io
import shutil
import socketserver
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The test file that every scanner finds; in two halves, so that none stops at this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = f"Own.Eicar.Test:0:*:{EICAR.hex()}\n".encode()
NEEDED = "The tests of malware need clamd: install it (on Debian: apt install clamav-daemon)."
DAY = 24 * 3600
READY = "Self checking"


def program() -> str:
    found = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    assert found, NEEDED
    return found


@contextmanager
def running_clamd(folder: Path, *, days_old: float | None = 0, config: str = "") -> Iterator[str]:
    """Its address. ``days_old`` is how old its list says to be; None: one that says nothing of that."""
    database = folder / "database"
    database.mkdir()
    if days_old is None:
        (database / "own.ndb").write_bytes(SIGNATURE)
    else:
        (database / "daily.cud").write_bytes(_list(int(time.time() - days_old * DAY)))
    socket = folder / "s"
    lines = [
        f"LocalSocket {socket}",
        f"DatabaseDirectory {database}",
        f"TemporaryDirectory {folder}",
    ]
    (folder / "clamd.conf").write_text("\n".join([*lines, "Foreground yes", config, ""]))
    command = [program(), "-c", str(folder / "clamd.conf")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as made:
        try:
            assert any(READY in line for line in made.stdout), "clamd did not start"
            yield f"unix:{socket}"
        finally:
            made.terminate()


def _list(made: int) -> bytes:
    """A list in the form of the official one, which clamd takes unsigned under this name (.cud)."""
    day = time.strftime("%d %b %Y %H-%M +0000", time.gmtime(made))
    head = f"ClamAV-VDB:{day}:27000:1:90:X:X:test:{made}"
    index = f"{head}\ndaily.ndb:{len(SIGNATURE)}:{hashlib.sha256(SIGNATURE).hexdigest()}\n"
    files = {"COPYING": b"Own.\n", "daily.info": index.encode(), "daily.ndb": SIGNATURE}
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as target:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    return head.ljust(512).encode() + archive.getvalue()


@contextmanager
def odd_scanner(*answers: bytes) -> Iterator[str]:
    """A server that gives each connection the next of ``answers``, and hangs up; its address."""
    left = list(answers)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            command = self.request.recv(1 << 20)
            while command.startswith(b"zINSTREAM") and not command.endswith(bytes(4)):
                command = b"zINSTREAM" + self.request.recv(1 << 20)
            self.request.sendall(left.pop(0))

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
