"""What every public view is: something to be read."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers GET and HEAD, and 405 to anything else: there is no form to be forged."""
    return csrf_exempt(require_safe(view))
