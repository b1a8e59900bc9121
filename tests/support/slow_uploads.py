"""Uploads whose checking takes as long as a test wants it to."""

import threading

from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.documents.upload_handler import LimitedUpload


class SlowUpload(SimpleUploadedFile):
    """Its bytes come only once ``released`` is set; ``begun`` counts those that are asked for them."""

    begun = threading.Semaphore(0)
    released = threading.Event()

    def chunks(self, chunk_size=None):
        self.begun.release()
        assert self.released.wait(120)
        return super().chunks(chunk_size)


class SlowUploads(LimitedUpload):
    """In FILE_UPLOAD_HANDLERS, makes every upload a slow one."""

    def file_complete(self, file_size):
        with super().file_complete(file_size) as file:
            return SlowUpload(file.name, file.read(), file.content_type)
