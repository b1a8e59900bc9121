"""What every public view has in common."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reviews.lib import clock
from reviews.public.structured_data import MEDIA_TYPES

ANY_SITE = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
OF_DATA = tuple(f".{ending}" for ending in MEDIA_TYPES)


def public_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers GET and HEAD, and 405 to anything else; at addresses of data, also whether scripts may read it.

    The moment ``at`` is now, except where the admin shows auditors the site as at another one.
    """

    @require_safe
    def read(request: HttpRequest, *, at: datetime | None = None, **parts: str) -> HttpResponse:
        return view(request, at=at or clock.now(), **parts)

    @wraps(view)
    def answer(request: HttpRequest, **parts) -> HttpResponse:
        if request.method == "OPTIONS" and request.path.endswith(OF_DATA):
            return permission_of_scripts()
        return read(request, **parts)

    return answer


def permission_of_scripts() -> HttpResponse:
    """What the browser asks before a script of another website may ask with headers of its own."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=ANY_SITE | ASKED_BEFORE)
