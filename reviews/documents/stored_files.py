"""Where the bytes of documents lie in their storage, and everything that is stored of one."""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from reviews.documents.space import require_space
from reviews.lib import scratch
from reviews.lib.exceptions import StorageDown
from reviews.lib.storage import documents_storage, holds, storage_errors, storage_faults
from reviews.models import Document, Original

# Apart from what is served, so that a rule for a folder or bucket can tell them from each other.
ORIGINALS = "originals"
UPLOADS = "uploads"  # until they are checked
QUARANTINE = "quarantine"  # what no row knows, by the moment at which it was put there
OWN = re.compile(
    rf"({QUARANTINE}/.+|(({ORIGINALS}|{UPLOADS})/)?[0-9a-f]{{2}}/[0-9a-f]{{64}}\.(pdf|webp))"
)
LOCK = 727002  # with a hash: the files of that name and their rows change together


def names(sha256: str) -> tuple[str, str]:
    """Of a document’s file and cover."""
    return f"{sha256[:2]}/{sha256}.pdf", f"{sha256[:2]}/{sha256}.webp"


def original_names(sha256: str) -> tuple[str, str]:
    """Of an original and its cover."""
    file, cover = names(sha256)
    return f"{ORIGINALS}/{file}", f"{ORIGINALS}/{cover}"


def upload_name(sha256: str) -> str:
    """Of a file that waits to be checked."""
    return f"{UPLOADS}/{names(sha256)[0]}"


def is_own(name: str) -> bool:
    """Whether this site gives such names to what it stores. A bucket may hold the files of others too."""
    return bool(OWN.fullmatch(name))


def every_name(document: Document) -> list[str]:
    """Of all that is stored of a document: its file and cover, its originals with theirs, and any of these
    that waits to be checked once more.

    Also an original with the very bytes of the document, of which another one is the cleaned copy, and
    what lies in quarantine under any of these names.
    """
    own = Q(document=document) | Q(sha256=document.sha256)
    rows = [document, *Original.objects.filter(own)]
    found = dict.fromkeys(
        name for row in rows for name in (row.file.name, row.cover.name, upload_name(row.sha256))
    )
    return [f"{place}{name}" for place in ("", *quarantines()) for name in found]


def quarantines() -> list[str]:
    """The beginning of each name in quarantine."""
    try:
        folders, _ = documents_storage().listdir(QUARANTINE)
    except FileNotFoundError:
        return []
    return [f"{QUARANTINE}/{folder}/" for folder in sorted(folders)]


def store(name: str, content: File) -> str:
    """Put ``content`` into the documents' storage under a name made of its hash, and read it back.

    Raises StorageDown unless the store has every byte of it then, and Refused if there is no space.
    """
    storage, size = documents_storage(), content.size
    with storage_errors():
        content.seek(0)
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        if holds(name, size, sha256):
            return name
        require_space(storage, size)
        content.seek(0)
        name = storage.save(name, content)
        if not holds(name, size, sha256):
            raise StorageDown(f"{name} is not stored as it was sent.")
        return name


def lock_files(sha256: str) -> None:
    """Until the end of the transaction, nobody else adds a row for these bytes or takes them away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, sha256])


@contextmanager
def gone_unless_recorded(sha256: str) -> Iterator[None]:
    """The files of an original stay only with a row that an erasure can find them by.

    If nobody can say whether the row is there, they stay; ``manage.py reconcile`` finds them then.
    """
    try:
        yield
    except BaseException:
        try:
            _remove_unrecorded(sha256)
        except (DatabaseError, *storage_faults()):
            pass
        raise


def _remove_unrecorded(sha256: str) -> None:
    with transaction.atomic():
        lock_files(sha256)
        if not Original.objects.filter(sha256=sha256).exists():
            remove(original_names(sha256))


def require_stored(sha256: str, names: Iterable[str]) -> None:
    """In the transaction that adds the row: what was stored before may have been taken away again.

    Raises StorageDown.
    """
    lock_files(sha256)
    with storage_errors():
        for name in names:
            if not documents_storage().exists(name):
                raise StorageDown(f"{name} has gone.")


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """A stored file as a file on disk. Raises StorageDown."""
    with storage_errors():
        folder = tempfile.TemporaryDirectory(dir=scratch.folder())
    with folder as made:
        path = Path(made) / "stored.pdf"
        opened = documents_storage().open
        with storage_errors(), opened(name) as source, path.open("wb") as target:
            target.writelines(source.chunks())
        yield path


def remove(names: Iterable[str]) -> int:
    """How many there were. Raises one of storage_faults()."""
    storage, gone = documents_storage(), 0
    for name in names:
        if storage.exists(name):
            storage.delete(name)
            gone += 1
    return gone
