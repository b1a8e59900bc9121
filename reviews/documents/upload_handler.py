"""What an upload is while it arrives: hashed and written to a private scratch file, or refused.

Django reads a form before any view can look at it, so whatever somebody sends would be written first.
Only pages that take files say so (``request.takes_files``); everywhere else nothing is written.
"""

import hashlib
import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from reviews.documents import limits, space
from reviews.lib import scratch
from reviews.lib.exceptions import Refused
from reviews.lib.storage import down

NOT_HERE = "This page takes no files."


class ReceivedFile(UploadedFile):
    """A file in a form. ``refusal`` is why it was not written, if it was not; its name and size are known."""

    def __init__(self, name: str, media_type: str, refusal: Exception | None = None) -> None:
        super().__init__(io.BytesIO(), name, media_type, 0)
        self.refusal = refusal
        self.digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()

    @property
    def path(self) -> Path | None:
        """Where it lies until it is closed; an empty file is nowhere."""
        return None if isinstance(self.file, io.BytesIO) else Path(self.file.name)

    def receive(self, chunk: bytes) -> None:
        """Raises OSError if the disk is full."""
        if self.path is None:
            self.file = tempfile.NamedTemporaryFile(dir=scratch.folder(), suffix=".upload")  # noqa: SIM115 – closed with the request
        self.file.write(chunk)
        self.digest.update(chunk)

    def complete(self) -> None:
        """All of it has come. Raises OSError if the disk is full."""
        self.file.flush()
        self.seek(0)

    def refuse(self, refusal: Exception) -> None:
        """What was written of it goes."""
        self.refusal = refusal
        with suppress(OSError):  # closing writes what is left; the file is removed all the same
            self.file.close()
        self.file = io.BytesIO()


class LimitedUpload(FileUploadHandler):
    """Writes no more of a file than the limit and a chunk, and no more of a request than its own limit."""

    file: ReceivedFile | None = None
    written = 0
    sent = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:
        """Django's own parser goes on from here."""
        self.sent = content_length

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.file = ReceivedFile(self.file_name, self.content_type, self._refusal())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Counted by Django in any case, so that the size that was sent is known."""
        if self.file.refusal or start > limits.limit():
            return
        if self.written + start + len(raw_data) > limits.request_limit():
            self.file.refuse(Refused(limits.too_much()))
            return
        self._unless_full(self.file.receive, raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        self.file.size = file_size
        if self.file.refusal is None:
            self.written += min(file_size, limits.limit())
            self._unless_full(self.file.complete)
        return self.file

    def upload_interrupted(self) -> None:
        if self.file:
            with suppress(OSError):
                self.file.close()

    def _unless_full(self, write: Callable[..., None], *given: bytes) -> None:
        try:
            write(*given)
        except OSError as fault:
            self.file.refuse(down(fault))

    def _refusal(self) -> Exception | None:
        if not getattr(self.request, "takes_files", False):
            return Refused(NOT_HERE)
        if self.written >= limits.request_limit():
            return Refused(limits.too_much())
        if space.left(settings.SCRATCH_DIR) < min(limits.limit(), self.sent):
            return Refused(space.NO_SPACE)
        return None
