"""Where a test keeps what it writes, and what would be slow or reach other processes, turned off."""

from pathlib import Path

from django.conf import settings as site

FOR_ALL_TESTS = {
    "STORAGES": site.STORAGES
    | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "STATIC_ROOT": site.BASE_DIR / "static",  # as they lie in the sources
    "PASSWORD_HASHERS": ["tests.support.quick_hasher.QuickArgon2"],
    # What a test has not committed, no other connection, thread or process may see.
    "READY_PAGES": False,
    "LAST_GOOD_MINUTES": 0,
    "MAIL_AT_ONCE": False,
    "PUBLIC_DATABASE": "default",
    "SECOND_FACTOR_REQUIRED": False,  # as in the demonstration
    "PROTECTED_NAMES_KEY": "cHJvdGVjdGVkLW5hbWVzLWtleS1vZi0zMi1ieXRlcyE=",
    "ALERTS_KEY": "YWxlcnRzLWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHM=",
    "CHECKPOINT_KEY": "ZGVtb25zdHJhdGlvbi1rZXktb2YtMzItYnl0ZXMhISE=",
}


def use_places_in(folder: Path, settings) -> None:
    """Have documents, checkpoints and scratch files written to ``folder``."""
    settings.STORAGES = settings.STORAGES | {
        "documents": {
            "BACKEND": "reviews.lib.storage.PrivateFiles",
            "OPTIONS": {"location": folder / "documents", "base_url": None},
        },
        "checkpoints": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / "checkpoints", "base_url": None},
        },
    }
    settings.SCRATCH_DIR = folder / "scratch"
