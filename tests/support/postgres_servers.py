"""Embedded servers as other processes start them."""

import subprocess
import sys
from pathlib import Path

import psycopg

from scr_site.embedded_postgres import address

ROOT = Path(__file__).resolve().parents[2]
# Starts a server, prints that it is up, and keeps it until its input ends.
STARTER = """
import sys
from pathlib import Path
from scr_site.embedded_postgres import Server
with Server(Path(sys.argv[1])) as server:
    print("up", server.process.pid if server.process else "elsewhere", flush=True)
    sys.stdin.read()
"""


def ask(data_dir, query, *, role="site_app", database="site"):
    with psycopg.connect(address(data_dir, role, database)) as connection:
        return connection.execute(query).fetchall()


def do_not_wait_for_the_disk(data_dir):
    """For a server whose data may be lost with the machine. Killed processes lose nothing by it."""
    with psycopg.connect(address(data_dir, "postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def starter(data_dir, **popen):
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, data_dir],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **popen,
    )
    state, who = process.stdout.readline().split()
    assert state == "up"
    return process, who


def end(process):
    process.communicate()
    assert process.returncode == 0
