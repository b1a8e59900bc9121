"""What many programs make: a name that is hidden is found, by kind, and nothing good is held up."""

from pathlib import Path

import pytest

from tests.support.made_files.cases import ALL, BAD_CASES, GOOD_CASES, Case, files_of
from tests.support.made_files.judged import KNOWN, fault, is_what_it_says

SHARE_FOUND = 0.98


def faults_of(cases: list[Case], tmp_path: Path) -> set[str]:
    found = set()
    for number, (case, content) in enumerate(files_of(cases).items()):
        assert is_what_it_says(case, content), f"{case} is not what it says"
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(content)
        if wrong := fault(case, path):
            found.add(wrong if str(case) not in KNOWN else str(case))
    return found


def known_of(cases: list[Case]) -> set[str]:
    return {str(case) for case in cases} & KNOWN.keys()


@pytest.mark.sweep(few=96, full=len(BAD_CASES))
def test_a_hidden_name_is_found(seeds, tmp_path):
    cases = [BAD_CASES[seed % len(BAD_CASES)] for seed in seeds]
    assert faults_of(cases, tmp_path) == known_of(cases)


@pytest.mark.sweep(few=48, full=len(GOOD_CASES))
def test_nothing_good_is_held_up(seeds, tmp_path):
    cases = [GOOD_CASES[seed % len(GOOD_CASES)] for seed in seeds]
    assert faults_of(cases, tmp_path) == known_of(cases)


def test_there_are_enough_of_each_and_nearly_all_are_judged_rightly():
    assert len({(case.sort, case.way) for case in BAD_CASES}) >= 140
    assert len({case.way for case in GOOD_CASES}) >= 80
    assert KNOWN.keys() <= set(map(str, ALL))
    assert len(known_of(BAD_CASES)) <= (1 - SHARE_FOUND) * len(BAD_CASES)
    assert not known_of(GOOD_CASES)
