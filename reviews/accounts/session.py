"""What a session remembers of how its person signed in."""

import time

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from reviews.accounts.attempts import attempt
from reviews.accounts.passwords import USED
from reviews.lib.exceptions import Refused
from reviews.models import SignIn, User

PENDING = "pending_sign_in"  # whose password was right, when, and where they wanted to go
PASSED = "second_factor"
CONFIRMED = "confirmed_at"
PASSKEY = "passkey_state"
PENDING_FOR = 10 * 60  # seconds
CONFIRMED_FOR = 15 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"


def wait_for_second(request: HttpRequest, user: User, destination: str) -> None:
    """The password was right; the session still is nobody's."""
    request.session.cycle_key()
    proof = user.get_session_auth_hash()
    request.session[PENDING] = [user.pk, time.time(), destination, proof]


def pending(request: HttpRequest) -> tuple[User, str] | None:
    """Whose second factor is waited for, and where they wanted to go."""
    key, since, destination, proof = request.session.get(PENDING) or (None, 0, "", "")
    if time.time() - since > PENDING_FOR:
        return None
    user = User.objects.filter(pk=key, is_active=True, is_staff=True).first()
    if user is None or user.get_session_auth_hash() != proof:
        return None
    return user, destination


def sign_in(request: HttpRequest, user: User, *, method: str, with_second: bool = False) -> None:
    """Raises Refused when a one-time password was used up meanwhile."""
    with transaction.atomic():
        if user.password_is_one_time:
            unused = User.objects.filter(pk=user.pk, one_time_password_used_at=None)
            if not unused.update(one_time_password_used_at=timezone.now()):
                raise Refused(USED)
        attempt(request, user.get_username()).record(SignIn.Outcome.SIGNED_IN, method)
    request.session.pop(PENDING, None)
    login(request, user, backend=BACKEND)
    confirm(request)
    if with_second:
        pass_second(request)


def pass_second(request: HttpRequest) -> None:
    request.session[PASSED] = _stamp(request.user)


def has_passed_second(request: HttpRequest) -> bool:
    """In this session, and since the person's second factors were last removed by administrators."""
    return request.session.get(PASSED) == _stamp(request.user)


def _stamp(user: User) -> str:
    return str(user.second_factors_reset_at)


def confirm(request: HttpRequest) -> None:
    request.session[CONFIRMED] = time.time()


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has proved of late who they are."""
    return time.time() - request.session.get(CONFIRMED, 0) < CONFIRMED_FOR
