"""Public pages: an address and a moment in, a page out."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from reviews import pages
from reviews.models import Edition, FormerAddress, Withdrawal, clock

KINDS = ("reviewedition", "listingedition", "page__board")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _response(request, pages.home(at=clock.now()))


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """The live page at ``path``, or the notice of its withdrawal."""
    at = clock.now()
    edition = Edition.objects.public(at=at).filter(page__path=path).select_related(*KINDS).first()
    if edition:
        return _response(request, pages.shown(edition, at=at, query=request.GET))
    return _notice(request, path, at=at)


@require_safe
def history(request: HttpRequest, path: str) -> HttpResponse:
    at = clock.now()
    edition = Edition.objects.public(at=at).filter(page__path=path).select_related(*KINDS).first()
    if edition:
        return _response(request, pages.page_history(edition, at=at))
    return _notice(request, path, at=at)


@require_safe
def elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """An address that is no page's: one of earlier days, or one without its last slash."""
    public = Edition.objects.public(at=clock.now())
    former = FormerAddress.objects.filter(path=path.strip("/"), page__in=public.values("page"))
    found = former.select_related("page").first()
    target = found.page if found else None
    if target is None and (bare := public.filter(page__path=path).select_related("page").first()):
        target = bare.page
    if target is None:
        raise Http404
    return HttpResponsePermanentRedirect(target.get_absolute_url())


def _notice(request: HttpRequest, path: str, *, at) -> HttpResponse:
    withdrawals = Withdrawal.objects.public(at=at).filter(edition__page__path=path)
    withdrawal = withdrawals.select_related("edition__page__board").first()
    if withdrawal is None:
        raise Http404
    return _response(request, pages.notice(withdrawal, at=at))


def _response(request: HttpRequest, shown: pages.Shown) -> HttpResponse:
    response = TemplateResponse(request, shown.template, shown.context)
    response["Cache-Control"] = "no-cache"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One answer for whatever is not public: a draft, a scheduled page, nothing at all."""
    return TemplateResponse(
        request, "reviews/not_found.html", status=404, headers={"Cache-Control": "no-store"}
    )
