"""Sweeps: tests of many seeded cases, of which a run does a few, and ``--exhaustive`` all.

A sweep says how many, and takes its seeds one after the other::

    @pytest.mark.sweep(few=5, full=100)
    def test_no_change_goes_unnoticed(seeds):
        for seed in seeds:
            ...

With ``--exhaustive`` it is several tests of ``few`` seeds each.

The seeds are the same in every run: whatever fails in CI fails at its author's too, and no change
is held up by what it did not cause. Other cases are tried on purpose, with ``--seed``; a failure
shows how to repeat it. Hypothesis follows the same rule.
"""

from collections.abc import Iterator

import hypothesis
import pytest

FEW_EXAMPLES, ALL_EXAMPLES = 12, 250  # of a property, where its test does not say how many


class Seeds:
    """``count`` numbers from ``first``; ``current`` is the one that was taken last."""

    def __init__(self, first: int, count: int) -> None:
        self.numbers = range(first, first + count)
        self.current = first

    def __iter__(self) -> Iterator[int]:
        for seed in self.numbers:
            self.current = seed
            yield seed

    def __len__(self) -> int:
        return len(self.numbers)

    def __str__(self) -> str:
        return f"{self.numbers[0]}-{self.numbers[-1]}"


def pytest_addoption(parser) -> None:
    options = parser.getgroup("sweeps")
    options.addoption("--exhaustive", action="store_true", help="Run every case of every sweep.")
    options.addoption("--screenshots", help="Keep pictures of every public page in this folder.")
    options.addoption("--seed", type=int, help="Begin every sweep with this seed instead of 0.")


@pytest.hookimpl(tryfirst=True)  # before Hypothesis reads its own option
def pytest_configure(config) -> None:
    config.addinivalue_line("markers", "sweep(few, full): how many seeds it runs, and how many all")
    seed, is_full = config.getoption("--seed"), config.getoption("--exhaustive")
    if seed is not None:
        config.option.hypothesis_seed = seed
    hypothesis.settings.register_profile(
        "sweeps",
        max_examples=ALL_EXAMPLES if is_full else FEW_EXAMPLES,
        derandomize=seed is None,
        database=None,
        deadline=None,
    )
    hypothesis.settings.load_profile("sweeps")


def pytest_generate_tests(metafunc) -> None:
    if sweep := metafunc.definition.get_closest_marker("sweep"):
        first = metafunc.config.getoption("--seed") or 0
        shards = shards_of(**sweep.kwargs, is_full=metafunc.config.getoption("--exhaustive"))
        seeds = [Seeds(first + start, count) for start, count in shards]
        metafunc.parametrize("seeds", seeds, ids=str)


def shards_of(few: int, full: int, *, is_full: bool) -> list[tuple[int, int]]:
    """The first seed and the number of seeds of each test."""
    wanted = full if is_full else few
    return [(start, min(few, wanted - start)) for start in range(0, wanted, few)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed and isinstance(seeds := getattr(item, "funcargs", {}).get("seeds"), Seeds):
        again = f"bin/test --seed {seeds.numbers[0]} {item.location[0]}"
        again = f"It failed at seed {seeds.current} of {seeds}: {again}"
        report.sections.append(("Sweep", again))
    return report
