"""The files of public editions. There is no other way to their bytes."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import quote_etag

from reviews.documents import delivery
from reviews.public.found import File

DIGIT = re.compile(r"[0-9]")


def send_file(request: HttpRequest, found: File) -> HttpResponse:
    """The file, or the picture of its first page. Raises StorageDown."""
    document, name, headers = found.attachment.document, _name(found), _headers(found)
    if found.ending == "webp":
        return delivery.stream(request, document.cover, "image/webp", headers)
    if settings.DOCUMENT_DELIVERY == "redirect":
        address = delivery.signed_address(document, name, request.method)
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
