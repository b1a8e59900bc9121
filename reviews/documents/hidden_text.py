"""Hidden text that may be taken out of a document: what it is, and the copy without it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviews import pdf
from reviews.documents import malware
from reviews.documents.findings import Places, places
from reviews.documents.intake import refuse_erased, refused_if_unreadable, stored_copy
from reviews.documents.soundness import sound_on_disk
from reviews.lib.storage import storage_errors
from reviews.models import Document, Finding, User


@dataclass(frozen=True)
class HiddenText:
    """Where it is, and why it may not be taken out; empty if it may."""

    places: list[Places]
    obstacle: str


def hidden_text(found: Iterable[Finding]) -> HiddenText | None:
    """Of what the latest check of a document has found; None where nothing of it is open."""
    found = [each for each in found if each.severity != Finding.Severity.REMOVED]
    hidden = [each for each in found if each.kind in pdf.TAKEN]
    if not any(each.is_open for each in hidden):
        return None
    return HiddenText(places(hidden), pdf.obstacle(found))


@contextmanager
def copy_without_hidden_text(document: Document, *, by: User) -> Iterator[Callable[[], Document]]:
    """Inside, a copy that shows the same is stored, with ``document`` as its original. What is yielded records
    it and returns it.

    Making it is slow, so never begin this inside a transaction. Raises Refused, with a sentence that says why
    nothing was taken out, and StorageDown.
    """
    with storage_errors(), sound_on_disk(document) as path:  # the disk may be full
        with refused_if_unreadable():
            answer = pdf.without_hidden_text(path)
        malware.require_clean(path, answer.copy.content)
        refuse_erased(document.sha256)
        parts = (answer.copy, path, document.sha256, answer.original, by)
        with stored_copy(*parts, before=document) as record:
            yield record
