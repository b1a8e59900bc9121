"""The arguments of ``bin/serve`` and the environment that it gives to the site's processes."""

import argparse
import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104


class CannotServe(Exception):
    """The site cannot be started. The text gives the reason and what to do."""


@dataclass(frozen=True)
class Options:
    host: str
    port: int
    fresh: bool

    def url(self) -> str:
        """The site's address for a browser on this machine."""
        host = EVERYWHERE.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read(arguments: list[str], environ: Mapping[str, str]) -> Options:
    """Raises CannotServe for a malformed variable; a malformed argument ends the process (argparse)."""
    parser = argparse.ArgumentParser(
        prog="bin/serve",
        description="Bring up the site with its database. Ctrl-C stops both.",
        epilog="DATA_DIR moves the data (default: var). DATABASE_URL names a PostgreSQL of your "
        "own, DATABASE_OWNER_URL the role on it that may change tables.",
    )
    parser.add_argument("--port", type=_port, help="default: PORT, else 8000; 0 takes a free one")
    parser.add_argument("--host", help="default: HOST, else 127.0.0.1; 0.0.0.0 serves the network")
    parser.add_argument(
        "--fresh", action="store_true", help="start from an empty data folder, removed at the end"
    )
    given = parser.parse_args(arguments)
    if given.fresh and environ.get("DATABASE_URL"):
        raise CannotServe("--fresh brings its own database: unset DATABASE_URL to use it.")
    port = given.port if given.port is not None else _port_variable(environ.get("PORT") or "8000")
    return Options(given.host or environ.get("HOST") or "127.0.0.1", port, given.fresh)


def site_environment(
    options: Options, data_dir: Path, environ: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the site's processes: ``environ``, with defaults for what it does not set."""
    allowed = dict.fromkeys(["localhost", "127.0.0.1", "[::1]", _as_header(options.host)])
    defaults = {
        "SITE_URL": options.url(),
        "SECOND_FACTOR_OFF": "1",  # so that the demonstration's accounts can be tried at once
        "ALLOWED_HOSTS": ",".join(host for host in allowed if host not in EVERYWHERE),
        "MALLOC_ARENA_MAX": "1",  # glibc would keep memory for each thread apart
    }
    given = {name: value for name, value in environ.items() if value}
    fixed = {"DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "scr_site.settings"}
    if "SECRET_KEY" not in given:
        defaults["SECRET_KEY"] = kept_secret(data_dir / "secret_key", secrets.token_urlsafe(60))
    for name in ("CHECKPOINT_KEY", "PROTECTED_NAMES_KEY", "ALERTS_KEY"):
        if name not in given:
            fresh = base64.b64encode(secrets.token_bytes(32)).decode()
            defaults[name] = kept_secret(data_dir / name.lower(), fresh)
    return defaults | given | fixed


def advice(options: Options, environ: Mapping[str, str]) -> str:
    """The last line printed once the site answers."""
    if options.host in EVERYWHERE and not environ.get("ALLOWED_HOSTS"):
        return (
            "It answers by the names of this machine only: for others, set ALLOWED_HOSTS and "
            "SITE_URL, for example ALLOWED_HOSTS=reviews.example.org. Press Ctrl-C to stop it."
        )
    return "Press Ctrl-C to stop it."


def kept_secret(path: Path, fresh: str) -> str:
    """The content of the file, which only its owner can read; a missing file is made with ``fresh``."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        with os.fdopen(
            os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as file:
            file.write(fresh)
        unfinished.rename(path)
    return path.read_text()


def _as_header(host: str) -> str:
    return f"[{host}]" if ":" in host and host not in EVERYWHERE else host


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 65535")
    return int(text)


def _port_variable(text: str) -> int:
    try:
        return _port(text)
    except argparse.ArgumentTypeError as error:
        raise CannotServe(f"PORT: {error}. Set it to one, for example PORT=8000.") from None
