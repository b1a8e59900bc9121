"""What every room of the auditors is: something to be read, by those who may read the record."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from reviews.admin.names import with_names
from reviews.admin.verbs import require
from reviews.models import Page, User

RIGHT = "view_event"


def audit_page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    """The address of a room: no-store, like everything in the admin, and 405 to whatever changes."""

    @require_safe
    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        require(request, RIGHT)
        return view(request, *args, **kwargs)

    return path(route, admin.site.admin_view(read), name=name)


def page_of(user: User, pk: int) -> Page:
    """The page, with what its name asks of it. Raises Http404 for those of other boards."""
    return get_object_or_404(with_names(Page.objects.of(user).select_related("board")), pk=pk)
