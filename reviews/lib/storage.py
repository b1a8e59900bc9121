"""The private stores of documents, and what they raise when they are down."""

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import InvalidStorageError, Storage, storages

# What a store raises when it cannot be read or written, on a disk or at the end of a network.
STORAGE_FAULTS = (OSError, BotoCoreError, ClientError)


class NoDefaultStorage(Storage):
    """The default storage of the site: none, so that no file lies where nobody decided it should."""

    def save(self, name, content, max_length=None):
        raise InvalidStorageError(f"{name!r} has no storage: use the one named “documents”.")

    def _open(self, name, mode="rb"):
        self.save(name, None)


def documents_storage() -> Storage:
    """The private store of document bytes; see STORAGES in settings."""
    return storages["documents"]
