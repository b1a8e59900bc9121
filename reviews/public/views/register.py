"""The register's own public pages: how long it is, what was last signed, how to verify it."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reviews.ledger import checkpoints
from reviews.public import pages
from reviews.public.views.decorators import reading


@reading
def about(request: HttpRequest, *, at: datetime) -> HttpResponse:
    told = {"register": checkpoints.facts(at=at), "site": settings.SITE_URL}
    context = told | pages.surroundings(at=at)
    response = TemplateResponse(request, "reviews/register.html", context)
    response["Cache-Control"] = "no-cache"
    return response


@reading
def checkpoint(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The text of the latest checkpoint, as it was signed."""
    latest = checkpoints.facts(at=at).latest
    if latest is None:
        raise Http404
    return HttpResponse(
        latest.note, content_type="text/plain", headers={"Cache-Control": "no-cache"}
    )
