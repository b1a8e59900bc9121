"""Text that is stored encrypted. The keys are the site's own: PROTECTED_NAMES_KEY, the newest first."""

import base64
import binascii

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

KEY_BYTES = 32


class Unsealable(Exception):
    """There is no key, or not the one with which it was encrypted."""


def is_set_up() -> bool:
    """Whether there are keys, all of the right form."""
    try:
        _keys()
    except Unsealable:
        return False
    return True


def seal(text: str) -> bytes:
    """Raises Unsealable."""
    return _keys().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Raises Unsealable."""
    try:
        return _keys().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unsealable("It was encrypted with another key.") from error


def _keys() -> MultiFernet:
    texts = [key.strip() for key in settings.PROTECTED_NAMES_KEY.split(",") if key.strip()]
    if not texts:
        raise Unsealable("PROTECTED_NAMES_KEY is not set.")
    return MultiFernet([Fernet(_key(text)) for text in texts])


def _key(text: str) -> bytes:
    """32 bytes in base64, of either alphabet."""
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unsealable("PROTECTED_NAMES_KEY is not a key.") from error
    if len(key) != KEY_BYTES:
        raise Unsealable("PROTECTED_NAMES_KEY is not a key.")
    return base64.urlsafe_b64encode(key)
