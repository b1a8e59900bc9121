"""What is left to do for somebody who has not finished signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reviews.accounts import session

ALWAYS_OPEN = ("login", "second_step", "logout", "jsi18n")
SETTING_UP = ("second_factors", "add_app", "add_passkey", "confirm")


def next_step(request: HttpRequest) -> HttpResponse | None:
    """First a password of one's own, then a second factor; None when nothing is left."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or _is_at(request, *ALWAYS_OPEN):
        return None
    if user.password_is_one_time:
        return _lead(request, "password_change")
    if not settings.SECOND_FACTOR_REQUIRED or session.has_passed_second(request):
        return None
    if user.second_factors.exists():
        session.wait_for_second(request, user, request.get_full_path())
        return redirect("admin:second_step")
    return _lead(request, "second_factors", *SETTING_UP)


def _lead(request: HttpRequest, name: str, *others: str) -> HttpResponse | None:
    return None if _is_at(request, name, *others) else redirect(f"admin:{name}")


def _is_at(request: HttpRequest, *names: str) -> bool:
    return request.path in {reverse(f"admin:{name}") for name in names}
