"""Where the copies lie, and the stamp that says for which state of the register they are good."""

import hashlib
import json
import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from reviews.documents.limits import MEGABYTE
from reviews.documents.space import left
from reviews.lib import public_changes, site_language
from reviews.lib.storage import PrivateFiles, sync
from reviews.public.last_good import bundle

logger = logging.getLogger(__name__)
LONGEST_PATH = 300  # of a page
PAGES, STAMP = "pages", "stamp"


@dataclass(frozen=True)
class Stamp:
    """The state that the copies are of: the count of changes on this machine, and the public's state by its name.

    ``event`` is the number of the last event then, ``at`` the database's moment in ISO form.
    """

    count: str
    generation: str
    event: int
    at: str


class Shelf:
    """The copies of this machine, below DATA_DIR. Whatever is unreadable there is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = PrivateFiles(location=folder)
        self._size = 0
        self._is_full = False

    def find(self, address: str, now: float) -> bundle.Copy | None:
        """What may be served at ``address`` now: only while nothing has changed since the stamp."""
        stamp = self._good_stamp(now)
        found = stamp and self._found(address, now)
        # It may have been read while it was taken away, and the rest stamped anew.
        return found if found and self._good_stamp(now) == stamp else None

    def _found(self, address: str, now: float) -> bundle.Copy | None:
        for path in _pages(address):
            with suppress(OSError, ValueError, KeyError):
                if found := bundle.find(self._place(path), address, now):
                    return found
        return None

    def stamp(self) -> Stamp | None:
        try:
            return Stamp(**json.loads((self.folder / STAMP).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def put_stamp(self, stamp: Stamp) -> None:
        self._files.save(STAMP, ContentFile(json.dumps(asdict(stamp)).encode()))

    def confirm(self) -> None:
        """The database has just answered: the stamp is good from now on for as long as ever."""
        os.utime(self.folder / STAMP)

    def put(self, path: str, copies: dict[str, bundle.Copy], *, until: float | None) -> None:
        """The copies of the page at ``path``; if there is no space, none."""
        packed = bundle.pack(copies, made=time.time(), until=until)
        place = self._place(path)
        more = len(packed) - (place.stat().st_size if place.exists() else 0)
        if copies and self._fits(more):
            self._files.save(_name(path), ContentFile(packed))
            self._size += more
        else:
            self.remove([path])

    def remove(self, paths: Iterable[str]) -> None:
        """When it returns, they have gone, also after a loss of power."""
        for place in map(self._place, paths):
            with suppress(FileNotFoundError):
                size = place.stat().st_size
                place.unlink()
                sync(place.parent)
                self._size -= size

    def remove_all(self) -> None:
        with suppress(FileNotFoundError):
            gone = self.folder / f"gone-{uuid.uuid4().hex}"
            (self.folder / PAGES).rename(gone)
            sync(self.folder)
        self.sweep()

    def sweep(self) -> None:
        """Take away what a process left half done, and measure the rest."""
        self._files.sweep()
        for gone in self.folder.glob("gone-*"):
            shutil.rmtree(gone, ignore_errors=True)
        files = (self.folder / PAGES).rglob("*")
        self._size = sum(each.stat().st_size for each in files if each.is_file())

    def _good_stamp(self, now: float) -> Stamp | None:
        stamp = self.stamp()
        try:
            age = now - (self.folder / STAMP).stat().st_mtime
            count = public_changes.counter(settings.DATA_DIR).value().hex()
        except OSError:
            return None
        is_good = stamp and stamp.count == count and age < settings.LAST_GOOD_MINUTES * 60
        return stamp if is_good else None

    def _fits(self, size: int) -> bool:
        is_fitting = self._size + size <= settings.LAST_GOOD_MB * MEGABYTE
        is_fitting = is_fitting and left(self.folder) >= size
        if not is_fitting and not self._is_full:
            logger.error("There is no space for more copies of pages: see LAST_GOOD_MB.")
        self._is_full = not is_fitting
        return is_fitting

    def _place(self, path: str) -> Path:
        return self.folder / _name(path)


def _name(path: str) -> str:
    digest = hashlib.sha256(path.encode()).hexdigest()[:40]
    return f"{PAGES}/{digest[:2]}/{digest}"


def _pages(address: str) -> Iterator[str]:
    """The pages that an address may belong to, the longest first; the site's own addresses belong to “”."""
    path = site_language.without_prefix(address.partition("?")[0])
    segments = path.strip("/").split("/")
    for length in range(min(len(segments), LONGEST_PATH), 0, -1):
        path = "/".join(segments[:length])
        if len(path) <= LONGEST_PATH:
            yield path
            yield path.rpartition(".")[0]
    yield ""


def shelf() -> Shelf:
    return Shelf(settings.DATA_DIR / "last_good")
