"""A PostgreSQL server that the site starts for itself, on machines without a prepared database.

``address`` returns where it listens and starts nothing. ``Server`` makes the cluster on its first
start, and stops the server when the process that started it ends, however it ends.

The server accepts connections only through a socket in a private folder, from the account that
runs it and from root. It asks for no password: whoever can open the socket can take any role.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from scr_site.embedded_postgres import binaries
from scr_site.embedded_postgres.binaries import OWN_DATABASE, DatabaseUnavailable
from scr_site.embedded_postgres.orphans import (
    STOP_SECONDS,
    accepts,
    disown_dead_servers,
    stop_orphan,
)
from scr_site.embedded_postgres.paths import PORT, Place, make_folder, place
from scr_site.launch.child_process import signal_when_parent_dies

START_SECONDS = 120  # after a crash the server first replays its log
RETRY_SECONDS = 5
MOST_DEATHS, DYING_SECONDS = 3, 300  # beyond that, starting again is no cure

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
# Run in template1, so that a test database made by site_owner has the extensions too.
IN_TEMPLATE = [
    "create role site_app login",
    "create role site_owner login createdb",
    "grant site_app to site_owner",
    *[f"create extension {name}" for name in EXTENSIONS],
    "create database site owner site_owner",
]
IN_SITE = [
    "alter schema public owner to site_owner",
    "grant usage on schema public to site_app",
]


def address(data_dir: Path, role: str = "site_app", database: str = "site") -> str:
    """The URL of the server of ``data_dir``, whether or not it runs or exists yet."""
    folder = quote(str(place(data_dir).socket_folder), safe="")
    return f"postgresql://{role}@/{database}?host={folder}"


def remove(data_dir: Path) -> None:
    """Delete the cluster of ``data_dir`` for good. Its server must not be running."""
    where = place(data_dir)
    shutil.rmtree(where.cluster, ignore_errors=True)
    if where.base != data_dir.resolve():
        shutil.rmtree(where.base, ignore_errors=True)


class Server:
    """The server of one data folder. ``start`` and ``stop``, or a ``with`` block.

    ``prefix`` names the PostgreSQL to use instead of the one found (the folder above its ``bin``).
    """

    def __init__(self, data_dir: Path, prefix: Path | None = None) -> None:
        self.data_dir = data_dir.resolve()
        self.prefix = prefix
        self.process: subprocess.Popen | None = None
        self.deaths: list[float] = []

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def start(self) -> bool:
        """Start the server; False if another process runs it already. Raises DatabaseUnavailable."""
        self.place = place(self.data_dir)
        try:
            return self._start()
        except OSError as error:
            raise DatabaseUnavailable(
                f"The embedded database could not be started in {self.place.base}: {error}. "
                f"Set DATA_DIR to a folder that can be written, {OWN_DATABASE}."
            ) from error

    def stop(self) -> None:
        """Stop the server if this object started it; its data stay."""
        if self.process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, at once, by force
            self.process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
                break
        self.process = None
        if self.place.socket_folder != self.place.cluster:
            with suppress(OSError):
                self.place.socket_folder.rmdir()
        os.close(self.lock)

    def has_died(self) -> bool:
        """Whether the server that this object started has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def start_again(self) -> None:
        """Start a server that has died. Raises DatabaseUnavailable, also if it keeps dying."""
        self.stop()
        now = time.monotonic()
        self.deaths = [each for each in self.deaths if now - each < DYING_SECONDS] + [now]
        if len(self.deaths) > MOST_DEATHS:
            raise DatabaseUnavailable(
                self._failure(f"The embedded database has ended {MOST_DEATHS + 1} times in a row")
            )
        self.start()

    def _start(self) -> bool:
        """The starting process keeps a lock while its server runs: a server without a lock is an orphan."""
        self.place.require_account()
        make_folder(self.data_dir)
        make_folder(self.place.base)
        self.lock = os.open(self.place.base / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if _take(self.lock):
                self._launch_or_unlock()
                return True
            if _is_ready(self.place):
                os.close(self.lock)
                return False
            time.sleep(0.1)
        os.close(self.lock)
        raise DatabaseUnavailable(
            f"Another process has been starting the embedded database in {self.place.base} "
            f"for {START_SECONDS} seconds: end it and start again, {OWN_DATABASE}."
        )

    def _launch_or_unlock(self) -> None:
        try:
            self._launch()
        except BaseException:
            if self.process:
                self.process.kill()
                self.process = None
            os.close(self.lock)
            raise

    def _launch(self) -> None:
        where = self.place
        self.binaries = binaries.find(
            where.account, where.base, major=where.major(), prefix=self.prefix
        )
        stop_orphan(where)
        if not where.is_made():
            self._make_cluster()
        disown_dead_servers(where)
        where.make_socket_folder()
        give_up = time.monotonic() + RETRY_SECONDS
        while not self._came_up():
            # Right after a kill -9 the last children of the old server still hold its shared memory.
            if self.process.poll() is None or time.monotonic() > give_up:
                raise DatabaseUnavailable(self._failure("The embedded database does not start"))
            time.sleep(0.25)

    def _came_up(self) -> bool:
        where = self.place
        options = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": f'"{where.socket_folder}"',
            "unix_socket_permissions": "0700",
            "log_checkpoints": "off",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with where.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [self.binaries.program("postgres"), "-D", where.cluster, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=binaries.environment(),
                # Outside the terminal's process group: Ctrl-C must stop the web server first.
                start_new_session=True,
                preexec_fn=signal_when_parent_dies(signal.SIGINT),  # noqa: PLW1509
                **where.account.popen_arguments(),
            )
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            if _is_ready(where, of=self.process.pid):
                return True
            time.sleep(0.02)
        return False

    def _make_cluster(self) -> None:
        """Make the cluster under another name and rename it when complete, so that an interrupted first
        start leaves nothing half-made in its place."""
        where = self.place
        shutil.rmtree(where.unfinished, ignore_errors=True)
        where.unfinished.mkdir(mode=0o700)
        os.chown(where.unfinished, where.account.uid, where.account.gid)
        if self.binaries.major >= 17:  # sorts the same on every machine without a system locale
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C"]
        options = [
            "--encoding=UTF8",
            "--data-checksums",
            "--auth-local=trust",
            "--auth-host=reject",
        ]
        self._run("initdb", "-D", where.unfinished, "-U", "postgres", *options, *locale)
        alone = ["--single", "-c", "exit_on_error=true", "-D", where.unfinished]
        self._run("postgres", *alone, "template1", statements=IN_TEMPLATE)
        self._run("postgres", *alone, "site", statements=IN_SITE)
        where.unfinished.rename(where.cluster)

    def _run(self, name: str, *arguments: object, statements: list[str] = ()) -> None:
        with self.place.log.open("ab") as log:
            ended = subprocess.run(  # noqa: S603
                [self.binaries.program(name), *map(str, arguments)],
                input="".join(f"{statement};\n" for statement in statements).encode(),
                stdout=log,
                stderr=log,
                cwd="/",
                env=binaries.environment(),
                preexec_fn=signal_when_parent_dies(signal.SIGKILL),  # noqa: PLW1509
                **self.place.account.popen_arguments(),
            )
        if ended.returncode:
            raise DatabaseUnavailable(self._failure(f"PostgreSQL's {name} failed"))

    def _failure(self, what: str) -> str:
        tail = self.place.log.read_text(errors="replace")[-600:].strip()
        return (
            f"{what}. Fix what the end of {self.place.log} names, {OWN_DATABASE}. It ends:\n{tail}"
        )


def _take(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_ready(where: Place, of: int | None = None) -> bool:
    """Whether the server's process file reports that it is ready, and its socket answers."""
    try:
        lines = (where.cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    if "".join(lines[7:8]).strip() != "ready":
        return False
    return (of is None or lines[0] == str(of)) and accepts(where.socket)
