"""The files of public editions. There is no other way to their bytes."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import quote_etag

from reviews.documents import delivery
from reviews.models import Document
from reviews.public.found import File

DIGIT = re.compile(r"[0-9]")


def send_file(request: HttpRequest, found: File) -> HttpResponse:
    """The file, or the picture of its first page. Raises StorageDown."""
    return send(request, described(found))


def described(found: File) -> dict:
    """Everything that sending it needs, as plain values: from here on no row is read."""
    document = found.attachment.document
    return {
        "ending": found.ending,
        "name": _name(found),
        "headers": _headers(found),
        "document": {
            "sha256": document.sha256,
            "size": document.size,
            "media_type": document.media_type,
            "file": document.file.name,
            "cover": document.cover.name,
        },
    }


def send(request: HttpRequest, file: dict) -> HttpResponse:
    """What ``described`` described. Raises StorageDown."""
    document, headers = Document(**file["document"]), file["headers"]
    if file["ending"] == "webp":
        return delivery.stream(request, document.cover, "image/webp", headers)
    if settings.DOCUMENT_DELIVERY == "redirect":
        address = delivery.signed_address(document, file["name"], request.method)
        return HttpResponseRedirect(address, headers=headers | {"Cache-Control": "no-store"})
    return delivery.stream(request, document.file, document.media_type, headers)


def _name(found: File) -> str:
    """Under which it is saved: of its review too, since many have an “overview-report”."""
    segments = found.page.path.split("/")
    first = next((n for n, segment in enumerate(segments) if DIGIT.search(segment)), -1)
    return f"{'-'.join([*segments[first:], found.attachment.slug])}.{found.ending}"


def _headers(found: File) -> dict[str, str]:
    return {
        "Content-Disposition": f'inline; filename="{_name(found)}"',
        "Link": f'<{settings.SITE_URL}{found.page.get_absolute_url()}>; rel="up"',
        "ETag": quote_etag(f"{found.attachment.document.sha256}-{found.ending}"),
        # Asked again every time: a withdrawn file must not come back from any cache.
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
