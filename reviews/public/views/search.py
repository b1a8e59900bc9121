"""The search as HTTP. Any query has an answer."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reviews.public import pages
from reviews.public.views.decorators import public_view


@public_view
def results(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """Search engines are to find the pages themselves, not what was searched for."""
    shown = pages.search_page(request.GET, at=at)
    headers = {"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}
    return TemplateResponse(request, shown.template, shown.context, headers=headers)
