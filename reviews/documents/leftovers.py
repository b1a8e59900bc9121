"""What broken-off uploads have left: removed when a process of the site starts."""

from pathlib import Path

from reviews.lib import scratch
from reviews.lib.storage import PrivateFiles, documents_storage


def sweep() -> int:
    """Remove what nobody is writing any more, and close the folders; how much there was."""
    storage = documents_storage()
    gone = scratch.sweep()
    if isinstance(storage, PrivateFiles):
        scratch.make_private(Path(storage.location))
        gone += storage.sweep()
    return gone
