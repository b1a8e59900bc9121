"""Checking a password: one look at a time for each name, and none while the name is locked."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from reviews.accounts.attempts import Attempt, attempt
from reviews.lib.exceptions import Refused
from reviews.models import SignIn, User

Outcome = SignIn.Outcome
WRONG = "Enter the username and password of an account that is open. Capitals matter in the password only. After five wrong tries there is a pause."
USED = "This one-time password has signed in once already. Ask an administrator for another."
FORGOTTEN = (
    "If you have forgotten your password, an administrator can give you a new one; the pause stays."
)


class Locked(Refused):
    """Too many wrong tries: nothing is looked at until ``until``."""

    def __init__(self, until: datetime) -> None:
        moment = f"{timezone.localtime(until):%H:%M on %-d %B %Y}"
        super().__init__(
            f"There were too many wrong tries. Try again after {moment}; trying before then changes "
            f"nothing. {FORGOTTEN}"
        )


def check_password(request: HttpRequest, name: str, password: str) -> User:
    """The person, if the password is theirs. Raises Refused. The try is recorded either way."""
    this = attempt(request, name)
    with transaction.atomic():
        answer = _look(this, request, name, password)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _look(this: Attempt, request: HttpRequest, name: str, password: str) -> User | Refused:
    this.take_turn()
    if until := this.locked_until():
        this.record_locked()
        return Locked(until)
    user = authenticate(request, username=name, password=password)
    if user is None or not user.is_staff:
        this.record(Outcome.WRONG_PASSWORD)
        return Refused(WRONG)
    if user.password_is_one_time and user.one_time_password_used_at:
        this.record(Outcome.USED_PASSWORD)
        return Refused(USED)
    return user
