"""What every public view has in common."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from reviews.lib import clock


def public_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers GET and HEAD, and 405 to anything else: there is no form to be forged.

    The moment ``at`` is now, except where the admin shows auditors the site as at another one.
    """

    @csrf_exempt
    @require_safe
    @wraps(view)
    def read(request: HttpRequest, *, at: datetime | None = None, **parts: str) -> HttpResponse:
        return view(request, at=at or clock.now(), **parts)

    return read
