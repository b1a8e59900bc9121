"""A proxy in front of a server, which can be shut as if the server were gone, and opened again."""

import socket
import threading
from contextlib import suppress

CHUNK = 64 * 1024


class TcpProxy:
    """Listens on a port of its own and forwards everything to ``target`` while it is open.

    When it is shut, it refuses connections and breaks those that exist. ``target`` is a host and
    port, or the path of a socket. What answers the first request that has the bytes ``cut_after`` is
    lost, and the connection with it; ``stays_shut`` shuts it then.
    """

    cut_after = b""
    stays_shut = False
    has_cut = False

    def __init__(self, target: tuple[str, int] | str) -> None:
        self.target = target
        self.port = 0
        self.connections: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.listener: socket.socket | None = None

    def __enter__(self) -> "TcpProxy":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()

    def open(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def shut(self) -> None:
        if self.listener is None:
            return
        with self.lock:
            listener, self.listener = self.listener, None
            _break(listener)
            for each in self.connections:
                _break(each)

    def _accept(self, listener: socket.socket) -> None:
        with listener, suppress(OSError):
            while True:
                near, _ = listener.accept()
                threading.Thread(target=self._connect, args=[near], daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with near, self._connect_to_target() as far:
            with self.lock:
                if self.listener is None:
                    return
                self.connections |= {near, far}
            cut = threading.Event()
            back = threading.Thread(target=self._answer, args=[far, near, cut], daemon=True)
            back.start()
            self._forward(near, far, cut)
            back.join()
            with self.lock:
                self.connections -= {near, far}

    def _forward(self, source: socket.socket, target: socket.socket, cut: threading.Event) -> None:
        with suppress(OSError):
            while some := source.recv(CHUNK):
                if self.cut_after and self.cut_after in some and not self.has_cut:
                    self.has_cut = True
                    cut.set()
                target.sendall(some)
        _break(source)
        _break(target)

    def _answer(self, source: socket.socket, target: socket.socket, cut: threading.Event) -> None:
        with suppress(OSError):
            while some := source.recv(CHUNK):
                if cut.is_set():
                    break
                target.sendall(some)
        if cut.is_set() and self.stays_shut:
            self.shut()
        _break(source)
        _break(target)

    def _connect_to_target(self) -> socket.socket:
        if isinstance(self.target, tuple):
            return socket.create_connection(self.target)
        far = socket.socket(socket.AF_UNIX)
        far.connect(self.target)
        return far


def _break(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
