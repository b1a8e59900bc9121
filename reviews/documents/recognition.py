"""Scans whose text can be recognised afresh: which they are, and the copy with that text."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reviews import pdf
from reviews.documents import malware
from reviews.documents.findings import Places, places
from reviews.documents.intake import refuse_erased, refused_if_unreadable, stored_copy
from reviews.documents.reading import accessibility
from reviews.documents.soundness import sound_on_disk
from reviews.lib import scratch
from reviews.lib.storage import storage_errors
from reviews.models import Document, Finding, ReadingCopy, User


@dataclass(frozen=True)
class Scan:
    """``pages`` is how many of a document have text that a machine recognised, or none. ``hidden`` are the
    places where such text says more than its page shows. ``obstacle`` is why it cannot be recognised afresh;
    empty if it can."""

    pages: int
    hidden: list[Places]
    obstacle: str


def scan(document: Document, found: Iterable[Finding], read: ReadingCopy | None) -> Scan | None:
    """Of what the latest check of a document has ``found``, and of what was ``read`` in it; None where there
    is nothing to recognise, or that has been settled."""
    found = [each for each in found if each.severity != Finding.Severity.REMOVED]
    hidden = [each for each in found if pdf.recogniser.goes_with_layer(each)]
    numbers = accessibility(read)
    layers = [each for each in found if each.kind == pdf.SCAN]
    is_unread = bool(numbers.pages_without_text) and not document.is_recognised
    says_more = hidden if layers or is_unread else []  # else they were typed
    if not is_unread and not any(each.is_open for each in [*layers, *says_more]):
        return None
    pages = (numbers.recognised + numbers.pages_without_text) or document.pages
    return Scan(pages, places(hidden), _obstacle(document, found, pages))


def _obstacle(document: Document, found: list[Finding], pages: int) -> str:
    if max(pages, document.pages) > pdf.recogniser.MOST_PAGES:
        return pdf.recogniser.TOO_MANY.format(pages=document.pages)
    return pdf.recogniser.obstacle(found, is_tagged=document.is_tagged)


@contextmanager
def recognised_copy(
    document: Document, languages: Iterable[str], pages: int, *, by: User
) -> Iterator[Callable[[], Document]]:
    """Inside, a copy that shows the same is stored, with ``document`` as its original. What is yielded records
    it and returns it.

    Making it is slow, so never begin this inside a transaction. Raises Refused, with a sentence that says why
    there is none, and StorageDown.
    """
    with storage_errors(), sound_on_disk(document) as path:  # the disk may be full
        with refused_if_unreadable():
            limits = pdf.recogniser.limits_for(pages)
            answer = pdf.recognise_afresh(path, languages, scratch.folder(), limits)
        malware.require_clean(path, answer.copy.content)
        refuse_erased(document.sha256)
        parts = (answer.copy, path, document.sha256, answer.original, by)
        with stored_copy(*parts, before=document, is_recognised=True) as record:
            yield record
