"""Makes the copies of a page as the site itself answers at its addresses."""

import html
import io
import logging
import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error
from django.http import Http404, HttpResponse
from django.urls import resolve
from django.utils import translation

from reviews.lib import clock, site_language
from reviews.public import lookup
from reviews.public.found import File
from reviews.public.last_good.bundle import Copy
from reviews.public.last_good.contents import addresses
from reviews.public.views.files import described

logger = logging.getLogger(__name__)
STATUSES = {200, 410}
LONGEST = 5_000_000  # bytes of one answer
GOES_ON = re.compile(rb'<a href="([^"?]+\?[^"]*\bfrom=[^"]+)" rel="next">')
NOINDEX = {"X-Robots-Tag": "noindex"}


def copies(path: str) -> dict[str, Copy]:
    """By address; without what is not public. Raises django.db.Error."""
    at, made = clock.now(), {}
    for first in addresses(path, at=at):
        address = first
        while address and address not in made:
            copy = made[address] = _copy_or_none(address, at=at)
            address = _goes_on(copy) if copy else ""
    return {address: copy for address, copy in made.items() if copy}


def _goes_on(page: Copy) -> str:
    """Where its list goes on with what no date divides."""
    found = GOES_ON.search(page.body)
    return html.unescape(found[1].decode()) if found else ""


def _copy_or_none(address: str, *, at: datetime) -> Copy | None:
    """One page that cannot be made keeps no other from being copied."""
    try:
        return _copy(address, at=at)
    except Error:  # without the database none can be
        raise
    except Exception:
        logger.exception("There is no copy of an address that does not answer")
        return None


def _copy(address: str, *, at: datetime) -> Copy | None:
    if address.endswith((".pdf", ".webp")):
        return _of_file(address, at=at)
    with translation.override(site_language.of_address(address)):
        return _of_page(address)


def _of_page(address: str) -> Copy | None:
    view = resolve(urlsplit(address).path)
    try:
        response = view.func(_request(address), *view.args, **view.kwargs)
    except Http404:
        return None
    if hasattr(response, "render"):
        response.render()
    return _of_response(response)


def _of_response(response: HttpResponse) -> Copy | None:
    if response.status_code not in STATUSES or len(response.content) > LONGEST:
        return None
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    return Copy(response.status_code, headers, response.content)


def _of_file(address: str, *, at: datetime) -> Copy | None:
    found = lookup.resolve(address.strip("/"), at=at)
    headers = NOINDEX if settings.DOCUMENTS_NOINDEX else {}
    return Copy(200, headers, file=described(found)) if isinstance(found, File) else None


def _request(address: str) -> WSGIRequest:
    """As somebody sends it who asks for nothing but the page."""
    site, asked = urlsplit(settings.SITE_URL), urlsplit(address)
    stated = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": asked.path,
        "QUERY_STRING": asked.query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or {"https": 443}.get(site.scheme, 80)),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
    }
    return WSGIRequest(stated)
