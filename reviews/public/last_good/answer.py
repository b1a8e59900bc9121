"""What readers are answered from the copies while the database is down."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reviews.public.last_good.bundle import Copy
from reviews.public.last_good.shelf import shelf
from reviews.public.views.files import send

METHODS = {"GET", "HEAD"}
STALE = '110 - "Response is Stale"'


def last_good(request: HttpRequest) -> HttpResponse | None:
    """The copy of what is asked for, marked as one, if there is a good one. Raises StorageDown."""
    if not settings.LAST_GOOD_MINUTES or request.method not in METHODS:
        return None
    now, query = time.time(), request.META.get("QUERY_STRING")
    address = f"{request.path_info}?{query}" if query else request.path_info
    copy = shelf().find(address, now)
    return copy and _marked(_response(request, copy), copy, now)


def _response(request: HttpRequest, copy: Copy) -> HttpResponse:
    if copy.file is None:
        return HttpResponse(copy.body, status=copy.status, headers=copy.headers)
    response = send(request, copy.file)
    for name, value in copy.headers.items():
        response[name] = value
    return response


def _marked(response: HttpResponse, copy: Copy, now: float) -> HttpResponse:
    response["Warning"] = STALE
    response["Age"] = str(max(int(now - copy.made), 0))
    return response
