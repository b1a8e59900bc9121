"""What all tests share: a real PostgreSQL, and the role that the web process has there."""

import gc
import itertools
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.template import Template
from django.test.utils import override_settings, setup_databases, teardown_databases
from xdist.scheduler import LoadScopeScheduling

from scr_site import embedded_postgres
from scr_site.environment import database
from tests.support import postgres_servers
from tests.support.own_places import FOR_ALL_TESTS, use_places_in

pytest_plugins = ["tests.support.sweeps", "tests.support.shared_starts"]


class SharedServers(LoadScopeScheduling):
    """Gives the tests of a module to one process, and modules that share a running site or server.

    So what a module begins with is built once. All cases of a sweep are shared out one by one, but for those
    in a browser.
    """

    def _split_scope(self, nodeid: str) -> str:
        one_by_one = self.config.getoption("exhaustive")
        places = SHARE_A_SITE if one_by_one else (*SHARE_A_SITE, *SHARE_A_SERVER)
        shared = next((place for place in places if nodeid.startswith(place)), "")
        return shared or (nodeid if one_by_one else nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config, log) -> SharedServers:
    """In the place of xdist's own groups, which rename tests in a way that pytest 9.2 ignores."""
    return SharedServers(config, log)


SHARE_A_SITE = ("tests/e2e/",)
SHARE_A_SERVER = ("tests/documents/test_storage_", "tests/documents/test_malware.py")
PLACES = itertools.count(1)
RUN_FIRST = {"e2e", "slow"}
MEMORY, ENOUGH = Path("/dev/shm"), 4 * 1024**3  # noqa: S108
# Done by the owner between tests that commit: the record cannot be emptied any other way. Tables without
# rows are left alone, and TRUNCATE, which makes new files for all of them, takes ten times as long.
EMPTY_THE_RECORD = """
DO $$
DECLARE
    filled text[] := '{}';
    is_filled boolean;
    name text;
    guard record;
BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relkind = 'r' AND (
        relname IN ('django_session', 'django_admin_log', 'django_tasks_database_dbtaskresult') OR relname LIKE 'reviews\\_%'
        AND relname NOT IN ('reviews_publicationrule', 'reviews_noticeduty', 'reviews_theme'))
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO is_filled;
        filled := filled || CASE WHEN is_filled THEN ARRAY[name] ELSE '{}' END;
    END LOOP;
    FOREACH name IN ARRAY filled LOOP EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', name); END LOOP;
    FOREACH name IN ARRAY filled LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR guard IN SELECT tgname, tgrelid::regclass AS owner FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY (filled)
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guard.owner, guard.tgname);
    END LOOP;
END $$
"""


def pytest_collection_modifyitems(items):
    """Long tests come first, so that no worker still runs one when the others have ended."""
    items.sort(key=lambda item: RUN_FIRST.isdisjoint(mark.name for mark in item.iter_markers()))


def pytest_collection_finish():
    """Leave what is loaded by now to itself: walking it again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


RENDER = Template._render  # as it is before Django’s test environment puts its own in the place


@pytest.fixture(scope="session", autouse=True)
def django_test_environment(django_test_environment):
    """Django’s keeps a copy of the context of every template, which took a tenth of a page’s time."""
    Template._render = RENDER
    with override_settings(**FOR_ALL_TESTS):
        yield


@pytest.fixture(scope="session")
def database_owner():
    """The address of the role that owns the tables, on a running server."""
    if given := os.environ.get("DATABASE_URL"):
        yield os.environ.get("DATABASE_OWNER_URL", given)
        return
    # A server of its own for each process that runs tests.
    folder = settings.DATA_DIR / os.environ.get("PYTEST_XDIST_WORKER", "")
    with embedded_postgres.Server(folder):
        postgres_servers.do_not_wait_for_the_disk(folder)
        yield embedded_postgres.address(folder, "site_owner")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, database_owner):
    """The test database is made by the owner, who may; pooled connections would outlive it."""
    default = settings.DATABASES["default"]
    default.update(database(database_owner), TEST=default["TEST"])
    default["OPTIONS"] |= settings.PREPARED | {"options": settings.PLANNING}


def quick_folder() -> Path:
    """In memory, where there is enough: to make a server is to wait for the disk a thousand times."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    if is_roomy and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return MEMORY
    return Path(tempfile.gettempdir())


def empty_data_dir():
    """An empty place for an embedded server, which the account that runs it can reach.

    Not tmp_path: that lies in a private folder.
    """
    folder = quick_folder() / f"register-test-{time.monotonic_ns()}"
    yield folder / "var"
    embedded_postgres.remove(folder / "var")
    shutil.rmtree(folder, ignore_errors=True)


data_dir = pytest.fixture(empty_data_dir, name="data_dir")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A database for the tests; every connection to it acts as the web process's role.

    Made whether or not a test is marked with django_db: where none is, pytest-django makes no
    database, and the tests that commit, and then empty the record, would do so in the site's own.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    connection_created.connect(become_site_app)
    connection.close()
    yield
    connection_created.disconnect(become_site_app)
    connection.close()
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def become_site_app(connection, **_):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE site_app")


@pytest.fixture
def as_owner(db):
    """For what only the migrating role may do; the test's rollback gives the role back."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A database in which the test's transactions really commit, emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(EMPTY_THE_RECORD)
        connection.close()


@pytest.fixture(autouse=True)
def _own_places(request, settings, tmp_path_factory):
    """Made when something is written, unless the test itself wants its folder."""
    if "tmp_path" in request.fixturenames:
        folder = request.getfixturevalue("tmp_path")
    else:
        folder = tmp_path_factory.getbasetemp() / f"places-{next(PLACES)}"
    use_places_in(folder, settings)
