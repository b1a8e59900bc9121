"""The process that has loaded what reads PDFs, as those see it who ask it to."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO

from reviews.pdf.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
INHERITED = {"LD_LIBRARY_PATH"}  # without it some builds of Python do not start
BEGUN, UNKNOWN = b"+", -1
GONE = 10  # seconds, in which a process that was killed has ended


class Loaded:
    """Started for the first file, and again where it is gone; for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._asks: socket.socket | None = None
        self._most = 0  # kilobytes

    def ask(self, path: Path, limits: Limits, task: str, order: str = "") -> bytes:
        """What a process of its own answers. It is gone then.

        Raises SubprocessError if that fails or runs out of time.
        """
        with files_for(path, limits, task, order) as (given, output):
            status = self._status([given.fileno(), output.fileno()], limits.wall)
            if status == -signal.SIGALRM:  # its own clock was the first
                raise subprocess.TimeoutExpired(task, limits.wall)
            if status != 0:
                raise subprocess.CalledProcessError(status, task)
            output.seek(0)
            return output.read()

    def end(self) -> None:
        with self._lock:
            if self._process:
                self._end()

    def most_memory(self) -> int:
        """That any child has used since this was asked last, in megabytes."""
        with self._lock:
            most, self._most = self._most, 0
        return most // 1024

    def _status(self, files: list[int], seconds: int) -> int:
        """With which a child ended. What was loaded may have ended too, before there was one."""
        for _ in range(2):
            line, theirs = socket.socketpair()
            with line:
                with theirs:
                    asked = self._send([theirs.fileno(), *files])
                if words := _heard(line, seconds):
                    return self._ended(*words.removeprefix(BEGUN).split())
            with self._lock:
                if asked is self._process:
                    self._end()
        return UNKNOWN

    def _ended(self, status: bytes = b"", used: bytes = b"0") -> int:
        with self._lock:
            self._most = max(self._most, int(used))
        return int(status or UNKNOWN)

    def _send(self, files: list[int]) -> subprocess.Popen:
        with self._lock:
            if not self._process:
                self._start()
            with suppress(OSError):  # it has ended, which the line will say
                socket.send_fds(self._asks, [b"?"], files)
            return self._process

    def _start(self) -> None:
        command = [
            sys.executable,
            "-B",  # a child's limit on file size would cut bytecode short, for all who read it afterwards
            "-P",
            "-s",
            "-m",
            "reviews.pdf",
        ]
        asks, asked = socket.socketpair()
        with asked, ExitStack() as failed:
            failed.enter_context(asks)
            self._process = subprocess.Popen(  # noqa: S603  (a list of our own making, and no shell)
                command,
                stdin=asked,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            failed.pop_all()
        self._asks = asks

    def _end(self) -> None:
        process, self._process = self._process, None
        self._asks.close()
        try:
            process.wait(GONE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def files_for(
    path: Path, limits: Limits, task: str, order: str
) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """What a child is to do, and where its answer goes.

    Files and not pipes: the child's limit on file size then bounds what it can send us. Beside the document,
    because they hold its words.
    """
    with (
        tempfile.TemporaryFile(dir=path.parent) as given,
        tempfile.TemporaryFile(dir=path.parent) as output,
    ):
        given.write(json.dumps([os.fspath(path), astuple(limits), task]).encode() + b"\n")
        given.write(order.encode())
        given.seek(0)  # and thereby written
        yield given, output


def _heard(line: socket.socket, seconds: int) -> bytes:
    """All that is said at ``line`` until it is closed, each word within so many seconds."""
    line.settimeout(seconds)
    try:
        return b"".join(iter(lambda: line.recv(16), b""))
    except ConnectionError:
        return b""
    except TimeoutError as late:
        line.shutdown(socket.SHUT_WR)  # which kills the child
        line.settimeout(GONE)
        with suppress(OSError):
            while line.recv(16):
                pass
        raise subprocess.TimeoutExpired("reviews.pdf", seconds) from late


def environment() -> dict[str, str]:
    """Nothing of ours, so that a PDF that takes over its reader finds no passwords there."""
    inherited = {name: os.environ[name] for name in INHERITED & os.environ.keys()}
    return inherited | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


loaded = Loaded()
most_memory = loaded.most_memory
atexit.register(loaded.end)
