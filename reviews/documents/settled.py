"""Which waivers count for what a further check has found: those of the very same findings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from reviews import pdf
from reviews.models import DocumentCheck, Finding, Waiver


def findings_of(check: DocumentCheck) -> QuerySet[Finding]:
    """What it has found in the document, with how that was settled."""
    rows = check.findings.exclude(severity=Finding.Severity.REMOVED)
    return rows.select_related("waiver", "earlier_waiver").defer("picture")


def waivers(
    known: Iterable[Finding], found: Iterable[pdf.Finding], *, is_same_copy: bool = False
) -> Iterator[Waiver | None]:
    """Of each finding, and each waiver once; the database compares the two findings again.

    ``is_same_copy`` says that nothing but title and author can differ between the files, so that a finding
    without a place is the same too.
    """
    free = defaultdict(list)
    for each in known:
        if each.settlement and (is_same_copy or _is_certain(each)):
            free[identity(each)].append(each.settlement)
    for each in found:
        same = free[identity(each)]
        yield same.pop(0) if same else None


def identity(found: Finding | pdf.Finding) -> tuple:
    place = (found.page, tuple(found.box))
    return (found.kind, str(found.severity), *place, found.why, found.recovered)


def _is_certain(found: Finding) -> bool:
    """Another finding with the same identity is the same: it has a place, or words that are all there."""
    if len(found.recovered) >= pdf.LONGEST_RECOVERED:
        return False
    return bool(found.box or found.recovered)
