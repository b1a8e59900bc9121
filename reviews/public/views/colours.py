"""The stylesheet of a board's colour. Its address says all of it, so it is the same for ever."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from reviews.lib import colour
from reviews.public.views.data import sent

FOR_A_YEAR = "max-age=31536000, public, immutable"
NONE = "A colour here is six digits or letters from a to f, and dark enough for words in it to be read.\n"


@require_safe
def stylesheet(request: HttpRequest, digits: str) -> HttpResponse:
    """Made without any row: which board has the colour is not asked."""
    if not re.fullmatch(colour.FORM, f"#{digits}") or not colour.is_readable(f"#{digits}"):
        headers = {"Cache-Control": "no-store"}
        return HttpResponseNotFound(NONE, content_type="text/plain; charset=utf-8", headers=headers)
    response = sent(request, f":root {{ --board: #{digits}; }}\n", "text/css; charset=utf-8")
    response["Cache-Control"] = FOR_A_YEAR
    return response
