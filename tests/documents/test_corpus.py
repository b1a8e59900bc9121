"""Running a folder of test files: the counts, and what makes a run fail."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reviews.documents import corpus
from tests.support import active_pdfs, hiding_pdfs, pdfs

FILES = {
    "good.pdf": pdfs.make_pdf(),
    "hidden.pdf": hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"]),
    "author.pdf": active_pdfs.with_info(Author=hiding_pdfs.NAME),
    "word.pdf": pdfs.word_file(),
}
EXPECTED = {
    "good.pdf": "accept",
    "hidden.pdf": "reject",
    "author.pdf": "accept-with-warning",
    "word.pdf": "reject",
}


@pytest.fixture
def run(tmp_path):
    """The output and the exit status for FILES, some expected otherwise."""

    def run(name: str = "", **changes) -> tuple[list[str], int]:
        for file, content in FILES.items():
            (tmp_path / file).write_bytes(content)
        cases = [case(file) | (changes if file == name else {}) for file in FILES]
        (tmp_path / "manifest.json").write_text(json.dumps({"cases": cases}))
        output, status = StringIO(), 0
        try:
            call_command("check_corpus", str(tmp_path), stdout=output)
        except SystemExit as end:
            status = end.code
        return output.getvalue().splitlines(), status

    return run


def case(file: str) -> dict:
    return {
        "file": file,
        "category": "own",
        "expected": EXPECTED[file],
        "also_ok": [],
        "must_not": [],
        "secrets": [hiding_pdfs.NAME],
    }


def test_all_as_expected(run):
    lines, status = run()
    assert (lines[-1], status) == ("exact=4 tolerated=0 wrong=0 critical=0", 0)
    assert lines[-2].startswith("slowest: ")
    assert "peak memory: " in lines[-2]
    assert [line.split() for line in lines[:2]] == [
        ["exact", "tolerated", "wrong", "critical"],
        ["own", "4", "0", "0", "0"],
    ]


@pytest.mark.parametrize(
    ("changes", "counts", "expected_status"),
    [
        (
            {"expected": "accept", "also_ok": ["reject"]},
            "exact=3 tolerated=1 wrong=0 critical=0",
            0,
        ),
        ({"expected": "accept"}, "exact=3 tolerated=0 wrong=1 critical=0", 0),
        (
            {"expected": "accept", "must_not": ["reject"]},
            "exact=3 tolerated=0 wrong=0 critical=1",
            1,
        ),
        ({"secrets": ["hidden-text", "The review"]}, "exact=3 tolerated=0 wrong=0 critical=1", 1),
    ],
    ids=["tolerated", "wrong", "critical", "a secret that is shown"],
)
def test_what_is_not_as_expected(run, changes, counts, expected_status):
    lines, status = run("hidden.pdf", **changes)
    assert (lines[-1], status) == (counts, expected_status)
    assert not any(hiding_pdfs.NAME in line for line in lines)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "exact"),
        ({"seconds": 30.1}, "critical"),
        ({"memory": 513}, "critical"),
        ({"got": None}, "critical"),
        ({"leaks": True}, "critical"),
    ],
)
def test_what_is_critical_whatever_was_found(changes, verdict):
    good = {"got": "accept", "kinds": (), "seconds": 30.0, "memory": 512, "leaks": False}
    assert corpus.Result(case("good.pdf"), **good | changes).verdict == verdict


def test_each_file_is_charged_with_what_its_own_processes_used(tmp_path):
    names = {"large.pdf": pdfs.make_pdf(pages=300), "good.pdf": FILES["good.pdf"]}
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    cases = [case("good.pdf") | {"file": name} for name in names]
    (tmp_path / "manifest.json").write_text(json.dumps({"cases": cases}))
    large, good = (result.memory for result in corpus.results(tmp_path))
    assert large > good > 0


def test_a_file_that_takes_too_much_memory_is_critical(run, monkeypatch):
    monkeypatch.setattr(corpus, "LARGEST", 1)
    assert run()[0][-1] == "exact=0 tolerated=0 wrong=0 critical=4"


def test_a_file_that_is_missing_is_critical(run):
    lines, status = run("good.pdf", file="other.pdf")
    assert (lines[-1], status) == ("exact=3 tolerated=0 wrong=0 critical=1", 1)


def test_a_folder_without_a_list_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"There is no manifest\.json"):
        call_command("check_corpus", str(tmp_path))
