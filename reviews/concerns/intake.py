"""Taking in a concern from anybody: how often, under which reference, encrypted."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reviews.lib import clock, request_context, sealing
from reviews.lib.dates import london_date
from reviews.lib.exceptions import Refused
from reviews.lib.senders import keyed_digest
from reviews.lib.turns import take_turn
from reviews.models import Concern, ConcernSender, Page

# Without what is taken for another character: 0 and O, 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
KEPT_FOR = timedelta(days=1)
WITHIN = timedelta(hours=1)
MOST_OF_ONE, MOST_OF_ALL = 5, 200  # within that time
TOO_MANY = _(
    "Several reports came from your network within an hour, so this one was not sent. What you wrote is "
    "still below: send it in an hour, or write to the board."
)
FLOODED = _(
    "Very many reports are being sent at the moment, so this one was not sent. What you wrote is still "
    "below: send it in an hour, or write to the board."
)
TURN = 7_164_164  # any number with which nothing else takes turns


class NotSetUp(Exception):
    """There is no key with which a concern could be encrypted."""


@dataclass(frozen=True)
class Words:
    """What somebody wrote, and how to reach them if they said so."""

    what: str
    where: str = ""
    name: str = ""
    email: str = ""
    address: str = ""  # of the page, as the form had it


def take_in(words: Words, *, kind: str, page: Page | None, sender: str) -> Concern:
    """Open a case. ``sender`` is a network address. Raises Refused if too many come, or NotSetUp."""
    if not sealing.is_set_up():
        raise NotSetUp
    with request_context.reading_what_is_written(), transaction.atomic():
        _take_turn(sender)
        return Concern.objects.create(
            reference=new_reference(),
            kind=kind,
            page=page,
            board=page.board if page else None,
            sealed=sealing.seal(json.dumps(asdict(words))),
            wants_answer=bool(words.email),
            received_on=london_date(clock.now()),
        )


def received(reference: str) -> Concern | None:
    """The case under that reference, for whoever knows it; of what was written nothing is read."""
    found = Concern.objects.filter(reference=reference).select_related("board")
    return found.defer("sealed", "sealed_note").first()


def words_of(concern: Concern) -> Words:
    """Raises Unsealable."""
    return Words(**json.loads(sealing.unseal(concern.sealed)))


def forget_senders() -> None:
    ConcernSender.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()


def new_reference() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _take_turn(sender: str) -> None:
    """One after another, so that none is uncounted. Raises Refused."""
    take_turn(TURN)
    now = clock.now()
    forget_senders()
    recent = ConcernSender.objects.filter(at__gt=now - WITHIN)
    digest = keyed_digest(f"concern {london_date(now)}", sender)
    if recent.filter(digest=digest).count() >= MOST_OF_ONE:
        raise Refused(str(TOO_MANY))
    if recent.count() >= MOST_OF_ALL:
        raise Refused(str(FLOODED))
    ConcernSender.objects.create(digest=digest)
