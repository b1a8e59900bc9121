"""The search as HTTP. Any query has an answer."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from reviews.public import pages
from reviews.public.kept import memory
from reviews.public.views.decorators import public_view

HEADERS = {"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}


@public_view
def results(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """Search engines are to find the pages themselves, not what was searched for.

    Many people search for the same when a review is in the news: the answer is made once.
    """
    kept = memory.at(at)  # before anything is read
    asked = request.META["QUERY_STRING"]
    page = kept.answer(asked)
    if page is None:
        shown = pages.search_page(request.GET, kept, at=at)
        page = TemplateResponse(request, shown.template, shown.context).rendered_content.encode()
        if not shown.context["search"].took_too_long:
            kept.put_answer(asked, page)
    return HttpResponse(page, headers=HEADERS)
