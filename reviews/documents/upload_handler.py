"""How much of an upload is written to disk."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1000 * 1000


class LimitedUpload(TemporaryFileUploadHandler):
    """Writes no more of an upload to disk than the limit and a chunk; its size is still counted."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= limit():
            super().receive_data_chunk(raw_data, start)


def limit() -> int:
    """The largest document that is accepted, in bytes."""
    return settings.DOCUMENT_LIMIT_MB * MEGABYTE
