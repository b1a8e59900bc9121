"""Which program makes the pages. Another template, style sheet or setting makes other pages of the same content."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

PARTS = (
    *("reviews/**/*.py", "reviews/data/pages/**/*.md", "scr_site/**/*.py", "templates/**/*.html"),
    *("static/**/*.*", "locale/**/*.mo", "requirements.txt"),
)
SETTINGS = ("SITE_URL", "MAIL_IS_SET_UP", "DOCUMENTS_NOINDEX")
LENGTH = 16  # hexadecimal digits


@cache
def fingerprint() -> str:
    """The same in every process, on every machine, that runs the same program with the same settings."""
    return fingerprint_of(settings.BASE_DIR)


def fingerprint_of(folder: Path) -> str:
    digest = hashlib.sha256(repr([getattr(settings, name) for name in SETTINGS]).encode())
    for path in sorted(path for part in PARTS for path in folder.glob(part) if path.is_file()):
        digest.update(f"\0{path.relative_to(folder)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:LENGTH]
