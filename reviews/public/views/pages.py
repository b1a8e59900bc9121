"""The public site as HTTP: an address and a moment in, a page or a file out."""

from datetime import datetime

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import is_valid_path, resolve
from django.utils import translation

from reviews.lib import addresses, clock, site_language
from reviews.models import Page
from reviews.public import lookup, pages, versions
from reviews.public.footer import Footer
from reviews.public.found import (
    File,
    Found,
    LivePage,
    Reading,
    Redirect,
    Rendition,
    WithdrawalNotice,
)
from reviews.public.kept import Kept, memory
from reviews.public.missed import count_missed
from reviews.public.views import data
from reviews.public.views.decorators import public_view
from reviews.public.views.files import send_file


@public_view
def home(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The first page; with a query, it may be where an earlier website had another: /?page_id=12."""
    query = request.META["QUERY_STRING"]
    if query and (found := lookup.former("", query, at=at)):
        return answer(request, found, at=at)
    return _page(request, pages.home(at=at))


@public_view
def in_welsh(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The address of the Welsh pages without its last slash."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponsePermanentRedirect(f"{site_language.PREFIX}/", headers=headers)


@public_view
def page(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    """Whatever the public finds at ``path``. Raises Http404."""
    query = request.META["QUERY_STRING"]
    kept = _kept(path, query, at=at)  # before anything is read
    found = kept.find(("found", path)) or lookup.resolve(path, at=at, query=query)
    if found is None:
        if address := _own_address(path):
            address += f"?{query}" if query else ""
            return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-cache"})
        raise Http404
    is_listing = isinstance(found, LivePage) and found.page.kind == Page.Kind.LISTING
    if is_listing and kept.keeps_parts:
        kept.put(("found", path), found)
    return answer(request, found, at=at, kept=kept)


def _kept(path: str, query: str, *, at: datetime) -> Kept:
    """For lists that are narrowed, and for the years and months of one, which are many."""
    if query:
        return memory.at(at)
    return memory.at(at).but_parts() if lookup.OF_A_YEAR.search(path) else Kept()


def _own_address(path: str) -> str:
    """Where one of the site’s own pages is that was asked for with capitals, or with a slash too many or few."""
    tidy = addresses.tidy(path)
    if not tidy:
        return ""
    address = site_language.here(f"/{tidy}")
    with translation.override(site_language.of_address(address)):
        found = (each for each in (address, address.rstrip("/")) if _is_own(each))
        return next(found, "")


def _is_own(address: str) -> bool:
    return is_valid_path(address) and resolve(address).url_name != "page"


def answer(
    request: HttpRequest, found: Found, *, at: datetime, kept: Kept | None = None
) -> HttpResponse:
    """What was found, the site’s words around it in its language; below /cy/ only what is there in Welsh."""
    headers = {"Cache-Control": "no-cache"}
    if isinstance(found, Redirect):
        is_listing = found.page.kind == Page.Kind.LISTING
        address = site_language.here(found.address) if is_listing else found.address
        return HttpResponsePermanentRedirect(address, headers=headers)
    if site_language.is_welsh() and not versions.is_below_welsh(found):
        same = site_language.without_prefix(request.get_full_path())
        return HttpResponseRedirect(versions.in_welsh(found) or same, headers=headers)
    if edition := versions.edition_of(found):
        site_language.speak_for(edition.language)
    return _shown(request, found, at=at, kept=kept)


def _shown(request: HttpRequest, found: Found, *, at: datetime, kept: Kept | None) -> HttpResponse:
    match found:
        case File():
            response = send_file(request, found)
        case Reading():
            response = _page(request, pages.reading(found, at=at))
        case Rendition():
            response = data.rendition(request, found, at=at)
        case WithdrawalNotice() if data.is_asked_for(request.path):
            response = data.withdrawn(request)
        case _:
            response = _page(request, pages.page_of(found, request.GET, at=at, kept=kept))
    if not found.is_indexed or (settings.DOCUMENTS_NOINDEX and isinstance(found, File | Reading)):
        response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, shown: pages.Shown) -> HttpResponse:
    headers = {"Cache-Control": "no-cache"}
    return TemplateResponse(
        request, shown.template, shown.context, status=shown.status, headers=headers
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One answer for whatever is not public: a draft, a scheduled page, nothing at all."""
    count_missed(request, at=clock.now())
    if data.is_asked_for(request.path):
        return data.nothing_here(request)
    headers = {"Cache-Control": "no-store"}
    context = {"footer": Footer.now(), "versions": versions.elsewhere()}
    return TemplateResponse(request, "reviews/not_found.html", context, status=404, headers=headers)
