"""Tries to sign in: kept for their owner, counted so that guessing stops.

Nobody is locked out by somebody else for long. Wrong tries count for a name at one address. Beyond a
cap for a name at all addresses together, only addresses at which that person signed in of late are
still answered, so that tries from elsewhere do not stop the person in their own office.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.lib.senders import client_address, keyed_digest
from reviews.lib.turns import take_turn
from reviews.models import SignIn, User

Outcome = SignIn.Outcome
WRONG = (Outcome.WRONG_PASSWORD, Outcome.WRONG_SECOND, Outcome.USED_PASSWORD)
TRIES, PAUSE = 5, timedelta(minutes=15)
CAP, CAP_PAUSE = 50, timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)
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


@dataclass(frozen=True)
class Attempt:
    """Who is trying, from where. Each account counts under one name, with whatever capitals it is typed."""

    name_digest: str
    user: User | None
    address: str
    browser: str

    def record(self, outcome: str, method: str = "") -> None:
        facts = {"name_digest": self.name_digest, "address": self.address, "browser": self.browser}
        SignIn.objects.create(outcome=outcome, user=self.user, method=method, **facts)

    def begin(self) -> Locked | None:
        """Why this try is not looked at now, if it is not.

        Until the transaction ends, tries for this name wait for each other, so that none is uncounted.
        """
        take_turn(int(self.name_digest[:15], 16))
        until = self._locked_until()
        if until is None:
            return None
        self._record_locked()
        return Locked(until)

    def _locked_until(self) -> datetime | None:
        """When the next try is looked at; None for now."""
        now = clock.now()
        tries = SignIn.objects.filter(name_digest=self.name_digest, at__gt=now - KNOWN_FOR)
        here = tries.filter(address=self.address)
        last = here.filter(outcome=Outcome.SIGNED_IN).order_by("-at").first()
        since = max(now - PAUSE, last.at) if last else now - PAUSE
        return _until(here.filter(at__gt=since), TRIES, PAUSE) or (
            None if last else _until(tries.filter(at__gt=now - CAP_PAUSE), CAP, CAP_PAUSE)
        )

    def _record_locked(self) -> None:
        """Once in a pause: a flood of tries must not fill the table."""
        recent = SignIn.objects.filter(name_digest=self.name_digest, address=self.address)
        locked = recent.filter(outcome=Outcome.LOCKED, at__gt=clock.now() - PAUSE)
        if not locked.exists():
            self.record(Outcome.LOCKED)


def _until(tries, limit: int, pause: timedelta) -> datetime | None:
    wrong = tries.filter(outcome__in=WRONG).order_by("-at")[:limit]
    times = list(wrong.values_list("at", flat=True))
    return times[-1] + pause if len(times) == limit else None


def attempt(request: HttpRequest, name: str) -> Attempt:
    browser = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    user = User.objects.named(name)
    counted = user.get_username() if user else name
    return Attempt(keyed_digest("name", counted.casefold()), user, client_address(request), browser)
