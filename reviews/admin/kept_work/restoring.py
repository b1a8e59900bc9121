"""Shows a form again as it was typed, and saves nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from reviews.admin.kept_work.typed import Typed
from reviews.lib.form_problems import NOT_YET_SAVED


@dataclass(frozen=True)
class Restored:
    """What stands above the form. ``throw_away`` is where to forget what was typed, if it is stored."""

    sentence: str
    files: list[str]
    throw_away: str = ""


def show_again(
    request: HttpRequest, view: Callable[[], HttpResponse], typed: Typed, restored: Restored
) -> HttpResponse:
    """What ``view`` answers to the form when it is refused for ``restored``.

    Each form of the staff asks ``request.refused``; if one did not, what it wrote would be undone.
    """
    for _, files in request.FILES.lists():
        for file in files:  # would be closed with the request, which is to know nothing of them
            file.close()
    request._files = MultiValueDict()
    request.POST = typed.post
    request.method = "POST"
    request.csrf_processing_done = True  # nothing is saved, so no token is asked for
    request.refused = [ValidationError(restored.sentence, code=NOT_YET_SAVED)]
    request.restored = restored
    with transaction.atomic():
        response = view()
        if callable(getattr(response, "render", None)):
            response.render()
        transaction.set_rollback(True)
    return response
