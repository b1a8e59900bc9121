"""The title and the author that a cleaned copy states: what the public calls it, and the board."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile

from reviews import pdf
from reviews.documents.findings import as_known, keep_found, keep_removed, taken_out
from reviews.documents.intake import refuse_erased, refused_if_unreadable, stored_bytes
from reviews.documents.originals import copies_of_the_same
from reviews.documents.reading import keep_reading_copy
from reviews.documents.settled import findings_of, waivers
from reviews.documents.soundness import sound_on_disk
from reviews.documents.stored_files import require_stored
from reviews.lib.exceptions import Refused
from reviews.lib.storage import storage_errors
from reviews.models import Document, DocumentCheck, NameWaiver, Original, User

NOT_LABELLED = "No copy of this file could be made that states its public title."


def may_be_labelled(documents: Iterable[Document]) -> set[int]:
    """The keys of those that are cleaned copies, kept beside their originals, and checked as today."""
    keys = [each.pk for each in documents if not each.erased_at]
    latest = DocumentCheck.objects.filter(document__in=keys).order_by("document", "-pk")
    of_today = DocumentCheck.objects.filter(
        pk__in=latest.distinct("document").values("pk"), version=pdf.CHECKS
    )
    copies = of_today.exclude(cleaned_from="").exclude(document__originals=None)
    return set(copies.values_list("document", flat=True))


def as_labelled_before(document: Document, known: Iterable[Document]) -> Document:
    """Of the ``known``, the one that is ``document`` with another label; itself if there is none.

    So a file that is uploaded again is what it became. Slow: never begin this inside a transaction.
    """
    same = set(copies_of_the_same([document.pk]).values_list("document", flat=True))
    for other in known:
        if other.label and other.pk != document.pk and other.pk in same:
            copy = _labelled(document, other.label)
            if copy and hashlib.sha256(copy.content).hexdigest() == other.sha256:
                return other
    return document


@contextmanager
def labelled_copy(
    document: Document, label: pdf.Label, *, by: User
) -> Iterator[Callable[[], Document]]:
    """Inside, a copy that differs in nothing but its label is stored. What is yielded records it, with all
    that is known of ``document``, and returns it.

    Making it is slow, so never begin this inside a transaction. Raises Refused, and StorageDown.
    """
    copy = _labelled(document, label)
    if copy is None:
        raise Refused(NOT_LABELLED)
    sha256 = hashlib.sha256(copy.content).hexdigest()
    refuse_erased(sha256)
    columns = stored_bytes(ContentFile(copy.content), sha256, copy.facts, by)
    same = {"author": label.author, "is_recognised": document.is_recognised}
    yield lambda: _record(document, columns | same, copy.facts)


def _labelled(document: Document, label: pdf.Label) -> pdf.Copy | None:
    """Raises Refused if too many other files are looked at just now, and StorageDown, also if the disk is full."""
    with refused_if_unreadable(), storage_errors(), sound_on_disk(document) as path:
        return pdf.labelled_copy(path, label)


def _record(document: Document, columns: dict, facts: pdf.Facts) -> Document:
    """In the transaction that puts it in the place of ``document``."""
    require_stored(columns["sha256"], (columns["file"], columns["cover"]))
    copy, _ = Document.objects.get_or_create(sha256=columns["sha256"], defaults=columns)
    _keep_check(document, copy, facts)
    keep_reading_copy(copy, facts)
    for row in document.originals.all():
        own = ("size", "file", "cover", "uploaded_by", "at")
        same = {name: getattr(row, name) for name in own}
        Original.objects.get_or_create(document=copy, sha256=row.sha256, defaults=same)
    for row in NameWaiver.objects.filter(document=document):
        row.pk, row.document = None, copy
        row.save()
    return copy


def _keep_check(document: Document, copy: Document, facts: pdf.Facts) -> None:
    """What was taken out of the original, and what was settled, is the same in both."""
    before = _latest(document)
    check = DocumentCheck.objects.create(
        document=copy, version=pdf.CHECKS, cleaned_from=before.cleaned_from
    )
    keep_removed(check, taken_out(before))
    found = as_known(copy, facts.findings)
    keep_found(check, found, waivers(findings_of(before), found, is_same_copy=True))


def _latest(document: Document) -> DocumentCheck | None:
    return document.checks.order_by("pk").last()
