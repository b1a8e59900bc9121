"""Sends e-mail in a thread of the web process: no request waits for a mail server.

What fails, and what time brings, is left to ``manage.py send_notifications``.
"""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)


class Courier:
    """At most one thread of the process, which ends when nothing is left to send.

    Asked while it sends, it looks once more: whatever was committed before it was asked is sent.
    """

    def __init__(self, send: Callable[[], object]) -> None:
        self._send = send
        self._asked = threading.Event()
        self._sending = threading.Lock()
        self._thread: threading.Thread | None = None

    def send_soon(self) -> None:
        self._asked.set()
        if not self._sending.locked():
            # A daemon: a process that ends does not wait for a mail server; the command sends the rest.
            self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
            self._thread.start()

    def join(self, timeout: float) -> bool:
        """Wait for what is being sent; False if that takes longer."""
        if self._thread is not None:
            self._thread.join(timeout)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while self._asked.is_set() and self._sending.acquire(blocking=False):
            try:
                self._asked.clear()
                self._send()
            except DatabaseError:
                logger.exception("E-mail waits for the next run of send_notifications")
            finally:
                self._sending.release()
                connections.close_all()
