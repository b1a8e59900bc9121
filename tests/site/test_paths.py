"""The embedded server under other accounts, in private folders, with other programs or none."""

import os
import shutil
import subprocess
import sys

import pytest

from scr_site import embedded_postgres
from scr_site.embedded_postgres import Server, binaries, paths
from scr_site.embedded_postgres.binaries import Account, DatabaseUnavailable
from tests.support.postgres_servers import ROOT, STARTER, ask, end

AS_ROOT = os.geteuid() == 0


def test_another_installation_serves_as_well(data_dir, tmp_path):
    with Server(data_dir, prefix=other_installation(data_dir.parent)):
        assert ask(data_dir, "select current_user") == [("site_app",)]


def other_installation(folder):
    """One under /usr/lib/postgresql that is new enough, else a copy of the wheel's."""
    account = Account(os.geteuid(), os.getegid())
    for prefix in binaries._prefixes():
        if prefix.is_relative_to(binaries.INSTALLED):
            return binaries.find(account, folder, major=None, prefix=prefix).prefix
    wheel = next(binaries._installations(None))
    paths.make_folder(folder)
    return binaries._copy(wheel, folder).prefix


def test_no_usable_installation_is_one_sentence(data_dir, tmp_path):
    with pytest.raises(
        DatabaseUnavailable, match=r"PostgreSQL 15 or newer was not found.*DATABASE_URL"
    ):
        Server(data_dir, prefix=tmp_path).start()


def test_data_of_a_version_that_is_gone_are_left_alone(data_dir):
    with Server(data_dir):
        pass
    version = paths.place(data_dir).cluster / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL 14 was not found"):
        Server(data_dir).start()


def test_a_failing_server_shows_the_end_of_its_log(data_dir):
    with Server(data_dir):
        pass
    where = paths.place(data_dir)
    (where.cluster / "postgresql.auto.conf").write_text("nonsense = 1\n")
    with pytest.raises(DatabaseUnavailable, match='(?s)DATABASE_URL.*parameter "nonsense"'):
        Server(data_dir).start()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match="Set DATA_DIR to a folder that can be written"):
        Server(tmp_path / "file" / "var").start()


def test_a_user_without_a_name_is_pointed_to_database_url(data_dir):
    place = paths.Place(data_dir, data_dir / "postgres", Account(54321, 54321))
    with pytest.raises(DatabaseUnavailable, match="user id 54321 has no name.*DATABASE_URL"):
        place.require_account()


def test_a_socket_folder_made_by_somebody_else_is_refused(data_dir):
    folder = data_dir.parent / "socket"
    folder.mkdir(parents=True)
    place = paths.Place(data_dir, folder, Account(os.geteuid() + 1, 0))
    with pytest.raises(DatabaseUnavailable, match="belongs to somebody else"):
        place.make_socket_folder()


def nobody():
    """Arguments that make a child an ordinary user: nobody if we are root, else ourselves."""
    return {"user": 65534, "group": 65534, "extra_groups": []} if AS_ROOT else {}


def test_as_an_ordinary_user(data_dir):
    data_dir.mkdir(parents=True)
    if AS_ROOT:
        os.chown(data_dir, 65534, 65534)
    # The checkout may lie where this user cannot look: it gets copies of what it needs.
    code = data_dir.parent / "code"
    shutil.copytree(ROOT / "scr_site", code / "scr_site")
    wheel = next(binaries._installations(None))
    prefix = binaries._copy(wheel, data_dir.parent).prefix
    program = STARTER.replace("sys.argv[1])", "sys.argv[1]), Path(sys.argv[2])")
    data_dir.parent.chmod(0o755)
    process = subprocess.Popen(
        [base_python(), "-c", program, data_dir, prefix],
        cwd=code,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **nobody(),
    )
    assert process.stdout.readline().startswith("up ")
    assert (data_dir / "postgres").stat().st_uid == (65534 if AS_ROOT else os.geteuid())
    assert ask(data_dir, "select current_user") == [("site_app",)]
    end(process)


def base_python():
    """A Python that any user may run."""
    return shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable


def test_below_a_private_home_nothing_is_opened(data_dir):
    """Root's database moves out of the home; anybody else's stays in it."""
    home = data_dir.parent / "home"
    home.mkdir(parents=True)
    home.chmod(0o700)
    with Server(home / "site" / "var"):
        assert ask(home / "site" / "var", "select 1") == [(1,)]
    assert home.stat().st_mode & 0o777 == 0o700
    base = paths.place(home / "site" / "var").base
    assert base.is_relative_to("/var/lib" if AS_ROOT else home)
    embedded_postgres.remove(home / "site" / "var")


def test_programs_below_a_private_home_are_copied(data_dir):
    home = data_dir.parent / "home"
    home.mkdir(parents=True)
    wheel = next(binaries._installations(None))
    prefix = binaries._copy(wheel, home).prefix
    home.chmod(0o700)
    with Server(data_dir, prefix=prefix) as server:
        assert ask(data_dir, "select 1") == [(1,)]
        assert server.binaries.prefix.is_relative_to(data_dir if AS_ROOT else home)
    assert home.stat().st_mode & 0o777 == 0o700
