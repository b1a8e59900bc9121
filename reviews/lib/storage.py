"""The private stores of documents, and what they raise when they are down."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import InvalidStorageError, Storage, storages
from s3transfer.exceptions import RetriesExceededError

from reviews.lib.exceptions import StorageDown

# What a store raises when it cannot be read or written, on a disk or over a network. A download that
# breaks off again and again is none of boto's own exceptions.
STORAGE_FAULTS = (OSError, BotoCoreError, ClientError, RetriesExceededError)


class NoDefaultStorage(Storage):
    """The default storage of the site: none, so that no file is stored where nobody decided it should be."""

    def save(self, name, content, max_length=None):
        raise InvalidStorageError(f"{name!r} has no storage: use the one named “documents”.")

    def _open(self, name, mode="rb"):
        self.save(name, None)


def documents_storage() -> Storage:
    """The private store of document bytes; see STORAGES in settings."""
    return storages["documents"]


@contextmanager
def storage_errors() -> Iterator[None]:
    """Whatever fault of a store occurs inside is raised as StorageDown."""
    try:
        yield
    except STORAGE_FAULTS as fault:
        raise StorageDown(str(fault)) from fault
