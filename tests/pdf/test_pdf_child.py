"""The child process that reads PDFs: what it may use, what is believed of it, that it ends."""

import json
import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from reviews.pdf import Limits, Unreadable, read, refusals
from reviews.pdf.loaded import loaded
from reviews.pdf.message import pack, unpack
from tests.support import pdfs
from tests.support.pdf_children import FACTS, children, refusal

ROOT = Path(__file__).parents[2]
ROOMY = Limits(memory=400 * 1024**2)


@pytest.fixture(scope="module", autouse=True)
def others():
    """Processes that this one has started already, before the one that makes a child for each file."""
    loaded.end()
    yield children()
    loaded.end()


@pytest.fixture(autouse=True)
def _no_process_is_left(others):
    yield
    started = children() - others
    assert len(started) <= 1
    assert [children(process) for process in started if children(process)] == []


def test_a_bomb_is_survived(put):
    bomb = pdfs.bomb_pdf(megabytes=300)
    assert len(bomb) < 2000
    assert refusal(put(bomb)) == refusals.TOO_MUCH


@pytest.mark.parametrize(
    ("make", "limits"),
    [
        (partial(pdfs.make_pdf, pages=2000), Limits(memory=60 * 1024**2)),
        (pdfs.slow_pdf, Limits(cpu=1)),
        (pdfs.make_pdf, Limits(answer=100)),
    ],
    ids=["memory", "cpu", "answer"],
)
def test_a_file_beyond_a_limit_is_refused(put, make, limits):
    assert refusal(put(make()), limits) == refusals.UNCHECKED


@pytest.mark.parametrize(
    "limits", [ROOMY, Limits(cpu=1), Limits(answer=4000)], ids=["memory", "cpu", "answer"]
)
def test_a_file_within_a_limit_is_read(put, limits):
    assert read(put(pdfs.make_pdf()), limits).pages == 1


def test_a_child_that_does_not_come_back_is_ended(tmp_path, caplog):
    never_written_to = tmp_path / "pipe.pdf"
    os.mkfifo(never_written_to)
    assert refusal(never_written_to, Limits(wall=2)) == refusals.TOO_SLOW
    assert caplog.messages == ["A PDF could not be checked: TimeoutExpired."]


def test_a_refusal_is_not_logged(put, caplog):
    caplog.set_level(logging.DEBUG)
    assert refusal(put(b"")) == refusals.EMPTY
    assert caplog.messages == []


def test_messages_arrive_as_sent():
    assert unpack(pack(FACTS)) == FACTS
    assert unpack(pack(Unreadable("No."))).sentence == "No."


def tampered(**changes) -> bytes:
    message = json.loads(pack(FACTS))
    return json.dumps({"facts": message["facts"] | changes}).encode()


def tampered_finding(**changes) -> bytes:
    message = json.loads(pack(FACTS))
    return tampered(findings=[message["facts"]["findings"][0] | changes])


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"refused": 1}',
        b'{"facts": {}}',
        tampered(pages="1"),
        tampered(pages=True),
        tampered(text=[1]),
        tampered(cover="%"),
        tampered(extra=1),
        tampered(findings=[1]),
        tampered(findings=[{"kind": "hidden-text"}]),
        tampered_finding(kind="harmless"),
        tampered_finding(severity="none"),
        tampered_finding(box=["1"]),
        tampered_finding(page=True),
        tampered_finding(recovered="\0"),
        tampered(title="\0"),
        tampered(text=["\ud800"]),
        pack(FACTS)[:-1],
    ],
)
def test_other_messages_are_not_believed(message):
    with pytest.raises(ValueError):  # noqa: PT011  (its words are Python's and not ours)
        unpack(message)


def test_limits_are_imposed_on_the_whole_process():
    program = (
        "import resource as r, reviews.pdf.limits as l; l.impose(l.LIMITS);"
        "print(*(r.getrlimit(k) for k in (r.RLIMIT_CORE, r.RLIMIT_CPU, r.RLIMIT_AS)));"
        "l.impose(l.Limits(cpu=99)); print(r.getrlimit(r.RLIMIT_CPU))"
    )
    output = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)
    assert output.stdout.decode().splitlines() == [
        f"(0, 0) (30, 30) ({1024**3}, {1024**3})",
        "(30, 30)",
    ]


def test_many_at_once(tmp_path):
    paths = [tmp_path / f"{number}.pdf" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_bytes(pdfs.make_pdf(f"Review {number}"))
    with ThreadPoolExecutor(4) as pool:
        texts = [facts.text for facts in pool.map(read, paths)]
    assert texts == [(f"Review {number}",) for number in range(12)]


def test_works_from_any_folder_and_with_a_relative_path(put, tmp_path, monkeypatch):
    path = put(pdfs.make_pdf())
    monkeypatch.chdir(tmp_path)
    assert read(Path(path.name)).text == ("A review.",)


def test_a_folder_with_a_module_of_our_name_is_not_trusted(put, tmp_path, monkeypatch):
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "__init__.py").write_text("raise SystemExit('hijacked')")
    (tmp_path / "pikepdf.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read(put(pdfs.make_pdf())).text == ("A review.",)
