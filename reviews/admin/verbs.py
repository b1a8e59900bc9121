"""How a button becomes a verb, and a refusal a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest

from reviews.lib.exceptions import Refused

NOT_SAVED = (
    "Nothing was saved, because it contradicts what somebody else saved at the same moment. What you "
    "entered is still below: save again."
)


def require(request: HttpRequest, permission: str, *, whole_site: bool = False) -> None:
    """Raises PermissionDenied for those who may not, or not for the whole site."""
    user = request.user
    if not user.has_perm(f"reviews.{permission}") or (whole_site and not user.all_boards):
        raise PermissionDenied


def act(request: HttpRequest, verb: Callable, *args, **kwargs) -> object | None:
    """Call ``verb`` for the person who pressed its button; None when it was refused, which they are told."""
    try:
        return verb(*args, by=request.user, **kwargs) or True
    except (Refused, IntegrityError) as refusal:
        for reason in sentences(refusal):
            messages.error(request, reason)
        return None


def sentences(refusal: Refused | IntegrityError) -> tuple[str, ...]:
    """The reasons of a verb, the sentence of one of our triggers, or ours for a constraint."""
    if isinstance(refusal, Refused):
        return tuple(refusal.reasons)
    said = getattr(refusal.__cause__, "diag", None)
    is_ours = said is not None and said.sqlstate == "23000"
    return (said.message_primary if is_ours else NOT_SAVED,)
