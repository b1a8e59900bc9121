"""The web server of production and of ``bin/serve``: granian, which keeps slow and idle connections out of Python.

    python -m scr_site.launch.web_server [--host ADDRESS] [--port NUMBER]

gunicorn's threads were all taken by 32 idle or slow connections, and readers waited; see
docs/decisions/0025. A thread is at work here only while a whole request is answered, or its body read.
"""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from granian import Granian
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

WORKERS = 2
THREADS = 32  # of each worker; those that the database has no connection for wait in line for one
CONNECTIONS = 4096  # of each worker, nearly all of them idle
LONGEST_HEAD = 65_536  # bytes of address and headers; beyond them the answer is 414 or 431
HEAD_SECONDS = 20
GRACE_SECONDS = 5  # for requests in progress when the server is stopped
BACKLOG = 2048
# Complaints go where Django's go.
LOG = {"handlers": {}, "loggers": {"_granian": {}}}
STOPS = (signal.SIGINT, signal.SIGTERM)


class WebServer(Granian):
    """Listens on a socket that is there already, so that no other program can take the port in between."""

    def __init__(self, listener: socket.socket, workers: int) -> None:
        self._listener = listener
        super().__init__(
            "scr_site.wsgi:application",
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            workers=workers,
            blocking_threads=THREADS,
            backlog=BACKLOG,
            backpressure=CONNECTIONS,
            http1_settings=HTTP1Settings(
                max_buffer_size=LONGEST_HEAD, header_read_timeout=HEAD_SECONDS * 1000
            ),
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE_SECONDS,
            log_level=LogLevels.error,
            log_dictconfig=LOG,
        )

    def _init_shared_socket(self) -> None:
        self._listener.set_inheritable(True)
        self._sso, self._sfd, self._ssp = self._listener, self._listener.fileno(), None
        self._shd = SocketHolder(self._sfd, False, BACKLOG)

    def _spawn_workers(self, *given: object) -> None:
        with _stops_held():
            super()._spawn_workers(*given)

    def _respawn_workers(self, *given: object, **more: object) -> None:
        with _stops_held():
            super()._respawn_workers(*given, **more)

    def serve(self) -> None:
        super().serve(spawn_target=_work)


def _work(*given: object) -> None:
    """The whole life of a worker.

    It inherits granian's handlers from its parent, which do nothing here, so that a worker still
    importing the site could not be stopped before it was killed. Until it serves, it ends at once.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # from a terminal; the parent stops its workers itself
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    Granian._spawn_wsgi_worker(*given)


@contextmanager
def _stops_held() -> Iterator[None]:
    """No request to stop is lost in a worker between its start and its first line."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="scr_site.launch.web_server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fd", type=int, help="the number of a socket that listens already")
    given = parser.parse_args(arguments)
    workers = os.environ.get("WEB_WORKERS") or str(WORKERS)
    if not (workers.isascii() and workers.isdecimal() and 0 < int(workers) < 100):
        parser.error(f"WEB_WORKERS: {workers!r} is not a number from 1 to 99, for example 2")
    WebServer(_listener(given), int(workers)).serve()


def _listener(given: argparse.Namespace) -> socket.socket:
    if given.fd is not None:
        return socket.socket(fileno=given.fd)
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    return socket.create_server((given.host, given.port), family=family, backlog=BACKLOG)


if __name__ == "__main__":
    main(sys.argv[1:])
