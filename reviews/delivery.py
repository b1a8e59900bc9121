"""How the bytes of a stored file travel: streamed, whole or in part, or by a signed address."""

import re
from collections.abc import Iterator

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from reviews.errors import StorageDown
from reviews.models import Document

CHUNK = 64 * 1024
STORAGE_FAULTS = (OSError, BotoCoreError, ClientError)


def signed_address(document: Document, filename: str) -> str:
    """An address at the object store that is good for a minute. Raises StorageDown."""
    parameters = {
        "ResponseContentType": document.media_type,
        "ResponseContentDisposition": f'inline; filename="{filename}"',
    }
    try:
        return document.file.storage.url(document.file.name, parameters=parameters, expire=60)
    except STORAGE_FAULTS as fault:
        raise StorageDown(str(fault)) from fault


def stream(
    request: HttpRequest, stored: FieldFile, media_type: str, headers: dict[str, str]
) -> HttpResponse:
    """The file, the part of it that the request's Range asks for, or 304. Raises StorageDown.

    ``headers`` carry the ETag. Readers of linearised PDFs ask for parts, which Django's own
    FileResponse does not give.
    """
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    try:
        content = stored.storage.open(stored.name)
        size = content.size
    except STORAGE_FAULTS as fault:
        raise StorageDown(str(fault)) from fault
    headers = headers | {"Accept-Ranges": "bytes"}
    if request.headers.get("If-Range", headers["ETag"]) != headers["ETag"]:
        first, last = 0, size - 1
    else:
        first, last = part(request.headers.get("Range", ""), size)
    if first > last:
        content.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    whole = (first, last) == (0, size - 1)
    response = StreamingHttpResponse(
        _bytes(content, first, last),
        status=200 if whole else 206,
        content_type=media_type,
        headers=headers,
    )
    response["Content-Length"] = last - first + 1
    if not whole:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def part(header: str, size: int) -> tuple[int, int]:
    """The first and last byte that a Range header asks for; first > last when there are none such.

    A header that names several ranges or none is answered with the whole, as RFC 9110 allows.
    """
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if not asked or not (asked[1] or asked[2]):
        return 0, size - 1
    if not asked[1]:
        return (max(size - int(asked[2]), 0), size - 1) if int(asked[2]) else (size, size - 1)
    first, last = int(asked[1]), int(asked[2] or size - 1)
    if asked[2] and last < first:
        return 0, size - 1
    return first, min(last, size - 1)


def _bytes(content: File, first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left and (chunk := content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
