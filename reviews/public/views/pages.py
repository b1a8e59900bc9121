"""Public pages: an address and a moment in, a page out."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse

from reviews.models import Edition, FormerAddress
from reviews.public import lookup, pages
from reviews.public.views.decorators import reading


@reading
def home(request: HttpRequest, *, at: datetime) -> HttpResponse:
    return _response(request, pages.home(at=at))


@reading
def page(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    """The live page at ``path``, the notice of its withdrawal, or where it is now."""
    if edition := lookup.live(path, at=at):
        return _response(request, pages.shown(edition, at=at, query=request.GET))
    return _notice(request, path, at=at) or _elsewhere(path, at=at)


@reading
def history(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    if edition := lookup.live(path, at=at):
        return _response(request, pages.page_history(edition, at=at))
    return _notice(request, path, at=at) or page(request, path=f"{path}/history", at=at)


@reading
def past_edition(request: HttpRequest, path: str, number: str, *, at: datetime) -> HttpResponse:
    """An edition that has ended. Search engines are to find what the page says now."""
    if edition := lookup.past_edition(path, int(number), at=at):
        response = _response(request, pages.past_edition(edition, at=at, query=request.GET))
        response["X-Robots-Tag"] = "noindex"
        return response
    if lookup.was_edition(path, int(number), at=at):
        return _notice(request, path, at=at) or _gone(request, path, at=at)
    return page(request, path=f"{path}/history/{number}", at=at)


def withdrawn(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    """410 for what went with a withdrawal of the page at ``path``, whether or not it has returned."""
    response = _notice(request, path, at=at) or _gone(request, path, at=at)
    response.status_code = 410
    return response


@reading
def elsewhere(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    """An address that is no page's: one of earlier days, or one without its last slash."""
    return _elsewhere(path.strip("/"), at=at)


def _notice(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse | None:
    withdrawal = lookup.withdrawn(path, at=at)
    return _response(request, pages.withdrawal_page(withdrawal, at=at)) if withdrawal else None


def _gone(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse:
    return _response(request, pages.gone(path=path, at=at))


def _elsewhere(path: str, *, at: datetime) -> HttpResponse:
    """A redirect to the public page that is or used to be at ``path``. Raises Http404."""
    live = Edition.objects.public(at=at).filter(page__path=path)
    former = FormerAddress.objects.public(at=at).filter(path=path)
    found = live.select_related("page").first() or former.select_related("page").first()
    if found is None:
        raise Http404
    return HttpResponsePermanentRedirect(
        found.page.get_absolute_url(), headers={"Cache-Control": "no-cache"}
    )


def _response(request: HttpRequest, shown: pages.Shown) -> HttpResponse:
    headers = {"Cache-Control": "no-cache"}
    return TemplateResponse(
        request, shown.template, shown.context, status=shown.status, headers=headers
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One answer for whatever is not public: a draft, a scheduled page, nothing at all."""
    return TemplateResponse(
        request, "reviews/not_found.html", status=404, headers={"Cache-Control": "no-store"}
    )
