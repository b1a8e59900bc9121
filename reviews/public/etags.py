"""Names answers by what they say, so that nobody is sent again what they have."""

import hashlib
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


class ETagMiddleware:
    """For every page that is to be asked for again before it is shown again. Django’s own passes HEAD by."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_asked_again = response.get("Cache-Control") == "no-cache" and "ETag" not in response
        is_whole = response.status_code == HTTPStatus.OK and not response.streaming
        return conditional(request, response) if is_asked_again and is_whole else response


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The whole answer, or 304 to whoever has it already."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)
