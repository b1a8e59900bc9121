"""The embedded server: its roles and databases, odd paths, several starts at once, and kill -9."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from scr_site.embedded_postgres import Server, address, paths
from tests.support.postgres_servers import ROOT, STARTER, ask, end, starter


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


@pytest.mark.parametrize("name", ['it\'s $HOME, `quoted` "twice"', "ä%20+&=?# " + "a" * 100])
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
    printed = [process.stdout.readline().split() for process in started]
    assert [word for word, _ in printed] == ["up", "up", "up"]
    assert [who for _, who in printed].count("elsewhere") == 2
    assert ask(data_dir, "select 1") == [(1,)]
    for process in started:
        end(process)


def test_start_returns_whether_it_started_the_server(data_dir):
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
        assert orphan.process.wait(120) == 0
        assert read_the_note(data_dir) == [("kept",)]


def test_after_a_restart_gave_its_process_number_to_another_program(data_dir):
    with Server(data_dir):
        write_a_note(data_dir)
        where = paths.place(data_dir)
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
    paths.make_folder(data_dir)
    unfinished = paths.place(data_dir).unfinished
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    with Server(data_dir):
        assert ask(data_dir, "select 1") == [(1,)]
