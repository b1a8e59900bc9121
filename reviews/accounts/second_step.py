"""Checking a second factor, under the same count of wrong tries as the password."""

from django.db import transaction
from django.http import HttpRequest

from reviews.accounts import codes, passkeys, session
from reviews.accounts.attempts import Attempt, attempt
from reviews.lib.exceptions import Refused
from reviews.models import SignIn, User

WRONG = (
    "This code is not valid now. Wait for the next code of your app, or use a recovery code that you "
    "have not used yet. If you have lost both, two administrators can let you set up another."
)


def check_second(request: HttpRequest, user: User, *, code: str, answer: str) -> str:
    """What was shown: “passkey”, “authenticator app” or “recovery code”. Raises Refused."""
    state = request.session.pop(session.PASSKEY, None)
    this = attempt(request, user.get_username())
    with transaction.atomic():
        found = _look(this, user, code, (state, answer))
    if isinstance(found, Refused):
        raise found
    return found


def _look(this: Attempt, user: User, code: str, passkey: tuple) -> str | Refused:
    if locked := this.begin():
        return locked
    if found := _method(user, code, *passkey):
        return found
    this.record(SignIn.Outcome.WRONG_SECOND)
    return Refused(WRONG if code else passkeys.NOT_TAKEN)


def _method(user: User, code: str, state: dict | None, answer: str) -> str:
    if answer and state and passkeys.accept(user, state, answer):
        return "passkey"
    return codes.accept(user, code) if code else ""
