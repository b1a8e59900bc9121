"""Public pages: an address and a moment in, a page out."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse

from reviews import pages
from reviews.models import Edition, FormerAddress, Page, ReviewEdition, Withdrawal, clock
from reviews.views.reading import reading


@reading
def home(request: HttpRequest) -> HttpResponse:
    return _response(request, pages.home(at=clock.now()))


@reading
def page(request: HttpRequest, path: str) -> HttpResponse:
    """The live page at ``path``, the notice of its withdrawal, or where it is now."""
    at = clock.now()
    if edition := _live(path, at=at):
        return _response(request, pages.shown(edition, at=at, query=request.GET))
    return _notice(request, path, at=at) or _elsewhere(path, at=at)


@reading
def history(request: HttpRequest, path: str) -> HttpResponse:
    at = clock.now()
    if edition := _live(path, at=at):
        return _response(request, pages.page_history(edition, at=at))
    return _notice(request, path, at=at) or _elsewhere(f"{path}/history", at=at)


@reading
def elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """An address that is no page's: one of earlier days, or one without its last slash."""
    return _elsewhere(path.strip("/"), at=clock.now())


def _live(path: str, *, at: datetime) -> Edition | None:
    public = Edition.objects.public(at=at).filter(page__path=path)
    edition = public.select_related("reviewedition", "listingedition", "page__board").first()
    if edition and edition.page.kind == Page.Kind.REVIEW:
        return ReviewEdition.objects.public(at=at).with_parts().get(pk=edition.pk)
    return edition


def _notice(request: HttpRequest, path: str, *, at: datetime) -> HttpResponse | None:
    withdrawals = Withdrawal.objects.public(at=at).filter(edition__page__path=path)
    withdrawal = withdrawals.select_related("edition__page__board").first()
    return _response(request, pages.notice(withdrawal, at=at)) if withdrawal else None


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
    return TemplateResponse(
        request, shown.template, shown.context, headers={"Cache-Control": "no-cache"}
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One answer for whatever is not public: a draft, a scheduled page, nothing at all."""
    return TemplateResponse(
        request, "reviews/not_found.html", status=404, headers={"Cache-Control": "no-store"}
    )
