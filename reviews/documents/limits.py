"""How large a document may be, and all files of one request together."""

from django.conf import settings

MEGABYTE = 1000 * 1000

TOO_LARGE = (
    "This file is larger than {limit} MB. Reduce the pictures in it or split it into parts, and "
    "upload it again."
)
TOO_MUCH = (
    "All files that are sent together may have {limit} MB, and with this one they have more. Those before "
    "it were taken: save, and then add this one."
)


def limit() -> int:
    """The largest document that is accepted, in bytes."""
    return settings.DOCUMENT_LIMIT_MB * MEGABYTE


def request_limit() -> int:
    """The most bytes of files that are written to disk for one request."""
    return settings.REQUEST_LIMIT_MB * MEGABYTE


def too_large() -> str:
    return TOO_LARGE.format(limit=settings.DOCUMENT_LIMIT_MB)


def too_much() -> str:
    return TOO_MUCH.format(limit=settings.REQUEST_LIMIT_MB)
