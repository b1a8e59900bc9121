"""Keeps the copies of this machine up to date: one process does it, in a thread beside its requests."""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import Error, connections

from reviews.lib import public_changes, request_context
from reviews.lib.dates import london_date
from reviews.public.last_good import contents
from reviews.public.last_good.copying import copies
from reviews.public.last_good.shelf import Stamp, shelf
from reviews.public.last_good.state import State, state
from reviews.public.page_cache.listener import Listener

logger = logging.getLogger(__name__)
PAUSE = 0.2  # seconds between two looks
CONFIRMED_SECONDS = 5


class Renewal:
    """What a change may show on is taken away first; then the rest is good, and what is missing is made again.

    So between a change and its copies there is nothing to serve, rather than something old. After each second of
    work that can wait, readers have ``rest`` seconds for themselves.
    """

    def __init__(self, listener: Listener, *, rest: float = 1) -> None:
        self._listener = listener
        self._rest = rest
        self._shelf = shelf()
        self._changes = public_changes.counter(settings.DATA_DIR)
        self._turn: int | None = None  # what is held by the process that does it
        self._stamp: Stamp | None = None
        self._seen: tuple | None = None
        self._boundary = 0.0
        self._confirmed = 0.0
        self._limits: list[tuple[str, float]] = []
        self._others: set[str] = set()
        self._urgent: dict[str, None] = {}
        self._later: dict[str, None] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="copies of pages", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        token = request_context.database.set(settings.PUBLIC_DATABASE)
        while not self._stopped.wait(PAUSE):
            try:
                if self._listener.is_answering() and self._is_ours():
                    self.work()
            except (Error, OSError) as fault:
                logger.warning("No copies of pages for the moment: %s", type(fault).__name__)
            finally:
                connections.close_all()
        request_context.database.reset(token)

    def work(self) -> None:
        """Until nothing is left to do, or something has changed. Raises django.db.Error and OSError."""
        if not self._is_settled() and not self._settle():
            return
        self._confirm()
        while (self._urgent or self._later) and self._is_settled() and not self._stopped.is_set():
            began, queue = time.monotonic(), self._urgent or self._later
            self._copy(next(iter(queue)), queue)
            if queue is self._later:  # which may be long
                self._stopped.wait(self._rest * (time.monotonic() - began))
            self._confirm()

    def _is_ours(self) -> bool:
        """One process of the machine holds the turn; when it ends, the next takes it."""
        if self._turn is None:
            self._shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = os.open(self._shelf.folder / "turn", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                return False
            self._turn = held
            self._shelf.sweep()
            self._stamp = self._shelf.stamp()
        return True

    def _is_settled(self) -> bool:
        return self._seen == self._now() and time.monotonic() < self._boundary

    def _now(self) -> tuple:
        return self._changes.value(), self._listener.heard

    def _settle(self) -> bool:
        """Take away what may have changed, and stamp the rest as good; False while somebody writes."""
        seen, asked, clock = self._now(), time.monotonic(), time.time()
        now = state()
        if now is None:
            return False
        self._limits = [(path, clock + left) for path, left in contents.ends(at=now.at)]
        self._others = set(contents.others(at=now.at))
        self._take_away(self._touched(now), at=now.at)
        if self._seen is None or self._is_another_day(now):
            self._make_all_again(at=now.at)
        count = seen[0].hex()
        self._stamp = Stamp(count, now.generation, now.event, now.at.isoformat())
        self._shelf.put_stamp(self._stamp)
        self._seen, self._confirmed = seen, time.monotonic()
        self._boundary = asked + (now.until - now.at).total_seconds()
        return True

    def _touched(self, now: State) -> set[str] | None:
        """The reviews that have changed since the stamp; None if it may be anything."""
        stamp = self._stamp
        if stamp is None or now.event < stamp.event:  # as after a restore
            return None
        passed = contents.passed(datetime.fromisoformat(stamp.at), at=now.at)
        if now.generation == stamp.generation or passed is None:
            return passed
        changed = contents.changed(stamp.event)
        return None if changed is None else changed | passed

    def _take_away(self, touched: set[str] | None, *, at: datetime) -> None:
        if touched is None:
            self._shelf.remove_all()
            self._urgent = dict.fromkeys(contents.others(at=at))
            self._make_all_again(at=at)
        elif touched:
            paths = dict.fromkeys([*contents.others(at=at), *touched])
            behind = dict.fromkeys(contents.behind(paths))
            self._shelf.remove([*paths, *behind])
            self._urgent, self._later = paths | self._urgent, behind | self._later

    def _make_all_again(self, *, at: datetime) -> None:
        every = contents.every_path(at=at)
        every += contents.behind(every)
        self._later = dict.fromkeys(path for path in every if path not in self._urgent)

    def _is_another_day(self, now: State) -> bool:
        """Some sentences depend on the date; none of them is about what may be read."""
        before = datetime.fromisoformat(self._stamp.at) if self._stamp else now.at
        return london_date(before) != london_date(now.at)

    def _copy(self, path: str, queue: dict[str, None]) -> None:
        del queue[path]
        try:
            self._shelf.put(path, copies(path), until=min(self._ends_of(path), default=None))
        except (Error, OSError):
            queue[path] = None  # again, after the others: it may be the only one that fails
            raise

    def _ends_of(self, path: str) -> Iterable[float]:
        """When a period ends of anything that may show on the page."""
        path = contents.in_front_of(path)
        if path in self._others or not self._limits:
            return [until for _, until in self._limits]
        shown = contents.related({path}) | {contents.SITE}
        return [until for ending, until in self._limits if ending in shown]

    def _confirm(self) -> None:
        now = time.monotonic()
        if now - self._confirmed > CONFIRMED_SECONDS and self._listener.is_trusted():
            self._shelf.confirm()
            self._confirmed = now
