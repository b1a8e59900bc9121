"""Uploads of which a test sees how much was written to disk, although nothing is left afterwards."""

from reviews.documents.upload_handler import LimitedUpload


class CountedUploads(LimitedUpload):
    """In FILE_UPLOAD_HANDLERS, keeps how many files arrived and how many bytes of them were written."""

    arrived = total = 0

    def file_complete(self, file_size):
        file = super().file_complete(file_size)
        CountedUploads.arrived += 1
        CountedUploads.total += file.path.stat().st_size if file.path else 0
        return file
