"""How a button becomes a verb, and a refusal a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from reviews.errors import Refused


def act(request: HttpRequest, permission: str, verb: Callable, *args, **kwargs) -> object | None:
    """Call ``verb`` for the person who pressed its button; None when it was refused, which they are told.

    Raises PermissionDenied for those who may not, and for anything but a POST.
    """
    if request.method != "POST" or not request.user.has_perm(permission):
        raise PermissionDenied
    try:
        return verb(*args, **kwargs) or True
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return None
