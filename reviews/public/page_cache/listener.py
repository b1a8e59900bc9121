"""Hears from the database that something public has changed, also when another machine changed it."""

import logging
import threading
import time

import psycopg
from django.conf import settings
from django.db import connections

from reviews.public.page_cache import store

logger = logging.getLogger(__name__)
# A worker that has not heard from the database for longer asks it about each page.
TRUSTED_SECONDS = 1.0
ASKED_SECONDS = 0.4
# One that has been silent for so long does not answer, even if nothing has failed.
SILENT_SECONDS = 4.0


class Listener:
    """A thread with a connection of its own. ``heard`` changes with every change that it hears of."""

    def __init__(self) -> None:
        self.heard = 0
        self.trusted_until = 0.0
        self._patient_until = time.monotonic() + SILENT_SECONDS
        self.has_failed = False
        self._generation = ""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page changes", daemon=True)
        self._thread.start()

    def is_trusted(self) -> bool:
        """Whether the database has lately confirmed what this worker has heard."""
        return time.monotonic() < self.trusted_until

    def is_answering(self) -> bool:
        """Whether the database may be asked something, rather than be waited for."""
        return time.monotonic() < self._patient_until

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except (psycopg.Error, OSError) as fault:
                if self.is_answering():
                    logger.warning("No word of changes for the moment: %s", type(fault).__name__)
                self.trusted_until, self._patient_until, self.has_failed = 0.0, 0.0, True
                self._stopped.wait(ASKED_SECONDS)

    def _listen(self) -> None:
        parameters = connections[settings.PUBLIC_DATABASE].get_connection_params()
        with psycopg.connect(**parameters, autocommit=True) as link:
            link.execute(f"LISTEN {store.CHANNEL}")
            while not self._stopped.is_set():
                self._ask(link)
                for _ in link.notifies(timeout=ASKED_SECONDS, stop_after=1):
                    self.heard += 1

    def _ask(self, link: psycopg.Connection) -> None:
        """Even if a word was lost, the change is known from here on."""
        asked = time.monotonic()
        ((generation,),) = link.execute("SELECT reviews_generation()").fetchall()
        if generation != self._generation:
            self.heard += 1
            self._generation = generation
            link.execute(store.CLEAR)
        self.trusted_until = asked + TRUSTED_SECONDS
        self._patient_until, self.has_failed = asked + SILENT_SECONDS, False
