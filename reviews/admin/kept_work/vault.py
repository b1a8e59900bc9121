"""Keeps what was typed, encrypted by a key that only the browser has, as a cookie."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reviews.admin.kept_work.typed import Typed
from reviews.lib import clock
from reviews.models import KeptWork, User

KEPT_FOR = timedelta(days=3)
COOKIE = "kept-"
PATH = "/admin/"
# Anybody can send a form that says of nobody that they opened it: of these, few and short ones are kept.
MOST_BYTES_OF_NOBODY = 500_000
MOST_OF_NOBODY = 100
MOST_OF_ONE = 20


def keep(typed: Typed, *, owner: User | None) -> tuple[uuid.UUID, str] | None:
    """The number under which it is kept, and the key to it; None when it is too much to keep."""
    key, content = Fernet.generate_key(), typed.as_bytes()
    if owner is None and len(content) > MOST_BYTES_OF_NOBODY:
        return None
    kept = KeptWork.objects.create(owner=owner, sealed=Fernet(key).encrypt(content))
    KeptWork.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()
    most = MOST_OF_ONE if owner else MOST_OF_NOBODY
    same = KeptWork.objects.filter(owner=owner) if owner else KeptWork.objects.filter(owner=None)
    too_many = same.order_by("-kept_at").values_list("pk", flat=True)[most:]
    KeptWork.objects.filter(pk__in=list(too_many)).delete()
    return kept.pk, key.decode()


def hand_over(response: HttpResponse, number: uuid.UUID, key: str) -> None:
    response.set_cookie(
        f"{COOKIE}{number}",
        key,
        max_age=KEPT_FOR,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_out(request: HttpRequest, number: str) -> Typed | None:
    """What is kept under this number, if this browser has its key and this person typed it."""
    key = request.COOKIES.get(f"{COOKIE}{number}", "")
    kept = _of(request.user, number)
    if kept is None:
        return None
    try:
        typed = Typed.of_bytes(Fernet(key).decrypt(bytes(kept.sealed)))
    except (InvalidToken, ValueError):
        return None
    if kept.owner_id is None:  # whoever has the key and asks first
        KeptWork.objects.filter(pk=kept.pk, owner=None).update(owner=request.user)
    return typed


def all_of(request: HttpRequest) -> Iterator[tuple[str, Typed]]:
    """Everything that this browser has the keys to and that this person typed, by number."""
    for name in request.COOKIES:
        number = name.removeprefix(COOKIE)
        if number != name and (typed := take_out(request, number)):
            yield number, typed


def throw_away(request: HttpRequest, response: HttpResponse, number: str) -> None:
    """Once it is saved."""
    if kept := _of(request.user, number):
        kept.delete()
    response.delete_cookie(f"{COOKIE}{number}", path=PATH, samesite="Lax")


def _of(user: User, number: str) -> KeptWork | None:
    try:
        pk = uuid.UUID(number)
    except ValueError:
        return None
    kept = KeptWork.objects.filter(pk=pk, kept_at__gte=clock.now() - KEPT_FOR).first()
    return kept if kept and kept.owner_id in (None, user.pk) else None
