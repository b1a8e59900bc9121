"""Where a test keeps what it writes, and what would be slow or reach other processes, turned off."""

from pathlib import Path


def use_places_in(folder: Path, settings) -> None:
    """Documents in ``folder``, static files as they lie in the sources, cheap passwords."""
    settings.STORAGES = settings.STORAGES | {
        "documents": {
            "BACKEND": "reviews.lib.storage.PrivateFiles",
            "OPTIONS": {"location": folder / "documents", "base_url": None},
        },
        "checkpoints": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder / "checkpoints", "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.SCRATCH_DIR = folder / "scratch"
    settings.PASSWORD_HASHERS = ["tests.support.quick_hasher.QuickArgon2"]
    settings.READY_PAGES = False  # what a test has not committed, no other process may see
    settings.LAST_GOOD_MINUTES = 0
    settings.MAIL_AT_ONCE = False  # in a thread, which does not see what a test has not committed
    # What a test has written is seen only over its own connection.
    settings.PUBLIC_DATABASE = "default"
    settings.SECOND_FACTOR_REQUIRED = False  # as in the demonstration
    settings.PROTECTED_NAMES_KEY = "cHJvdGVjdGVkLW5hbWVzLWtleS1vZi0zMi1ieXRlcyE="
    settings.ALERTS_KEY = "YWxlcnRzLWtleS1vZi0zMi1ieXRlcy1mb3ItdGVzdHM="
    settings.CHECKPOINT_KEY = "ZGVtb25zdHJhdGlvbi1rZXktb2YtMzItYnl0ZXMhISE="
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
