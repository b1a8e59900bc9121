"""Reads settings from the environment. What is missing or malformed is named, with an example."""

import os
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

NO_DATABASE = (
    "DATABASE_URL is not a PostgreSQL address: set it to one, "
    "for example DATABASE_URL=postgresql://site_app:secret@db.example.org:5432/site"
)


def env(name: str, default: str | None = None, *, example: str = "") -> str:
    """The variable ``name``; without a default it must be set. Raises ImproperlyConfigured."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(
            f"Set the environment variable {name}, for example {name}={example}"
        )
    return value


def env_flag(name: str, default: str = "0") -> bool:
    """True for 1, false for 0, ``default`` if unset; anything else stops the process."""
    value = env(name, default)
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0, for example {name}=0")
    return value == "1"


def env_number(name: str, default: int) -> int:
    value = env(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to a whole number, for example {name}={default}"
        )
    return int(value)


def env_choice(name: str, choices: Iterable[str], default: str) -> str:
    value = env(name, default)
    if value not in choices:
        known = " or ".join(sorted(choices))
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to {known}, for example {name}={default}"
        )
    return value


def env_list(name: str, default: str) -> list[str]:
    return [item.strip() for item in env(name, default).split(",") if item.strip()]


def database(url: str) -> dict:
    """Django's form of postgresql://USER:PASSWORD@HOST:PORT/NAME?OPTION=VALUE."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # as for “postgresql://[” and a port that is no number
        raise ImproperlyConfigured(NO_DATABASE) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(NO_DATABASE)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(port or 5432),
        "OPTIONS": options,
    }
