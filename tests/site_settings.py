"""The site's own settings, for a site that tests start: static files need not be collected first."""

from scr_site.settings import *  # noqa: F403
from scr_site.settings import BASE_DIR, STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT = BASE_DIR / "static"
SECOND_FACTOR_REQUIRED = False  # as in the demonstration
