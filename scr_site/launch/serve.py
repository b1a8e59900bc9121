"""Starts the whole site: database, tables, demonstration content, static files, web server.

Every step can be repeated, so a second start changes nothing. The child processes run outside the
terminal's process group: Ctrl-C reaches only this process, which then stops them in order.
"""

import fcntl
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path

from scr_site import embedded_postgres
from scr_site.embedded_postgres.binaries import DatabaseUnavailable
from scr_site.embedded_postgres.paths import make_folder
from scr_site.launch import serve_options
from scr_site.launch.child_process import signal_when_parent_dies
from scr_site.launch.port import listening, with_port
from scr_site.launch.serve_options import ROOT, CannotServe, Options
from scr_site.launch.worker import Worker

# Changing the tables of a large register takes long, and so does reading PDFs on a busy machine.
UNBOUNDED = {"DATABASE_STATEMENT_SECONDS": "0"}
GRACE_SECONDS = 10  # for requests in progress when the site is stopped
ANSWER_SECONDS = 60
STATIC_SOURCES = (ROOT / "requirements.txt", ROOT / "static")
WEB_SERVER = ("-m", "scr_site.launch.web_server")


class Stopped(Exception):
    """The user asked the site to stop, which is not a failure."""


class Site:
    """One running site: its child processes and the requests to stop it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.environment: dict[str, str] = {}
        self.requests_to_stop = 0
        self.database: embedded_postgres.Server | None = None
        self.worker: Worker | None = None

    def ask_to_stop(self, *_: object) -> None:
        """A signal handler that only counts, so that no clean-up is interrupted."""
        self.requests_to_stop += 1

    def manage(self, *arguments: str, **environment: str) -> None:
        """Run a manage.py command until it ends. Raises CannotServe if it fails."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        with self.child(command, **environment) as process:
            self.wait(process)
        if process.returncode:
            raise CannotServe(f"manage.py {arguments[0]} failed, for the reason above.")

    @contextmanager
    def child(self, command: list[str], keep: int = -1, **environment: str) -> Iterator:
        """A process that is stopped when the block ends; a second request to stop kills it at once.

        ``keep`` is a file descriptor that the child inherits.
        """
        process = subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            env=self.environment | environment,
            pass_fds=[keep] if keep >= 0 else [],
            start_new_session=True,
            preexec_fn=signal_when_parent_dies(signal.SIGTERM),  # noqa: PLW1509
        )
        try:
            yield process
        finally:
            process.terminate()
            deadline = time.monotonic() + GRACE_SECONDS
            while process.poll() is None and time.monotonic() < deadline:
                if self.requests_to_stop > 1:
                    break
                time.sleep(0.05)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait(self, process: subprocess.Popen) -> None:
        """Wait until ``process`` ends. Raises Stopped if the site is asked to stop first."""
        while process.poll() is None:
            self.stop_if_asked()
            self.keep_database()
            if self.worker:
                self.worker.keep()
            time.sleep(0.05)

    def stop_if_asked(self) -> None:
        if self.requests_to_stop:
            raise Stopped

    def keep_database(self) -> None:
        """Start the database again if it has died. Raises DatabaseUnavailable if it does not start."""
        if self.database and self.database.has_died():
            self.report("The database has ended by itself. Starting it again …")
            self.database.start_again()
            self.report("The database is back.")

    def report(self, progress: str) -> None:
        sys.stdout.write(f"{progress}\n")
        sys.stdout.flush()


def main(arguments: list[str]) -> int:
    try:
        run(Site(serve_options.read(arguments, os.environ)))
    except Stopped:
        return 0
    except (CannotServe, DatabaseUnavailable) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


def run(site: Site) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, site.ask_to_stop)
    with ExitStack() as stack:
        listener = stack.enter_context(listening(site.options))
        site.options = with_port(site.options, listener)
        data_dir = stack.enter_context(data_folder(site.options))
        stack.enter_context(sole_use(data_dir, site.options))
        site.environment = serve_options.site_environment(site.options, data_dir, os.environ)
        owner = stack.enter_context(database(site, data_dir))
        prepare(site, data_dir, owner)
        serve(site, listener)


