"""The process that has loaded what reads PDFs: whom it answers, what is believed of it, that it ends."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reviews.pdf import Limits, read, refusals
from reviews.pdf.loaded import BEGUN, files_for, loaded
from reviews.pdf.message import pack
from tests.support import pdfs
from tests.support.pdf_children import FACTS, children, is_there, refusal
from tests.support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def others():
    """What else has been started by this process, such as its database."""
    loaded.end()
    yield children()
    loaded.end()


class Asking:
    """A process like this one that asks for a file which never comes, and what it has started for that."""

    PROGRAM = """
import sys
from pathlib import Path
from reviews.pdf import Limits, read
read(Path(sys.argv[1]), Limits(wall=600))
"""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM, path],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        (self.loaded,) = until(children, self.process.pid)
        (self.child,) = until(children, self.loaded)


def test_a_child_that_lost_its_parent_is_ended(tmp_path):
    asking = Asking(tmp_path / "pipe.pdf")
    asking.process.kill()
    asking.process.communicate()
    until(lambda: not is_there(asking.child) and not is_there(asking.loaded))


def test_a_child_that_nobody_watches_ends_by_itself(tmp_path):
    """Its end is seen at what it was given for its answer, which nobody else holds then."""
    os.mkfifo(path := tmp_path / "pipe.pdf")
    (asks, asked), (line, theirs) = socket.socketpair(), socket.socketpair()
    seen, held = os.pipe()
    with asks, asked, line, theirs, files_for(path, Limits(wall=1), "read", "") as (given, _):
        command = [sys.executable, "-m", "reviews.pdf"]
        with subprocess.Popen(command, cwd=ROOT, stdin=asked) as server:
            socket.send_fds(asks, [b"?"], [theirs.fileno(), given.fileno(), held])
            os.close(held)
            assert line.recv(1) == BEGUN
            server.kill()
        assert os.read(seen, 1) == b""
    os.close(seen)


def test_what_was_loaded_and_is_gone_is_started_again(put, others):
    path = put(pdfs.make_pdf())
    assert read(path).pages == 1
    (before,) = children() - others
    os.kill(before, signal.SIGKILL)
    assert read(path).pages == 1
    (after,) = children() - others
    assert after != before


def open_files(process: int) -> set[str]:
    """Of which kind they are."""
    files = Path(f"/proc/{process}/fd").iterdir()
    return {str(file.readlink()).partition(":")[0] for file in files}


def test_a_file_is_read_in_a_process_of_its_own_and_no_other_is_held_up(tmp_path, put, others):
    waiting = Path(tmp_path / "pipe.pdf")
    os.mkfifo(waiting)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(refusal, waiting)
        (server,) = until(lambda: children() - others)
        (child,) = until(children, server)
        assert read(put(pdfs.make_pdf())).pages == 1
        assert child in children(server)
        assert "socket" in open_files(server)
        until(lambda: "socket" not in open_files(child))
        os.kill(child, signal.SIGKILL)
        assert late.result() == refusals.UNCHECKED
    assert read(put(pdfs.make_pdf())).pages == 1
    assert children() - others == {server}


def test_it_ends_when_nobody_asks_for_a_while():
    program = "import socket; from reviews.pdf.__main__ import serve; serve(socket.socket(fileno=0), 0.05)"
    asks, asked = socket.socketpair()
    with asks, asked:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, stdin=asked, timeout=PATIENCE
        )
    assert done.returncode == 0


def test_children_can_be_seen():
    before = children()
    with subprocess.Popen(["sleep", "60"]) as child:
        assert children() - before == {child.pid}
        child.kill()


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("false", "CalledProcessError"),
        ("true", "CalledProcessError"),
        ("echo", "CalledProcessError"),
        ("not-there", "FileNotFoundError"),
    ],
)
def test_what_cannot_be_loaded_is_no_answer(put, monkeypatch, caplog, program, problem):
    monkeypatch.setattr(sys, "executable", f"/bin/{program}")
    assert refusal(put(pdfs.make_pdf())) == refusals.UNCHECKED
    assert caplog.messages == [f"A PDF could not be checked: {problem}."]


ANSWERS = """
import os, socket
asked = socket.socket(fileno=os.dup(0))
while files := socket.recv_fds(asked, 1, 3)[1]:
    os.write(files[2], {answer!r})
    os.write(files[0], {ended!r})
    for file in files:
        os.close(file)
"""


def program_that(folder: Path, answer: bytes, ended: bytes) -> str:
    """Stands for Python and answers so. Its first line may hold no space, as the path of Python may."""
    script, program = folder / "script.py", folder / "python"
    script.write_text(ANSWERS.format(answer=answer, ended=ended))
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{script}'\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("answer", "ended", "problem"),
    [
        (b"", b"+0 1", "JSONDecodeError"),
        (b"nonsense", b"+0 1", "JSONDecodeError"),
        (pack(FACTS), b"+1 1", "CalledProcessError"),
        (pack(FACTS), b"+-9 1", "CalledProcessError"),
        (pack(FACTS), b"+-14 1", "TimeoutExpired"),
        (pack(FACTS), b"+", "CalledProcessError"),
    ],
)
def test_a_child_that_dies_or_talks_nonsense_is_not_believed(
    put, monkeypatch, tmp_path, caplog, answer, ended, problem
):
    monkeypatch.setattr(sys, "executable", program_that(tmp_path, answer, ended))
    is_late = problem == "TimeoutExpired"
    sentence = refusals.TOO_SLOW if is_late else refusals.UNCHECKED
    assert refusal(put(pdfs.make_pdf())) == sentence
    assert caplog.messages == [f"A PDF could not be checked: {problem}."]


def test_a_child_that_says_that_it_is_well_is_believed(put, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", program_that(tmp_path, pack(FACTS), b"+0 1"))
    assert read(put(pdfs.make_pdf())) == FACTS


def test_the_child_knows_nothing_of_our_settings(put, monkeypatch, tmp_path):
    shell = tmp_path / "python"
    shell.write_text("#!/bin/sh\nenv > " + str(tmp_path / "environment"))
    shell.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(shell))
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert refusal(put(pdfs.make_pdf())) == refusals.UNCHECKED
    environment = (tmp_path / "environment").read_text()
    assert "PYTHONPATH=" in environment
    assert "SECRET_KEY" not in environment
