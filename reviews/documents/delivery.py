"""How a stored file is sent: streamed, whole or in part, or by a signed address."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from reviews.documents.soundness import require_sound
from reviews.lib.storage import FOUND_SOUND, documents_storage, state_of, storage_errors
from reviews.models import Document

CHUNK = 64 * 1024
PDF = "application/pdf"
# A PDF runs nothing and fetches nothing. Safari draws it with a plug-in of its own, with styles in the
# page that it makes for that, and shows nothing at all in a sandbox.
PDF_POLICY = (
    "default-src 'none'; script-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def signed_address(document: Document, filename: str, method: str) -> str:
    """An address at the object store that answers ``method`` for a minute. Raises StorageDown."""
    require_sound(document)
    parameters = {
        "ResponseContentType": document.media_type,
        "ResponseContentDisposition": f'inline; filename="{filename}"',
    }
    stored = document.file.name
    with storage_errors():
        return documents_storage().url(stored, parameters=parameters, expire=60, http_method=method)


def stream(
    request: HttpRequest, stored: FieldFile, media_type: str, headers: dict[str, str]
) -> HttpResponse:
    """The file, or the part that the request's Range asks for, or 304, or 416. Raises StorageDown, also for
    a document that is not what its row says.

    ``headers`` carry the ETag. Readers of linearised PDFs ask for parts, which Django's own
    FileResponse does not give.
    """
    if media_type == PDF:
        headers = headers | {"Content-Security-Policy": PDF_POLICY}
    bare = HttpResponse(headers=headers)
    answer = get_conditional_response(request, etag=headers["ETag"], response=bare)
    if answer is not bare:
        if media_type == PDF:  # a browser takes over what comes with “not modified”
            answer["Content-Security-Policy"] = PDF_POLICY
        return answer
    sound = require_sound(stored.instance) if stored.field.name == "file" else None
    if settings.DOCUMENTS_X_ACCEL:
        return _by_the_proxy(request, stored, sound, media_type, headers)
    return _streamed(request, stored, media_type, headers)


def _by_the_proxy(
    request: HttpRequest,
    stored: FieldFile,
    sound: tuple[int, ...] | None,
    media_type: str,
    headers: dict[str, str],
) -> HttpResponse:
    """nginx sends the file, or the part that was asked for, from its own address for the store.

    A cover has no hash that it could be compared with: it is sound as it is found.
    """
    with storage_errors():
        path = Path(documents_storage().path(stored.name))
        request.META[FOUND_SOUND] = (path, sound or state_of(path))
    place = f"{settings.DOCUMENTS_X_ACCEL.rstrip('/')}/{stored.name}"
    return HttpResponse(content_type=media_type, headers=headers | {"X-Accel-Redirect": place})


def _streamed(
    request: HttpRequest, stored: FieldFile, media_type: str, headers: dict[str, str]
) -> HttpResponse:
    with storage_errors():
        content = documents_storage().open(stored.name)
        size = content.size
        asked = part(_range(request, headers["ETag"]), size)
        body = Slice(content, range(size) if asked is None else asked)
    headers = headers | {"Accept-Ranges": "bytes"}
    if not body.positions:
        body.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Length"] = str(len(body.positions))
    if asked:
        headers["Content-Range"] = f"bytes {asked[0]}-{asked[-1]}/{size}"
    status = 206 if asked else 200
    return StreamingHttpResponse(body, status=status, content_type=media_type, headers=headers)


class Slice:
    """Part of an open file, sent in chunks and then closed, whether or not all of it was read."""

    def __init__(self, content: File, positions: range) -> None:
        self.content = content
        self.positions = positions
        content.seek(
            positions.start
        )  # object stores fetch here, where a fault can still be answered with 503

    def __iter__(self) -> Iterator[bytes]:
        left = len(self.positions)
        while left and (chunk := self.content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.content.close()


def part(header: str, size: int) -> range | None:
    """Which bytes a Range header asks for: empty when it asks beyond the end, None for the whole.

    A header that names several ranges, or none, is answered with the whole, as RFC 9110 allows.
    """
    asked = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", header.strip(), re.IGNORECASE)
    first, last = asked.groups() if asked else ("", "")
    if not first and not last:
        return None
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), size), min(int(last or size), size - 1) + 1)


def _range(request: HttpRequest, etag: str) -> str:
    """The Range header, unless the request is no GET or its If-Range names another file."""
    is_same = request.headers.get("If-Range", etag) == etag
    return request.headers.get("Range", "") if request.method == "GET" and is_same else ""