@contextmanager
def data_folder(options: Options) -> Iterator[Path]:
    """DATA_DIR, else var; with --fresh, an empty folder that is removed at the end."""
    if not options.fresh:
        yield (ROOT / (os.environ.get("DATA_DIR") or "var")).resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="case-review-register-")).resolve()
    # When root starts the site, the database's account must be able to enter the folder.
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    try:
        yield folder
    finally:
        embedded_postgres.remove(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sole_use(data_dir: Path, options: Options) -> Iterator[None]:
    """Hold the data folder: two sites on one would stop each other's database. Raises CannotServe."""
    try:
        make_folder(data_dir)
        # Others may enter it, as root's database account must, but neither list nor write.
        data_dir.chmod(data_dir.stat().st_mode & 0o711)
        note = (data_dir / "serve.lock").open("a+")
    except OSError as error:
        raise CannotServe(
            f"The data folder {data_dir} cannot be used ({error.strerror}): set DATA_DIR to a "
            "folder that can be written, for example DATA_DIR=/srv/register bin/serve"
        ) from None
    with note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise CannotServe(
                f"The data in {data_dir} are being served already, at {note.read()}: use that, or "
                "start another site with bin/serve --fresh or with another DATA_DIR."
            ) from None
        note.truncate(0)
        note.write(f"{options.url()}/")
        note.flush()
        yield


@contextmanager
def database(site: Site, data_dir: Path) -> Iterator[str]:
    """The database's address for the owner of the tables, while the block runs."""
    if given := site.environment.get("DATABASE_URL"):
        yield site.environment.get("DATABASE_OWNER_URL", given)
        return
    site.report("Starting the database …")
    with embedded_postgres.Server(data_dir) as site.database:
        yield embedded_postgres.address(data_dir, "site_owner")


def prepare(site: Site, data_dir: Path, owner: str) -> None:
    site.report("Bringing the tables up to date …")
    site.manage("migrate", "--no-input", "--verbosity", "0", DATABASE_URL=owner, **UNBOUNDED)
    collect_static(site, data_dir)
    site.manage("load_demonstration", "--if-empty", **UNBOUNDED)


def collect_static(site: Site, data_dir: Path) -> None:
    """Collect the static files if they changed: compressing them takes seconds."""
    stamp = data_dir / "static.fingerprint"
    fingerprint = _fingerprint_of_static()
    if stamp.exists() and stamp.read_text() == fingerprint and (data_dir / "static").is_dir():
        return
    site.report("Collecting style sheets, scripts and images …")
    site.manage("collectstatic", "--no-input", "--clear", "--verbosity", "0")
    stamp.write_text(fingerprint)


def _fingerprint_of_static() -> str:
    digest = hashlib.sha256()
    for source in STATIC_SOURCES:
        for path in sorted([source, *source.rglob("*")]):
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def serve(site: Site, listener: socket.socket) -> None:
    """Run the web server until asked to stop. Raises CannotServe if it ends by itself."""
    # The child inherits the listening socket, so no other program can take the port in between.
    number = listener.fileno()
    command = [sys.executable, *WEB_SERVER, "--fd", str(number)]
    with site.child(command, keep=number) as process, worker(site) as site.worker:
        listener.close()
        wait_for_answer(site, process)
        site.report(
            f"The site is at {site.options.url()}/ and its administration at {site.options.url()}/admin/"
        )
        site.report(serve_options.advice(site.options, os.environ))
        site.wait(process)
    raise CannotServe("The web server ended, for the reason above.")


def worker(site: Site) -> AbstractContextManager[Worker | None]:
    """With JOBS=worker, what checks the files that staff send."""
    if site.environment.get("JOBS") != "worker":
        return nullcontext()
    command = [sys.executable, str(ROOT / "manage.py"), "work", "--no-reload"]
    return Worker(lambda: site.child(command), site.report)


def wait_for_answer(site: Site, process: subprocess.Popen) -> None:
    """Wait for the first answer. Raises Stopped, or CannotServe if the web server ended or never answered."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while not _answers(site.options):
        site.stop_if_asked()
        if process.poll() is not None:
            raise CannotServe("The web server could not start, for the reason above.")
        if time.monotonic() > deadline:
            raise CannotServe(f"The web server gave no answer for {ANSWER_SECONDS} seconds.")
        time.sleep(0.05)


def _answers(options: Options) -> bool:
    host = serve_options.EVERYWHERE.get(options.host, options.host)
    connection = http.client.HTTPConnection(host, options.port, timeout=2)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
