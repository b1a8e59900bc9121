"""The public pages about the register itself: its length, its latest checkpoint, how to verify it."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reviews.ledger import checkpoints
from reviews.public.surroundings import surroundings
from reviews.public.views.decorators import public_view


@public_view
def about(request: HttpRequest, *, at: datetime) -> HttpResponse:
    facts = {"register": checkpoints.facts(at=at), "site": settings.SITE_URL}
    response = TemplateResponse(request, "reviews/register.html", facts | surroundings(at=at))
    response["Cache-Control"] = "no-cache"
    return response


@public_view
def checkpoint(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The text of the latest checkpoint, as it was signed."""
    latest = checkpoints.facts(at=at).latest
    if latest is None:
        raise Http404
    return HttpResponse(
        latest.note, content_type="text/plain", headers={"Cache-Control": "no-cache"}
    )
