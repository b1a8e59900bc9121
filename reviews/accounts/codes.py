"""Codes of an authenticator app (RFC 6238), and recovery codes."""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

import segno
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reviews.lib.senders import keyed_digest
from reviews.models import RecoveryCode, SecondFactor, User

STEP = 30  # seconds
DIGITS = 6
DRIFT = (0, -1, 1)  # steps by which a telephone's clock may differ
RECOVERY_CODES = 10
ISSUER = "Case review register"
BORDER = 2  # squares that are left light around a code


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = mac[-1] & 15
    number = struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, code: str) -> int | None:
    """The step whose code this is; None if it is the code of none near now."""
    now = int(time.time()) // STEP
    steps = (now + drift for drift in DRIFT)
    typed = code.encode()
    return next((s for s in steps if hmac.compare_digest(code_at(secret, s).encode(), typed)), None)


def app_address(user: User, secret: str) -> str:
    """What the square code holds."""
    label = quote(f"{ISSUER}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def square_code(text: str) -> tuple[int, str]:
    """The width of the code and its dark squares as an SVG path, for a template to draw."""
    rows = list(segno.make_qr(text, error="m").matrix_iter(border=BORDER))
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return len(rows), "".join(f"M{x},{y}h1v1h-1z" for x, y in dark)


def encrypt(secret: str) -> str:
    return _cipher().encrypt(secret.encode()).decode()


def decrypt(kept: str) -> str:
    return _cipher().decrypt(kept.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


@transaction.atomic
def accept(user: User, code: str) -> str:
    """Which kind of code of this person it is, empty if none; no code is taken twice."""
    for app in user.second_factors.select_for_update().filter(kind=SecondFactor.Kind.APP):
        step = step_of(decrypt(app.secret), code)
        if step is not None and step > (app.last_step or 0):
            app.last_step, app.used_at = step, timezone.now()
            app.save(update_fields=["last_step", "used_at"])
            return "authenticator app"
    unused = user.recovery_codes.filter(digest=_digest(user, code), used_at=None)
    return "recovery code" if unused.update(used_at=timezone.now()) else ""


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten fresh codes, to be shown once; those of before no longer work."""
    user.recovery_codes.all().delete()
    codes = [secrets.token_hex(5) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(user: User, code: str) -> str:
    return keyed_digest("recovery code", f"{user.pk}:{code.lower()}")
