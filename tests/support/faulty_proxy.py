"""A way to an HTTP server on which a request, or every one from then on, meets with a fault."""

import http.client
import threading
from contextlib import suppress
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST_HANG = 30  # seconds; whoever asks gives up long before


class Fault(StrEnum):
    REFUSED = "the connection is broken before anything is done"
    HANGS = "no answer comes"
    SAYS_NO = "the server answers that it cannot, as when its disk is full"
    LOST = "it is done, and the answer is lost"
    CUT = "it is done, and half of the answer comes"


class FaultyProxy:
    """Forwards every request to ``target``, a host and port, inside a ``with`` block."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.counting = threading.Lock()
        self.break_at(0, Fault.REFUSED)

    def break_at(self, number: int, fault: Fault, *, lasts: bool = False) -> None:
        """The request of that number, counted from now on from 1, and with ``lasts`` all that follow."""
        self.count = self.met = 0
        self.number, self.fault, self.lasts = number, fault, lasts

    def repair(self) -> None:
        self.break_at(0, Fault.REFUSED)

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def fault_of_next(self) -> Fault | None:
        with self.counting:
            self.count += 1
            is_met = self.number and (
                self.count == self.number or (self.lasts and self.count > self.number)
            )
            self.met += bool(is_met)
            return self.fault if is_met else None

    def __enter__(self) -> "FaultyProxy":
        class Handler(_Handler):
            proxy = self

        self.given_up = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.given_up.set()
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    proxy: FaultyProxy
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever asked has given up
            super().handle()

    def log_message(self, *_: object) -> None:
        pass

    def forward(self) -> None:
        fault = self.proxy.fault_of_next()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if fault is Fault.REFUSED:
            self.close_connection = True
        elif fault is Fault.HANGS:
            self.proxy.given_up.wait(LONGEST_HANG)
            self.close_connection = True
        elif fault is Fault.SAYS_NO:
            self.wfile.write(b"HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 0\r\n\r\n")
        else:
            self._answer(body, fault)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = forward  # noqa: N815

    def _answer(self, body: bytes, fault: Fault | None) -> None:
        far = http.client.HTTPConnection(*self.proxy.target)
        try:
            far.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in {"expect", "connection"}:
                    far.putheader(name, value)
            far.endheaders(body)
            answer = far.getresponse()
            self._send(answer, answer.read(), fault)
        finally:
            far.close()

    def _send(self, answer: http.client.HTTPResponse, body: bytes, fault: Fault | None) -> None:
        """With its length, however the server marked its end; a HEAD has the length of what it leaves out."""
        kept = [each for each in answer.getheaders() if each[0].lower() not in NOT_FORWARDED]
        if self.command == "HEAD":
            kept += [each for each in answer.getheaders() if each[0].lower() == "content-length"]
        elif answer.status not in {204, 304}:
            kept.append(("Content-Length", str(len(body))))
        lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *map(": ".join, kept), "", ""]
        head = "\r\n".join(lines).encode("latin-1")
        if fault is Fault.LOST:
            head = body = b""
        elif fault is Fault.CUT and body:
            body = body[: len(body) // 2]
        elif fault is Fault.CUT:
            head = head[: len(head) // 2]
        self.close_connection = self.close_connection or fault is not None
        self.wfile.write(head + body)


NOT_FORWARDED = {"content-length", "transfer-encoding", "connection"}
