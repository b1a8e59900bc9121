"""Where the embedded server of a data folder keeps its files, and which account runs it.

Nothing here changes the disk, except the two functions whose names begin with ``make``.
"""

import hashlib
import os
import pwd
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scr_site.embedded_postgres.binaries import OWN_DATABASE, Account, DatabaseUnavailable

PORT = "5432"
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 100  # bytes; systems allow 104 to 108
# Clients split a socket's folder at commas; PostgreSQL's own setting is quoted.
UNFIT_FOR_SOCKET = set(',"\\')
# Not TMPDIR: every process must find the same address, whatever its environment.
SHORT_FOLDER = Path("/tmp")  # noqa: S108
SYSTEM_FOLDER = Path("/var/lib")


@dataclass(frozen=True)
class Place:
    """The paths of one data folder's server. ``account`` is None if root finds no account to run it."""

    base: Path
    socket_folder: Path
    account: Account | None

    @property
    def cluster(self) -> Path:
        return self.base / "postgres"

    @property
    def unfinished(self) -> Path:
        return self.base / "postgres.unfinished"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def socket(self) -> Path:
        return self.socket_folder / SOCKET_NAME

    def is_made(self) -> bool:
        return (self.cluster / "PG_VERSION").exists()

    def major(self) -> int | None:
        """The major version of PostgreSQL that made the data; None before the first start."""
        return int((self.cluster / "PG_VERSION").read_text()) if self.is_made() else None

    def require_account(self) -> None:
        """Raises DatabaseUnavailable if PostgreSQL would refuse to run."""
        if self.account is None:
            raise DatabaseUnavailable(
                "PostgreSQL does not run as root and this system has neither a postgres nor a "
                f"nobody account: start the site as an ordinary user, {OWN_DATABASE}."
            )
        try:
            pwd.getpwuid(self.account.uid)
        except KeyError:
            raise DatabaseUnavailable(
                f"The user id {self.account.uid} has no name on this system, which PostgreSQL "
                f"needs: run as a user listed in /etc/passwd, {OWN_DATABASE}."
            ) from None

    def make_socket_folder(self) -> None:
        """Make it private to the account. Raises DatabaseUnavailable if it belongs to another account."""
        if self.socket_folder == self.cluster:
            return
        if not self.socket_folder.exists():
            self.socket_folder.mkdir(mode=0o700)
            os.chown(self.socket_folder, self.account.uid, self.account.gid)
        found = self.socket_folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.account.uid:
            raise DatabaseUnavailable(
                f"{self.socket_folder} belongs to somebody else: remove it, or set DATA_DIR to a "
                "folder with a shorter path."
            )


def place(data_dir: Path) -> Place:
    """The paths for ``data_dir``, the same before and after the cluster was made: it never moves."""
    data_dir = data_dir.resolve()
    tag = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:10]
    elsewhere = SYSTEM_FOLDER / f"case-review-register-{tag}"
    if os.geteuid() == 0:
        account = _account_for_root(data_dir, elsewhere)
        base = _base_for_root(data_dir, elsewhere, account)
    else:
        account = Account(os.geteuid(), os.getegid())
        base = data_dir
    socket_folder = base / "postgres"
    path = str(socket_folder / SOCKET_NAME)
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH or UNFIT_FOR_SOCKET & set(path):
        socket_folder = SHORT_FOLDER / f"case-review-register-{os.geteuid()}-{tag}"
    return Place(base=base, socket_folder=socket_folder, account=account)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its missing parents: private, but folders of root can be entered by others."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _account_for_root(*bases: Path) -> Account | None:
    """The account that owns the data already, else postgres or nobody."""
    for cluster in (base / "postgres" for base in bases):
        if cluster.exists() and cluster.stat().st_uid != 0:
            return Account(cluster.stat().st_uid, cluster.stat().st_gid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return Account(found.pw_uid, found.pw_gid)
    return None


def _base_for_root(data_dir: Path, elsewhere: Path, account: Account | None) -> Path:
    for base in (data_dir, elsewhere):
        if (base / "postgres").exists():
            return base
    if account is None:
        return data_dir
    above = [path for path in (data_dir, *data_dir.parents) if path.exists()]
    return data_dir if all(_may_enter(path, account) for path in above) else elsewhere


def _may_enter(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
