"""Files that were sent for a draft, until they are checked: what has come outlives the request and a restart.

Their bytes lie beside the documents under a name of their own, where no public address leads.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.base import File
from django.db import DatabaseError, connection, transaction

from reviews.documents import intake
from reviews.documents.labels import as_labelled_before
from reviews.documents.limits import limit, too_large
from reviews.documents.soundness import sound_on_disk
from reviews.documents.space import NO_SPACE
from reviews.documents.stored_files import (
    lock_files,
    remove,
    require_stored,
    store,
    upload_name,
)
from reviews.documents.upload_handler import ReceivedFile
from reviews.lib import clock
from reviews.lib.exceptions import DiskFull, Refused, StorageDown
from reviews.lib.storage import storage_faults
from reviews.models import Document, Edition, Recognition, Upload, User

KEPT_FOR = timedelta(days=30)
LOCK = 727003  # with a hash: what a row waits for is being done
STORE_DOWN = (
    "The file could not be stored, because the store of documents or the database does not answer. "
    "Everything else you entered is still here: choose the file again and save in a few minutes."
)
FAILED = (
    "This file could not be checked, because of a fault of this site. Send it again; if that fails too, tell "
    "whoever runs the site."
)


def why_not_stored(fault: StorageDown) -> str:
    return NO_SPACE if isinstance(fault, DiskFull) else STORE_DOWN


def receive(file: File, draft: Edition, *, by: User) -> Upload:
    """Store the file as it came, to be checked. Raises Refused, and StorageDown; nothing of it is left then."""
    if refusal := getattr(file, "refusal", None):
        raise refusal
    if file.size > limit():
        raise Refused(too_large())
    sha256 = _sha256(file)
    name = upload_name(sha256)
    try:
        store(name, file)
        with transaction.atomic():
            require_stored(sha256, [name])
            Upload.objects.filter(sent_at__lt=clock.now() - KEPT_FOR).done().delete()
            facts = {"name": file.name, "sha256": sha256, "size": file.size, "file": name}
            return Upload.objects.create(edition_id=draft.pk, by=by, **facts)
    except BaseException:
        let_go([sha256])
        raise


def _sha256(file: File) -> str:
    """Known already if it was hashed while it arrived."""
    if isinstance(file, ReceivedFile):
        return file.sha256
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def accept(file: File, draft: Edition, *, by: User) -> Document:
    """The document of a file for this draft. Raises Refused and StorageDown; slow, never inside a transaction.

    What the page of the draft shows already, with its title, is that again.
    """
    shown = Document.objects.filter(attachments__edition__page=draft.page, erased_at=None)
    document = intake.accept(file, by=by)
    return as_labelled_before(document, shown.distinct().order_by("-pk"))


def check(upload: Upload) -> Document:
    """The document of the file that waits. Raises as ``accept`` does."""
    with sound_on_disk(upload) as path, path.open("rb") as content:
        return accept(File(content, upload.name), upload.edition, by=upload.by)


@contextmanager
def alone_with(row: Upload | Recognition) -> Iterator[bool]:
    """Whether no other process does what this row waits for; no other begins to while the block runs.

    The database forgets it with the connection, however the process ends.
    """
    key = [LOCK, str(row.pk)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", key)
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)


def hashes_of(editions: Iterable[int]) -> list[str]:
    """Of the files that wait for these drafts, by the keys of the drafts."""
    waiting = Upload.objects.waiting().filter(edition__in=editions)
    return list(waiting.values_list("sha256", flat=True))


def let_go(hashes: Iterable[str]) -> None:
    """Remove the bytes of uploads that nobody waits for any more. What cannot be removed now, ``reconcile``
    finds."""
    for sha256 in hashes:
        try:
            with transaction.atomic():
                lock_files(sha256)
                if not Upload.objects.waiting().filter(sha256=sha256).exists():
                    remove([upload_name(sha256)])
        except (DatabaseError, *storage_faults()):
            continue
