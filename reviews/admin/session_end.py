"""When the session of a member of staff ends, and putting that off."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

SIGN_IN = "signed_in_as_session"


def begin(session: SessionBase) -> None:
    """Set the end once for each sign-in, which gives a session a new key.

    By itself, Django would count anew whenever something is written to a session, and no page could
    say how long it still lasts.
    """
    if session.get(SIGN_IN) != session.session_key:
        session[SIGN_IN] = session.session_key
        _put_off(session)


@require_POST
def prolong(request: HttpRequest) -> JsonResponse:
    """Somebody is still there: their session lasts as long again as after signing in."""
    _put_off(request.session)
    return JsonResponse({"seconds": request.session.get_expiry_age()})


def _put_off(session: SessionBase) -> None:
    session.set_expiry(timedelta(seconds=settings.SESSION_COOKIE_AGE))
