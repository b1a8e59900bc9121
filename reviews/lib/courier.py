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
        self._deciding = threading.Lock()
        self._is_asked = False
        self._thread: threading.Thread | None = None

    def send_soon(self) -> None:
        with self._deciding:
            self._is_asked = True
            if self._thread is None:
                # A daemon: a process that ends does not wait for a mail server; the command sends the rest.
                self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
                self._thread.start()

    def join(self, timeout: float) -> bool:
        """Wait for what is being sent; False if that takes longer."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def _run(self) -> None:
        try:
            while self._goes_on():
                self._send_what_is_due()
        finally:
            self._end()

    def _send_what_is_due(self) -> None:
        try:
            self._send()
        except DatabaseError:
            logger.exception("E-mail waits for the next run of send_notifications")
        finally:
            connections.close_all()

    def _goes_on(self) -> bool:
        """Whether somebody has asked since it last looked. If not, whoever asks next begins another thread."""
        with self._deciding:
            goes_on, self._is_asked = self._is_asked, False
            if not goes_on:
                self._thread = None
        return goes_on

    def _end(self) -> None:
        """After a fault too: but not of the thread that may have followed already."""
        with self._deciding:
            if self._thread is threading.current_thread():
                self._thread = None
