"""``bin/serve``: what it refuses at once, and a whole site brought up and taken down."""

import base64
import fcntl
import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from scr_site.embedded_postgres import Server, address
from scr_site.embedded_postgres.paths import place
from scr_site.embedded_postgres.server import MOST_DEATHS
from scr_site.launch import serve_options
from scr_site.launch.serve_options import CannotServe, Options
from tests.e2e.conftest import copy_of
from tests.support.served_site import (
    PATIENCE,
    comes_back,
    fetch,
    site,
    start,
    stop,
)
from tests.support.waiting import until

READY = "reviews_readypage"


def refusal(*arguments, **env):
    """The error text of a start that is refused, which must be all the output."""
    process = start(*arguments, **env)
    output, errors = process.communicate(timeout=PATIENCE)
    assert output == ""
    assert process.returncode != 0
    return errors


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert refusal("--port", str(port), DATA_DIR=str(tmp_path)) == (
            f"Port {port} on 127.0.0.1 is taken by another program: choose another, "
            "for example: bin/serve --port 8001\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_in_use_is_one_sentence(tmp_path):
    with (tmp_path / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("http://127.0.0.1:8000/")
        lock.flush()
        assert refusal("--port", "0", DATA_DIR=str(tmp_path)) == (
            f"The data in {tmp_path} are being served already, at http://127.0.0.1:8000/: use "
            "that, or start another site with bin/serve --fresh or with another DATA_DIR.\n"
        )


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    assert refusal("--port", "0", DATA_DIR=str(tmp_path / "file" / "var")) == (
        f"The data folder {tmp_path}/file/var cannot be used (Not a directory): set DATA_DIR to a "
        "folder that can be written, for example DATA_DIR=/srv/register bin/serve\n"
    )


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "a" * 70 + ".example"])
def test_an_address_of_another_machine_is_one_sentence(tmp_path, host):
    assert refusal("--host", host, DATA_DIR=str(tmp_path)) == (
        f"{host!r} is not an address of this machine: choose another, "
        "for example: bin/serve --host 127.0.0.1\n"
    )


@pytest.mark.parametrize("port", ["abc", "65536", "-1", "80 80", "８０"])
def test_a_malformed_port_variable_is_one_sentence(port):
    assert refusal(PORT=port) == (
        f"PORT: {port!r} is not a number from 0 to 65535. Set it to one, for example PORT=8000.\n"
    )


def test_a_malformed_port_argument_names_it():
    complaint = refusal("--port", "abc")
    assert complaint.endswith("argument --port: 'abc' is not a number from 0 to 65535\n")


def test_fresh_with_a_database_of_ones_own_is_refused():
    assert refusal("--fresh", DATABASE_URL="postgresql://db/site") == (
        "--fresh brings its own database: unset DATABASE_URL to use it.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "environ", "options"),
    [
        ([], {}, Options("127.0.0.1", 8000, fresh=False)),
        ([], {"PORT": "", "HOST": ""}, Options("127.0.0.1", 8000, fresh=False)),
        ([], {"PORT": "81", "HOST": "::1"}, Options("::1", 81, fresh=False)),
        (
            ["--port", "82", "--host", "h", "--fresh"],
            {"PORT": "81", "HOST": "x"},
            Options("h", 82, fresh=True),
        ),
        (["--port", "82"], {"PORT": "nonsense"}, Options("127.0.0.1", 82, fresh=False)),
    ],
)
def test_arguments_come_before_variables(arguments, environ, options):
    assert serve_options.read(arguments, environ) == options


@pytest.mark.parametrize(
    ("host", "url", "allowed"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", "localhost,127.0.0.1,[::1]"),
        ("192.0.2.1", "http://192.0.2.1:8000", "localhost,127.0.0.1,[::1],192.0.2.1"),
        ("0.0.0.0", "http://127.0.0.1:8000", "localhost,127.0.0.1,[::1]"),  # noqa: S104
        ("2001:db8::1", "http://[2001:db8::1]:8000", "localhost,127.0.0.1,[::1],[2001:db8::1]"),
        ("::", "http://[::1]:8000", "localhost,127.0.0.1,[::1]"),
    ],
)
def test_the_site_knows_where_it_is(tmp_path, host, url, allowed):
    seen = serve_options.site_environment(Options(host, 8000, fresh=False), tmp_path, {})
    assert (seen["SITE_URL"], seen["ALLOWED_HOSTS"]) == (url, allowed)


def test_what_was_set_stays_set(tmp_path):
    given = {"SITE_URL": "https://a.example", "ALLOWED_HOSTS": "a.example", "SECRET_KEY": "given"}
    given |= {"CHECKPOINT_KEY": "given too", "PROTECTED_NAMES_KEY": "and this"}
    given |= {"ALERTS_KEY": "and that"}
    options = Options("127.0.0.1", 8000, fresh=False)
    seen = serve_options.site_environment(options, tmp_path, given)
    assert {name: seen[name] for name in given} == given
    assert list(tmp_path.iterdir()) == []


