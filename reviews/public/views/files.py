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
    if paper := live_file(path, name, at=at):
        return _file(request, paper)
    return _missing(request, f"{path}/{name}.pdf", path, at=at, slug=name)


@reading
def cover(request: HttpRequest, path: str, name: str, *, at: datetime) -> HttpResponse:
    """The first page of the file as a picture."""
    if paper := live_file(path, name, at=at):
        return _cover(request, paper)
    return _missing(request, f"{path}/{name}.webp", path, at=at, slug=name)


@reading
def kept_document(request: HttpRequest, path: str, sha256: str, *, at: datetime) -> HttpResponse:
    """The file of these bytes, in the live edition or a past one."""
    if paper := lookup.past_file(path, sha256, at=at):
        return _unlisted(_file(request, paper))
    return _missing(request, f"{path}/history/{sha256}.pdf", path, at=at, document__sha256=sha256)


@reading
def kept_cover(request: HttpRequest, path: str, sha256: str, *, at: datetime) -> HttpResponse:
    if paper := lookup.past_file(path, sha256, at=at):
        return _unlisted(_cover(request, paper))
    return _missing(request, f"{path}/history/{sha256}.webp", path, at=at, document__sha256=sha256)


def _missing(
    request: HttpRequest, address: str, path: str, *, at: datetime, **named: str
) -> HttpResponse:
    """410 for a file that went with a withdrawal. What was never public is nowhere."""
    if lookup.was_file(path, at=at, **named):
        return withdrawn(request, path, at=at)
    return elsewhere(request, path=address, at=at)


def _file(request: HttpRequest, paper: Attachment) -> HttpResponse:
    document, headers = paper.document, _headers(paper, "pdf")
    if settings.DOCUMENT_DELIVERY == "redirect":
        address = delivery.signed_address(document, f"{paper.slug}.pdf", request.method)
        return HttpResponseRedirect(address, headers=headers | {"Cache-Control": "no-store"})
    return delivery.stream(request, document.file, document.media_type, headers)


def _cover(request: HttpRequest, paper: Attachment) -> HttpResponse:
    return delivery.stream(request, paper.document.cover, "image/webp", _headers(paper, "webp"))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Search engines are to find what the page says now."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _headers(paper: Attachment, kind: str) -> dict[str, str]:
    page = paper.edition.page.get_absolute_url()
    return {
        "Content-Disposition": f'inline; filename="{paper.slug}.{kind}"',
        "Link": f'<{settings.SITE_URL}{page}>; rel="up"',
        "ETag": quote_etag(f"{paper.document.sha256}-{kind}"),
        # Asked again every time: a withdrawn file must not come back from anybody's store.
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
