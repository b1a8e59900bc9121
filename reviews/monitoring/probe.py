"""Requests every live page and file as the public does, and records the answers."""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, AvailabilityCheck, Document, Edition

SILENCE_LIMIT = 20  # seconds without a byte
TIME_LIMIT = 300  # seconds in all, for a server that sends a few bytes at a time
CHUNK_SIZE = 64 * 1024  # bytes
FAULTS = (OSError, http.client.HTTPException, ValueError)


@dataclass(frozen=True)
class Target:
    """An address that must answer while its edition is live; that of a document, with its exact bytes."""

    edition: Edition
    address: str
    document: Document | None = None


@dataclass(frozen=True)
class Answer:
    """The answer to a request. ``status`` is 0 if there was none."""

    status: int
    size: int = 0
    sha256: str = ""
    is_whole: bool = False


def targets() -> list[Target]:
    """Every live page, then every file that a live page shows."""
    live = Edition.objects.public(at=clock.now())
    editions = live.select_related("page").order_by("page__path")
    attachments = Attachment.objects.filter(edition__in=live.values("pk"), document__isnull=False)
    attachments = attachments.select_related("edition__page", "document").defer("document__text")
    return [
        *(Target(row, row.page.get_absolute_url()) for row in editions),
        *(
            Target(row.edition, row.get_absolute_url(), row.document)
            for row in attachments.order_by("edition__page__path", "slug")
        ),
    ]


def check(target: Target, *, site: str) -> AvailabilityCheck | None:
    """Request the address and record the answer; None if it was withdrawn before the answer came."""
    answer = fetch(site + target.address, own=_own_hosts(site))
    if not Edition.objects.public(at=clock.now()).filter(pk=target.edition.pk).exists():
        return None
    has_its_bytes = target.document is None or answer.sha256 == target.document.sha256
    return AvailabilityCheck.objects.create(
        page_id=target.edition.page_id,
        document=target.document,
        address=target.address,
        status=answer.status,
        size=answer.size,
        sha256=answer.sha256,
        was_available=answer.status == 200 and answer.is_whole and has_its_bytes,
    )


def fetch(url: str, *, own: set[str]) -> Answer:
    """GET without cookies. A redirect to a host that is not one of ``own`` is not followed."""
    request = urllib.request.Request(url, headers={"User-Agent": "check_availability"})  # noqa: S310
    try:
        with urllib.request.build_opener(OwnRedirects(own)).open(
            request, timeout=SILENCE_LIMIT
        ) as answer:
            return _read(answer)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code)
    except FAULTS:
        return Answer(0)


class OwnRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects within the site and to its own document store, and no others."""

    def __init__(self, own: set[str]) -> None:
        self.own = own

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        parts = urlsplit(newurl)
        if parts.scheme not in {"http", "https"} or parts.netloc not in self.own:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(answer: http.client.HTTPResponse) -> Answer:
    size, digest, deadline = 0, hashlib.sha256(), time.monotonic() + TIME_LIMIT
    for chunk in _chunks(answer):
        size += len(chunk)
        digest.update(chunk)
        if time.monotonic() > deadline:
            return Answer(0)
    stated = answer.headers.get("Content-Length", str(size))
    return Answer(answer.status, size, digest.hexdigest(), is_whole=stated == str(size))


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := answer.read(CHUNK_SIZE):
        yield chunk


def _own_hosts(site: str) -> set[str]:
    """The site's host, and that of the document store if readers are redirected to it."""
    hosts = {urlsplit(site).netloc}
    if settings.DOCUMENT_DELIVERY == "redirect":
        hosts.add(urlsplit(documents_storage().url("any")).netloc)
    return hosts