def test_the_secrets_are_made_once_and_private(tmp_path):
    options = Options("127.0.0.1", 8000, fresh=False)
    made = serve_options.site_environment(options, tmp_path, {})
    assert len(made["SECRET_KEY"]) >= 50
    for name in ("CHECKPOINT_KEY", "PROTECTED_NAMES_KEY", "ALERTS_KEY"):
        assert len(base64.b64decode(made[name])) == 32
    assert serve_options.site_environment(options, tmp_path, {}) == made
    kept = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    names = ("secret_key", "checkpoint_key", "protected_names_key", "alerts_key")
    assert kept == dict.fromkeys(names, 0o600)


def test_a_malformed_variable_is_raised_by_name():
    with pytest.raises(CannotServe, match="PORT"):
        serve_options.read([], {"PORT": "x"})


def contents(data_dir):
    """Everything in the database, as text, but for pages that were made ready when somebody asked for them."""
    with Server(data_dir) as server:
        program = server.binaries.program("pg_dump")
        dumped = subprocess.run(
            [
                program,
                "--data-only",
                f"--exclude-table-data={READY}",
                address(data_dir, "site_owner"),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    # Lines with a backslash hold a password of the dump itself, new each time.
    return [line for line in dumped.splitlines() if not line.startswith("\\")]


@pytest.mark.e2e
def test_a_fresh_site_comes_up_and_leaves_nothing_behind(tmp_path):
    with site("--fresh", TMPDIR=str(tmp_path)) as (process, url, _):
        assert fetch(f"{url}/") == fetch(f"{url}/admin/login/") == 200
        assert len(list(tmp_path.iterdir())) == 1
        stop(process, signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="refused"):
        fetch(f"{url}/")


@pytest.fixture(scope="module")
def kept(served):
    """A data folder as a site that was served once left it."""
    with copy_of(served[0]) as data_dir:
        yield data_dir


@pytest.mark.e2e
def test_a_second_start_changes_nothing(served, kept):
    before = contents(kept)
    with served_again(kept) as (process, _, second):
        stop(process)
    assert contents(kept) == before
    assert "password" in served[1]
    assert "password" not in second


def served_again(data_dir):
    """By one process, which is enough where nobody asks for much."""
    return site(DATA_DIR=str(data_dir), WEB_WORKERS="1", LAST_GOOD_MINUTES="0")


@pytest.mark.e2e
def test_a_killed_site_starts_again_and_leaves_no_orphans_when_asked_twice_to_stop(kept):
    with served_again(kept) as (process, _, _):
        process.kill()
    with served_again(kept) as (process, url, _):
        assert fetch(f"{url}/") == 200
        process.send_signal(signal.SIGINT)
        stop(process)
    with pytest.raises(OSError, match="refused"):
        fetch(f"{url}/")
    with Server(kept) as server:
        assert server.process


def kill_database(data_dir):
    number = int((place(data_dir).cluster / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)


@pytest.mark.e2e
def test_a_database_that_dies_is_started_again_but_not_for_ever(kept):
    with served_again(kept) as (process, url, _):
        process.stdout.readline()  # how to stop it
        for _ in range(MOST_DEATHS):
            kill_database(kept)
            assert "ended by itself" in process.stdout.readline()
            assert process.stdout.readline() == "The database is back.\n"
            comes_back(f"{url}/")
            comes_back(f"{url}/admin/login/")
        kill_database(kept)
        _, complaint = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1
        assert f"has ended {MOST_DEATHS + 1} times in a row" in complaint


@pytest.mark.e2e
def test_the_site_outlives_its_worker_and_the_worker_the_database(kept):
    with site(DATA_DIR=str(kept), WEB_WORKERS="1", JOBS="worker") as (process, url, _):
        process.stdout.readline()  # how to stop it
        first = until(worker_of, process)
        os.kill(first, signal.SIGKILL)
        assert "worker has ended by itself" in process.stdout.readline()
        assert fetch(f"{url}/") == 200
        second = until(worker_of, process)
        kill_database(kept)
        while process.stdout.readline() != "The database is back.\n":
            pass
        comes_back(f"{url}/admin/login/")
        assert worker_of(process) == second
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def worker_of(process) -> int | None:
    """The number of the site’s child that is a worker, once it has begun."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for child in children:
        with suppress(FileNotFoundError):  # it has ended meanwhile
            if b"manage.py\0work" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    return None


@pytest.mark.e2e
def test_a_web_server_that_cannot_start_says_why(kept):
    process = start("--port", "0", DATA_DIR=str(kept), WEB_WORKERS="nonsense")
    _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "nonsense" in complaint
    assert complaint.endswith("The web server could not start, for the reason above.\n")
