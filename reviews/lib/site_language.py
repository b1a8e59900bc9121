"""The languages in which the site itself speaks: English, and Welsh below /cy/ and around texts in Welsh.

Only addresses and texts choose between them, never a cookie or what a browser says of its reader, so that
everybody is answered the same at one address.
"""

from django.conf import settings
from django.utils import translation

from reviews.lib.languages import ENGLISH, WELSH

PREFIX = "/cy"


def of_address(path: str) -> str:
    """The language of what is asked for at ``path``, as Django names it."""
    return WELSH if path.startswith(f"{PREFIX}/") else settings.LANGUAGE_CODE


def current() -> str:
    """The tag of the language that is spoken now."""
    return WELSH if translation.get_language() == WELSH else ENGLISH


def is_welsh() -> bool:
    return current() == WELSH


def speaking(language: str) -> translation.override:
    """Within it, the site’s words in the language of a text, as far as it has them."""
    return translation.override(WELSH if language == WELSH else settings.LANGUAGE_CODE)


def speak_for(language: str) -> None:
    """Speak Welsh around a text in Welsh, until the request ends: see LanguageMiddleware."""
    if language == WELSH:
        translation.activate(WELSH)


def without_prefix(path: str) -> str:
    return path.removeprefix(PREFIX) if of_address(path) == WELSH else path


def twin(path: str) -> str:
    """The address of the same in the other language, for what is there in both."""
    return without_prefix(path) if of_address(path) == WELSH else f"{PREFIX}{path}"


def here(path: str) -> str:
    """The address in the language that is spoken now, for what is there in both."""
    return f"{PREFIX}{path}" if is_welsh() else path
