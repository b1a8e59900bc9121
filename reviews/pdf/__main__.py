"""``python -m reviews.pdf``: loads what reads PDFs, and then makes a process of itself for each file.

Loading takes several times as long as reading a short file. This process sees no file: it hands on what it is
sent at its file 0, and learns of each child that it ended. It ends if nobody asks for a while, or when
whoever asks is gone, and its children with it.
"""

import gc
import os
import select
import signal
import socket
import sys
from typing import NoReturn

from PIL import Image

from reviews.pdf import tasks
from reviews.pdf.loaded import BEGUN

IDLE = 60  # seconds
FILES = 3  # the line to whoever asks, the order, and where the answer goes


class Children:
    """The processes at work, each with the line to whoever waits for it."""

    def __init__(self, own: tuple[socket.socket, ...]) -> None:
        self._own = own
        self.lines: dict[socket.socket, int] = {}

    def begin(self, line: socket.socket, order: int, answer: int) -> None:
        if child := os.fork():
            self.lines[line] = child
            _tell(line, BEGUN)
        else:
            for other in (*self._own, line, *self.lines):  # a child reaches nobody
                other.close()
            _work(order, answer)

    def ended(self) -> None:
        """Tell of each that has, how, and how much memory it used."""
        for line, child in list(self.lines.items()):
            ended, status, used = os.wait4(child, os.WNOHANG)
            if ended:
                _tell(line, f"{os.waitstatus_to_exitcode(status)} {used.ru_maxrss}".encode())
                self._forget(line)

    def kill(self, line: socket.socket) -> None:
        os.kill(self.lines[line], signal.SIGKILL)
        os.waitpid(self.lines[line], 0)
        self._forget(line)

    def _forget(self, line: socket.socket) -> None:
        del self.lines[line]
        line.close()


def _tell(line: socket.socket, word: bytes) -> None:
    try:
        line.sendall(word)
    except OSError:
        return  # nobody waits any longer, which is seen at the line


def _work(order: int, answer: int) -> NoReturn:
    """With an end that runs nothing which was meant for the end of its parent."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for kind in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(kind, signal.SIG_DFL)
        for given, place in ((order, 0), (answer, 1)):
            os.dup2(given, place)
            os.close(given)
        tasks.fulfil()
        status = 0
    finally:
        os._exit(status)


def serve(asked: socket.socket, idle: float = IDLE) -> None:
    woken, wakes = socket.socketpair()
    wakes.setblocking(False)
    signal.set_wakeup_fd(wakes.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children = Children((asked, woken, wakes))
    while (
        ready := select.select([asked, woken, *children.lines], [], [], idle)[0] or children.lines
    ):
        if woken in ready:
            woken.recv(4096)
        children.ended()
        for line in children.lines.keys() & ready:
            children.kill(line)  # who asked waits no longer
        if asked in ready and not _next(asked, children):
            break
    for line in list(children.lines):
        children.kill(line)


def _next(asked: socket.socket, children: Children) -> bool:
    """Begin what is asked for; whether there was anything."""
    word, files, _, _ = socket.recv_fds(asked, 1, FILES)
    if len(files) == FILES:
        line, order, answer = files
        children.begin(socket.socket(fileno=line), order, answer)
        os.close(order)
        os.close(answer)
    return bool(word)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asks
    Image.init()  # loads its formats, or each child would
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=os.dup(sys.stdin.fileno())) as asked:
        serve(asked)
