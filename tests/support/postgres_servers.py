"""Embedded servers as other processes start them."""

import subprocess
import sys
from pathlib import Path

import psycopg

from scr_site.embedded_postgres import address

ROOT = Path(__file__).resolve().parents[2]
# Starts a server as another process would, says so, and keeps it until its input ends.
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
