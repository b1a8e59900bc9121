"""What can be put right in the storage of documents without a person, and without losing evidence."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from reviews import pdf
from reviews.documents.reading import keep_reading_copy
from reviews.documents.reconcile import Fault, Kind, fault_of, stray
from reviews.documents.soundness import sound_on_disk
from reviews.documents.stored_files import QUARANTINE, lock_files, store
from reviews.lib.exceptions import Refused, StorageDown
from reviews.lib.storage import documents_storage, move, storage_faults

logger = logging.getLogger(__name__)
ASIDE = {Kind.LENGTH, Kind.BYTES, Kind.STRAY, Kind.UNFINISHED}
DRAWN = {Kind.NO_COVER, Kind.COVER}
PROBLEMS = (Refused, StorageDown, IntegrityError, pdf.Unreadable)


class Done(StrEnum):
    NOTHING = "left"
    ASIDE = "put aside"
    MADE = "made again"
    REMOVED = "removed"


@dataclass
class Repair:
    """One run of repairs. What it moves keeps its name below a folder of the run, in quarantine."""

    at: datetime
    lines: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return f"{QUARANTINE}/{self.at:%Y-%m-%dT%H%M%S%fZ}"

    def do(self, fault: Fault) -> Done:
        """What was done. A fault that has gone meanwhile, or cannot be dealt with now, is left."""
        ways: dict[Kind, Callable[[Fault], Done]] = {
            **dict.fromkeys(ASIDE, self._put_aside),
            **dict.fromkeys(DRAWN, self._draw),
            Kind.NO_READING_COPY: self._read,
            Kind.PARTS: self._abort,
        }
        try:
            return ways[fault.kind](fault) if fault.kind in ways else Done.NOTHING
        except (*PROBLEMS, *storage_faults()) as problem:
            logger.error("%s was not repaired: %s.", fault.name, type(problem).__name__)
            return Done.NOTHING

    def keep_record(self) -> None:
        """What was done, beside what was moved. Raises one of storage_faults()."""
        if self.lines:
            text = "".join(f"{line}\n" for line in self.lines)
            documents_storage().save(f"{self.folder}/record.txt", ContentFile(text.encode()))

    def _put_aside(self, fault: Fault) -> Done:
        """A file that somebody has uploaded anew meanwhile stays where it is.

        It is read before anybody has to wait; under the lock it only has to be the same file still.
        """
        seen = _state(fault.name)
        if fault.row and fault_of(fault.row) != fault:
            return Done.NOTHING
        with transaction.atomic():
            lock_files(fault.row.sha256 if fault.row else PurePosixPath(fault.name).stem)
            if _state(fault.name) != seen or not _is_nobody_s(fault):
                return Done.NOTHING
            move(fault.name, f"{self.folder}/{fault.name}")
        self._note(fault, Done.ASIDE)
        return Done.ASIDE

    def _draw(self, fault: Fault) -> Done:
        with sound_on_disk(fault.row) as path:
            picture = pdf.first_page(path)
        if fault.kind is Kind.COVER:
            move(fault.name, f"{self.folder}/{fault.name}")
        store(fault.name, ContentFile(picture))
        self._note(fault, Done.MADE)
        return Done.MADE

    def _read(self, fault: Fault) -> Done:
        """The reading copy. The database refuses it if the document is erased meanwhile."""
        with sound_on_disk(fault.row) as path:
            facts = pdf.read(path)
        keep_reading_copy(fault.row, facts)
        self._note(fault, Done.MADE)
        return Done.MADE

    def _abort(self, fault: Fault) -> Done:
        """Its parts cannot be moved, and to complete it would write over what has its name."""
        fault.upload.abort()
        self._note(fault, Done.REMOVED)
        return Done.REMOVED

    def _note(self, fault: Fault, done: Done) -> None:
        begun = f", begun at {fault.upload.begun:%Y-%m-%dT%H:%M:%SZ}" if fault.upload else ""
        self.lines.append(f"{done}: {fault.name} ({fault.kind}{begun})")
        logger.warning("%s: %s (%s).", done, fault.name, fault.kind)


def _state(name: str) -> tuple[int, datetime]:
    """Another one as soon as somebody has written the file anew."""
    storage = documents_storage()
    return storage.size(name), storage.get_modified_time(name)


def _is_nobody_s(fault: Fault) -> bool:
    """No row has come for it. A half-written file, on which nobody can write while it is looked at, has none."""
    return bool(fault.row) or fault.kind is Kind.UNFINISHED or stray(fault.name) is Kind.STRAY
