"""What several tests begin with, built once for all that come one after the other in a process::

    @shared_start
    def world():
        return {"live": make.make_live(), "person": make.make_user()}


    @pytest.mark.parametrize("change", CHANGES)
    def test_a_change_is_refused(world, change): ...

One may take others of its module as arguments. It is built in a transaction around the tests that
ask for it, and each of them runs in a savepoint that is taken back, with copies of what was built and
of the files that were stored for it. So every test finds the same, whichever process runs it and
after whatever, and what has been built is gone before the first test that asks for anything else.
Tests that commit, or that look from another connection, build their own. A client can be copied until
it asks for its first page.
"""

import inspect
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.support.own_places import use_places_in

Build = Callable[..., object]
IN_FRONT = "_start"  # the fixture that has to come before the transaction of the test
STARTS: dict[object, Build] = {}  # by the fixture, which other modules may import
FIXTURE = type(pytest.fixture(lambda: None))
BEGUN = pytest.StashKey["Begun"]()


def shared_start(build: Build):
    """A fixture with the name of ``build``. What that takes are other such fixtures of its module."""

    @pytest.fixture(name=build.__name__)
    def start(_start, db):
        return _start[build]

    STARTS[start] = build
    return start


class Begun:
    """What has been built last, and the transaction in which it is."""

    builds: tuple[Build, ...] = ()

    def __init__(self, blocker) -> None:
        self._blocker = blocker

    def begin(self, builds: tuple[Build, ...], folder: Path) -> None:
        with self._blocker.unblock(), ExitStack() as undoing:
            undoing.enter_context(transaction.atomic())
            undoing.callback(transaction.set_rollback, True)  # noqa: FBT003
            self.made = {}
            for build in builds:
                self.made[build] = build(*(self.made[need] for need in needs_of(build)))
            connection.check_constraints()  # or each test would do that again
            self.builds, self.folder, self._undoing = builds, folder, undoing.pop_all()

    def serves(self, builds: tuple[Build, ...]) -> bool:
        """Not after a test that closed the connection, as the end of an answer does."""
        return self.builds == builds and not connection.closed_in_transaction

    def end(self) -> None:
        if self.builds:
            self.builds = ()
            with self._blocker.unblock():
                self._undoing.close()


def needs_of(build: Build) -> list[Build]:
    module = sys.modules[build.__module__]
    return [STARTS[getattr(module, name)] for name in inspect.signature(build).parameters]


def builds_of(item: pytest.Item) -> tuple[Build, ...]:
    """What the test asks for, and before it whatever that takes."""
    named = [getattr(item.module, name, None) for name in getattr(item, "fixturenames", ())]
    wanted = [
        STARTS[fixture] for fixture in named if isinstance(fixture, FIXTURE) and fixture in STARTS
    ]
    for build in wanted:
        wanted += needs_of(build)
    return tuple(build for build in STARTS.values() if build in wanted)


def pytest_collection_modifyitems(items) -> None:
    """Tests that begin with the same come one after the other."""
    places: dict[object, int] = {}
    for number, item in enumerate(items):
        if builds := builds_of(item):
            item.fixturenames.insert(0, IN_FRONT)
        places[item] = places.setdefault(builds or item, number)
    items.sort(key=places.get)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    begun = item.session.stash.get(BEGUN, None)
    if begun and not begun.serves(builds_of(item)):
        begun.end()


@pytest.fixture(scope="session")
def _begun(request, django_db_setup, django_db_blocker):
    begun = request.session.stash[BEGUN] = Begun(django_db_blocker)
    yield begun
    begun.end()


@pytest.fixture(name=IN_FRONT)
def _start(request, _begun, settings, tmp_path, tmp_path_factory):
    if not _begun.builds:
        assert builds_of(request.node), (
            "A start belongs to the module of its test, or is imported there."
        )
        folder = tmp_path_factory.mktemp("start")
        use_places_in(folder, settings)
        _begun.begin(builds_of(request.node), folder)
    shutil.copytree(_begun.folder, tmp_path, dirs_exist_ok=True)  # which is the place of the test
    return deepcopy(_begun.made)
