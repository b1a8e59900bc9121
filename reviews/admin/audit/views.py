"""What every page of the auditors shares: it is read, by those who may read the record."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from reviews.admin.names import with_names
from reviews.admin.verbs import require
from reviews.models import Page, User


def for_auditors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``view`` for those who may view events; it answers 405 to whatever is not a GET or HEAD."""

    @require_safe
    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        require(request, "view_event")
        return view(request, *args, **kwargs)

    return read


def page_of(user: User, pk: int) -> Page:
    """The page, with the rows that its name needs. Raises Http404 for pages of other boards."""
    return get_object_or_404(with_names(Page.objects.of(user).select_related("board")), pk=pk)
