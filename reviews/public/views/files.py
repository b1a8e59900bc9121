"""The files of public editions. There is no other way to their bytes.

A file has two addresses: below its page under its own name, where the live edition's file is, and
below the page's history under its SHA-256, where these very bytes are as long as any edition with
them may be read.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import quote_etag

from reviews.documents import delivery
from reviews.models import Attachment
from reviews.public import lookup
from reviews.public.lookup import live_file
from reviews.public.views.decorators import reading
from reviews.public.views.pages import elsewhere, withdrawn


@reading
def document(request: HttpRequest, path: str, name: str, *, at: datetime) -> HttpResponse:
    """The file itself; the response names the page it belongs to."""
    if attachment := live_file(path, name, at=at):
        return _file(request, attachment)
    return _missing(request, f"{path}/{name}.pdf", path, at=at, slug=name)


@reading
def cover(request: HttpRequest, path: str, name: str, *, at: datetime) -> HttpResponse:
    """The first page of the file as a picture."""
    if attachment := live_file(path, name, at=at):
        return _cover(request, attachment)
    return _missing(request, f"{path}/{name}.webp", path, at=at, slug=name)


@reading
def kept_document(request: HttpRequest, path: str, sha256: str, *, at: datetime) -> HttpResponse:
    """The file of these bytes, in the live edition or a past one."""
    if attachment := lookup.past_file(path, sha256, at=at):
        return _unlisted(_file(request, attachment))
    return _missing(request, f"{path}/history/{sha256}.pdf", path, at=at, document__sha256=sha256)


@reading
def kept_cover(request: HttpRequest, path: str, sha256: str, *, at: datetime) -> HttpResponse:
    if attachment := lookup.past_file(path, sha256, at=at):
        return _unlisted(_cover(request, attachment))
    return _missing(request, f"{path}/history/{sha256}.webp", path, at=at, document__sha256=sha256)


def _missing(
    request: HttpRequest, address: str, path: str, *, at: datetime, **named: str
) -> HttpResponse:
    """410 for a file that went with a withdrawal. What was never public is nowhere."""
    if lookup.was_file(path, at=at, **named):
        return withdrawn(request, path, at=at)
    return elsewhere(request, path=address, at=at)


def _file(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    document, headers = attachment.document, _headers(attachment, "pdf")
    if settings.DOCUMENT_DELIVERY == "redirect":
        address = delivery.signed_address(document, f"{attachment.slug}.pdf", request.method)
        return HttpResponseRedirect(address, headers=headers | {"Cache-Control": "no-store"})
    return delivery.stream(request, document.file, document.media_type, headers)


def _cover(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    return delivery.stream(
        request, attachment.document.cover, "image/webp", _headers(attachment, "webp")
    )


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines are to find what the page says now."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _headers(attachment: Attachment, kind: str) -> dict[str, str]:
    page = attachment.edition.page.get_absolute_url()
    return {
        "Content-Disposition": f'inline; filename="{attachment.slug}.{kind}"',
        "Link": f'<{settings.SITE_URL}{page}>; rel="up"',
        "ETag": quote_etag(f"{attachment.document.sha256}-{kind}"),
        # Asked again every time: a withdrawn file must not come back from anybody's store.
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
