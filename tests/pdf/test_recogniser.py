"""The programs that recognise text: whether they are there, and that none of them is left over."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from reviews import pdf
from reviews.pdf import Unreadable, recogniser
from tests.support.scans import LINES, WHOLE_PAGE, picture, require_tesseract, scan
from tests.support.waiting import until

pytestmark = pytest.mark.tesseract


@pytest.fixture(autouse=True)
def _needs_tesseract():
    require_tesseract()


def test_they_are_there_with_both_languages():
    assert recogniser.recogniser() == recogniser.Recogniser(frozenset({"en", "cy"}))


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    there = recogniser.recogniser()
    assert there.languages == {"en"}
    assert there.lacks == ("the language “cym” of tesseract",)
    (tmp_path / "eng.traineddata").unlink()
    assert not recogniser.recogniser().works
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recogniser.recogniser() == recogniser.Recogniser(lacks=("the program tesseract",))


def test_a_program_that_does_not_answer_as_it_should_has_no_languages(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not recogniser.recogniser().works


def test_there_is_more_time_for_more_pages_up_to_a_limit():
    seconds = [recogniser.limits_for(pages).wall for pages in (1, 8, 9, 300, 3000)]
    assert seconds == [34, 90, 206, 6026, 6026]


def eight_dense_pages() -> bytes:
    """No machine reads them in a second."""
    return scan(*[picture([LINES[0]] * 24, size=WHOLE_PAGE)] * 8)


def test_a_child_that_fails_is_a_sentence_and_no_program_of_it_is_left(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(eight_dense_pages())
    with ThreadPoolExecutor() as pool:
        limits = recogniser.limits_for(8)
        answer = pool.submit(pdf.recognise_afresh, path, ["en"], tmp_path, limits)
        for each in until(lambda: processes_in(tmp_path, recogniser.PROGRAM)):
            os.kill(each, signal.SIGSTOP)  # it would not end by itself
        [child] = processes_in(tmp_path, "python")
        os.kill(child, signal.SIGKILL)
        assert answer.exception().sentence == recogniser.FAILED
    until(lambda: not processes_in(tmp_path, recogniser.PROGRAM))
    assert [each.name for each in tmp_path.iterdir()] == ["review.pdf"]


def test_nor_one_that_has_no_time(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(eight_dense_pages())
    with pytest.raises(Unreadable) as refused:
        pdf.recognise_afresh(path, ["en"], tmp_path, pdf.Limits(wall=1))
    assert refused.value.sentence == recogniser.FAILED
    assert [each.name for each in tmp_path.iterdir()] == ["review.pdf"]


def processes_in(folder: Path, program: str) -> list[int]:
    """Those of this name that keep their files in the folder."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            is_named = (each / "comm").read_text().startswith(program)
            if is_named and f"TMPDIR={folder}".encode() in (each / "environ").read_bytes():
                found.append(int(each.name))
    return found
