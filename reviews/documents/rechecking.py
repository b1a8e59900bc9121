"""A stored file is looked through again, because the checks have got better.

What is found makes a further check of the document. Those before it stay as they are, and so do the
text and the reading copy that the public gets: they were approved.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from reviews import pdf
from reviews.documents.findings import as_known, keep_found, keep_removed, taken_out
from reviews.documents.settled import findings_of, identity, waivers
from reviews.documents.soundness import OtherBytes, sound_on_disk
from reviews.lib.exceptions import StorageDown
from reviews.models import Document, DocumentCheck, Finding, Waiver

NOT_CHECKED = "not-checked"
GONE = "its file is missing, or the storage does not answer: run reconcile"
OTHER_BYTES = "its file has other bytes than its row says: run reconcile"
NO_PROCESS = "this machine could not start the checks, or has no space for them"
BUSY = "too many files are being checked just now"


class NotLookedAt(Exception):
    """Nothing is known of the file that was not known before. ``args[0]`` says why."""


@dataclass(frozen=True)
class SecondLook:
    """What was found in a document now, beside what its last check of which anything came had found.

    ``waivers`` has one entry for each of ``found``: the waiver of the very same finding, if any.
    """

    document: Document
    latest: DocumentCheck | None
    before: DocumentCheck | None
    found: tuple[pdf.Finding, ...]
    waivers: tuple[Waiver | None, ...]
    new: dict[str, int]
    gone: dict[str, int]

    @property
    def is_checked(self) -> bool:
        return all(each.kind != NOT_CHECKED for each in self.found)

    @property
    def is_first_failure(self) -> bool:
        """By these checks, which look again at each run until they succeed."""
        is_old = self.latest is None or self.latest.version < pdf.CHECKS
        return not self.is_checked and is_old

    @property
    def unsettled(self) -> dict[str, int]:
        """How many of each kind have to be settled, or keep the document from being published."""
        pairs = zip(self.found, self.waivers, strict=True)
        open_ = [each for each, waiver in pairs if waiver is None]
        return dict(Counter(each.kind for each in open_ if each.severity not in Finding.HARMLESS))


def outdated() -> QuerySet[Document]:
    """The documents that were never looked through by these checks, or not with success."""
    newest = DocumentCheck.objects.filter(document=OuterRef("pk")).order_by("-pk")
    failed = Finding.objects.filter(source=OuterRef("newest"), kind=NOT_CHECKED)
    columns = {name: Subquery(newest.values(name)[:1]) for name in ("pk", "version")}
    rows = Document.objects.filter(erased_at=None).annotate(
        newest=columns["pk"], newest_version=columns["version"]
    )
    is_old = Q(newest=None) | Q(newest_version__lt=pdf.CHECKS)
    return rows.filter(is_old | Exists(failed))


def look_again(document: Document) -> tuple[pdf.Finding, ...]:
    """What the checks find in the stored file. Slow, so never inside a transaction.

    A file that they cannot look through has a finding that says so: unknown is never clean. Raises
    NotLookedAt if that is not the file's fault.
    """
    try:
        with sound_on_disk(document) as path:
            return pdf.read(path, label=document.label).findings
    except pdf.Busy as busy:
        raise NotLookedAt(BUSY) from busy
    except pdf.Unreadable as unreadable:
        if isinstance(unreadable.__cause__, OSError):
            raise NotLookedAt(NO_PROCESS) from unreadable
        return (pdf.Finding.of(NOT_CHECKED),)
    except OtherBytes as fault:
        raise NotLookedAt(OTHER_BYTES) from fault
    except StorageDown as fault:
        raise NotLookedAt(GONE) from fault


def compare(document: Document, found: tuple[pdf.Finding, ...]) -> SecondLook:
    """With what was found before. A check that failed has found nothing that could be compared."""
    latest, found = document.checks.order_by("pk").last(), tuple(as_known(document, found))
    before = document.checks.exclude(findings__kind=NOT_CHECKED).order_by("pk").last()
    known = list(findings_of(before)) if before else []
    old, now = Counter(map(identity, known)), Counter(map(identity, found))
    is_checked = all(each.kind != NOT_CHECKED for each in found)
    return SecondLook(
        document,
        latest,
        before,
        found,
        tuple(waivers(known, found)),
        new=_by_kind(now - old),
        gone=_by_kind(old - now) if is_checked else {},
    )


def keep_second_look(look: SecondLook) -> DocumentCheck:
    """As a further check of the document, which is a cleaned copy of what it was before."""
    check = DocumentCheck.objects.create(
        document=look.document,
        version=pdf.CHECKS,
        repeats=look.latest,
        cleaned_from=look.before.cleaned_from if look.before else "",
    )
    keep_removed(check, taken_out(look.before) if look.before else [])
    keep_found(check, look.found, look.waivers)
    return check


def _by_kind(identities: Counter) -> dict[str, int]:
    counts = Counter()
    for (kind, *_), number in identities.items():
        counts[kind] += number
    return dict(sorted(counts.items()))
