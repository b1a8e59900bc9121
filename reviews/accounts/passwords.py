"""Checking a password: one look at a time for each name, and none while the name is locked."""

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from reviews.accounts.attempts import Attempt, attempt
from reviews.lib.exceptions import Refused
from reviews.models import SignIn, User

Outcome = SignIn.Outcome
WRONG = "Enter the username and password of an account that is open. Capitals matter in the password only. After five wrong tries there is a pause."
USED = "This one-time password has signed in once already. Ask an administrator for another."


def check_password(request: HttpRequest, name: str, password: str) -> User:
    """The person, if the password is theirs. Raises Refused. The try is recorded either way."""
    this = attempt(request, name)
    with transaction.atomic():
        answer = _look(this, request, name, password)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _look(this: Attempt, request: HttpRequest, name: str, password: str) -> User | Refused:
    if locked := this.begin():
        return locked
    user = authenticate(request, username=name, password=password)
    if user is None or not user.is_staff:
        this.record(Outcome.WRONG_PASSWORD)
        return Refused(WRONG)
    if user.password_is_one_time and user.one_time_password_used_at:
        this.record(Outcome.USED_PASSWORD)
        return Refused(USED)
    return user
