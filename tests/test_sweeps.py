"""A sweep runs a few cases, or all of them in tests of a few each, and names the seed that failed."""

from pathlib import Path

import pytest

from tests.support.sweeps import Seeds, shards_of

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parents[1]
FAILS_AT_SEVEN = """
import pytest

@pytest.mark.sweep(few=4, full=10)
def test_seven(seeds):
    assert all(seed != 7 for seed in seeds)
"""


def test_the_shards_are_all_seeds_once():
    assert shards_of(few=4, full=10, is_full=False) == [(0, 4)]
    shards = shards_of(few=4, full=10, is_full=True)
    assert [seed for first, count in shards for seed in Seeds(first, count)] == list(range(10))


@pytest.fixture
def sweep(pytester, monkeypatch):
    """Runs a sweep that fails at seed 7, with the options given."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest('pytest_plugins = ["tests.support.sweeps"]')
    pytester.makepyfile(test_seven=FAILS_AT_SEVEN)
    return lambda *options: pytester.runpytest_subprocess("-p", "no:django", *options)


def test_a_few_are_run_by_default(sweep):
    sweep().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("options", "passed", "first", "last"),
    [(["--exhaustive"], 2, 4, 7), (["--seed", "6"], 0, 6, 9)],
)
def test_the_seed_of_a_failure_is_shown(sweep, options, passed, first, last):
    result = sweep(*options)
    result.assert_outcomes(passed=passed, failed=1)
    again = f"It failed at seed 7 of {first}-{last}: bin/test --seed {first} test_seven.py"
    result.stdout.fnmatch_lines([again])
