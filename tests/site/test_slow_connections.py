"""Connections that are idle or dribble their bytes take nothing from readers."""

import socket
import threading
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest

from tests.public.test_unavailable import (  # noqa: F401
    EVERYTHING,
    content,
    gate,
    site,
)

IDLE, SLOW = 100, 8
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n"
LONG = f"/search/?q={'a+' * 5000}"
TOO_LONG = f"/search/?q={'a+' * 40_000}"


@contextmanager
def slow_connections(port, beginnings):
    """Each sends its beginning, and then a letter now and then until the block ends."""
    over = threading.Event()
    with ExitStack() as stack:
        opened = [
            stack.enter_context(closing(socket.create_connection(("127.0.0.1", port))))
            for _ in beginnings
        ]
        for link, beginning in zip(opened, beginnings, strict=True):
            link.sendall(beginning)

        def dribble():
            while not over.wait(0.1):
                for link in opened:
                    with suppress(OSError):  # the server has had enough of it
                        link.sendall(b"a")

        thread = threading.Thread(target=dribble)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@pytest.mark.slow
def test_readers_are_answered_beside_slow_and_idle_connections(content, gate, tmp_path):  # noqa: F811
    with site(tmp_path, gate.port, WEB_WORKERS="1") as (running, _), ExitStack() as stack:
        running.comes_back()
        for _ in range(IDLE):
            stack.enter_context(closing(socket.create_connection(("127.0.0.1", running.port))))
        with slow_connections(running.port, [HEAD] * SLOW + [BODY] * SLOW):
            assert running.statuses(EVERYTHING) == EVERYTHING
            assert running.get(LONG)[0] == 200
            assert running.get(TOO_LONG)[0] in (414, 431)
