"""The worker of ``JOBS=worker`` beside the web server: what ends by itself is started again."""

import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

PAUSE_SECONDS = 10  # between two starts, so that one that cannot start takes no processor


class Worker:
    """Runs while the block does. ``begin`` starts its process, as a block of its own.

    The site goes on without it meanwhile: what staff send waits.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[subprocess.Popen]],
        report: Callable[[str], None],
    ) -> None:
        self._begin = begin
        self._report = report
        self._running = ExitStack()
        self._process: subprocess.Popen | None = None
        self._started_at = 0.0

    def __enter__(self) -> "Worker":
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def keep(self) -> None:
        """Start it again if it has ended."""
        if self._process and self._process.poll() is not None:
            self._process = None
            self._report("The worker has ended by itself. It is started again …")
        if self._process is None and time.monotonic() - self._started_at > PAUSE_SECONDS:
            self._start()

    def _start(self) -> None:
        self._running.close()
        self._started_at = time.monotonic()
        self._process = self._running.enter_context(self._begin())
