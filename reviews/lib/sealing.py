"""Text that is stored encrypted, with keys of the site’s own that are settings: the newest first."""

import base64
import binascii
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

KEY_BYTES = 32
# The settings: for the names that must never appear, and for the addresses of those who get alerts.
NAMES, ADDRESSES = "PROTECTED_NAMES_KEY", "ALERTS_KEY"


class Unsealable(Exception):
    """There is no key, or not the one with which it was encrypted."""


def is_set_up(setting: str = NAMES) -> bool:
    """Whether there are keys, all of the right form."""
    try:
        _keys(setting)
    except Unsealable:
        return False
    return True


def seal(text: str, setting: str = NAMES) -> bytes:
    """Raises Unsealable."""
    return MultiFernet([Fernet(key) for key in _keys(setting)]).encrypt(text.encode())


def unseal(sealed: bytes, setting: str = NAMES) -> str:
    """Raises Unsealable."""
    try:
        fernets = MultiFernet([Fernet(key) for key in _keys(setting)])
        return fernets.decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unsealable("It was encrypted with another key.") from error


def digests(text: str, purpose: str, setting: str) -> list[str]:
    """What tells whether two texts are the same to nobody without the keys; by the newest key first.

    Raises Unsealable.
    """
    words = f"{purpose}:{text}".encode()
    return [hmac.new(key, words, hashlib.sha256).hexdigest() for key in _keys(setting)]


def _keys(setting: str) -> list[bytes]:
    texts = [key.strip() for key in getattr(settings, setting).split(",") if key.strip()]
    if not texts:
        raise Unsealable(f"{setting} is not set.")
    return [_key(text, setting) for text in texts]


def _key(text: str, setting: str) -> bytes:
    """32 bytes in base64, of either alphabet."""
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unsealable(f"{setting} is not a key.") from error
    if len(key) != KEY_BYTES:
        raise Unsealable(f"{setting} is not a key.")
    return base64.urlsafe_b64encode(key)
