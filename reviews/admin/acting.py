"""How a button becomes a verb, and a refusal a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from reviews.errors import Refused


def require(request: HttpRequest, permission: str) -> None:
    """Raises PermissionDenied for those who may not."""
    if not request.user.has_perm(f"reviews.{permission}"):
        raise PermissionDenied


def act(request: HttpRequest, verb: Callable, *args, **kwargs) -> object | None:
    """Call ``verb`` for the person who pressed its button; None when it was refused, which they are told."""
    try:
        return verb(*args, by=request.user, **kwargs) or True
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return None
