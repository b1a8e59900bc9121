"""Passkeys (WebAuthn): the server's side. Browsers know them on https, and on “localhost”."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from reviews.lib.exceptions import Refused
from reviews.models import SecondFactor, User

NOT_TAKEN = "The passkey was not accepted. Try again, or use a code."
Kind = SecondFactor.Kind


def possible() -> bool:
    """Whether browsers offer passkeys at the site's address: it needs a name, and https."""
    return settings.HTTPS or urlsplit(settings.SITE_URL).hostname == "localhost"


def of(user: User) -> list[AttestedCredentialData]:
    kept = user.second_factors.filter(kind=Kind.PASSKEY).values_list("secret", flat=True)
    return [AttestedCredentialData(websafe_decode(each)) for each in kept]


def registration(user: User) -> tuple[dict, dict]:
    """What the browser is asked, and what to keep until it answers."""
    entity = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.get_username(), display_name=str(user)
    )
    options, state = _server().register_begin(
        entity,
        of(user),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options), state


def register(user: User, name: str, state: dict, answer: str) -> SecondFactor:
    """Raises Refused."""
    try:
        made = _server().register_complete(state, json.loads(answer))
        secret = websafe_encode(made.credential_data)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(NOT_TAKEN) from None
    return SecondFactor.objects.create(user=user, kind=Kind.PASSKEY, name=name, secret=secret)


def request(user: User) -> tuple[dict, dict]:
    """As ``registration``, for signing in; the person must have a passkey."""
    options, state = _server().authenticate_begin(
        of(user), user_verification=UserVerificationRequirement.PREFERRED
    )
    return dict(options), state


def accept(user: User, state: dict, answer: str) -> bool:
    """Whether the answer was made by a passkey of this person, to what was asked."""
    try:
        used = _server().authenticate_complete(state, of(user), json.loads(answer))
    except Exception:  # noqa: BLE001 – cryptography raises its own, of several kinds
        return False
    passkeys = user.second_factors.filter(kind=Kind.PASSKEY, secret=websafe_encode(used))
    passkeys.update(used_at=timezone.now())
    return True


def _server() -> Fido2Server:
    site = urlsplit(settings.SITE_URL)
    party = PublicKeyCredentialRpEntity(id=site.hostname, name="Case review register")
    return Fido2Server(
        party, verify_origin=lambda origin: origin == f"{site.scheme}://{site.netloc}"
    )
