"""The WSGI application that web servers run."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from reviews.documents.leftovers import sweep
from reviews.public.page_cache.micro_cache import MicroCache
from reviews.public.page_cache.wsgi import ReadyPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_site.settings")
application = get_wsgi_application()
if settings.READY_PAGES:
    application = ReadyPages(application)
    application.begin()
if settings.MICRO_CACHE:
    application = MicroCache(application)
try:
    sweep()
except OSError as fault:  # a full disk is no reason not to show the pages
    logging.getLogger(__name__).error("Scratch was not swept: %s", type(fault).__name__)
