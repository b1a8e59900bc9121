"""How a button becomes a verb, and a refusal a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html

from reviews.admin.links import edition_address, fragment
from reviews.editions.blockers import Blocker
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


def act(request: HttpRequest, verb: Callable, subject: Model, **facts) -> object | None:
    """Call ``verb`` for the person who pressed its button.

    When it is refused, the answer is None and each reason becomes a message for that person.
    """
    try:
        return verb(subject, by=request.user, **facts) or True
    except (Refused, IntegrityError) as refusal:
        for reason in getattr(refusal, "blockers", sentences(refusal)):
            messages.error(request, _linked(reason, subject, facts))
        return None


def sentences(refusal: Refused | IntegrityError) -> tuple[str, ...]:
    """The reasons of a verb, the sentence of one of our triggers, or ours for a constraint."""
    if isinstance(refusal, Refused):
        return tuple(refusal.reasons)
    diagnosis = getattr(refusal.__cause__, "diag", None)
    is_ours = diagnosis is not None and diagnosis.sqlstate == "23000"
    return (diagnosis.message_primary if is_ours else NOT_SAVED,)


def _linked(reason: str | Blocker, subject: Model, facts: dict) -> str:
    """The reason, as a link to the field that it concerns: of the form just sent, else of the edition's."""
    anchor = getattr(reason, "anchor", "")
    if not anchor:
        return str(reason)
    form = "" if anchor in facts else edition_address(subject)
    return format_html('<a href="{}">{}</a>', form + fragment(anchor), reason)
