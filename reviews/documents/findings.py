"""What the findings of a file mean for its publication."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from reviews import pdf
from reviews.documents.settled import findings_of, waivers
from reviews.lib.compiled import among, compiled
from reviews.models import Document, DocumentCheck, Finding, Waiver

# What would have to be settled, and is in order in a cleaned copy: damage, and fields, of which what
# they show becomes part of the page.
IMPROVED = {"repaired", "form"}
SETTLED_BY = ("waiver__by", "earlier_waiver__by")


class Outcome(StrEnum):
    """Of checking a file, the words of a list of test files."""

    ACCEPT = "accept"  # publishable with nothing to settle
    WARN = "accept-with-warning"  # staff must settle something, or cleaning takes something out
    REJECT = "reject"  # never publishable


def outcome(findings: Iterable[pdf.Finding]) -> Outcome:
    """Of the file itself: whether a telephone number may stay depends on the review, not on the file."""
    severities = {each.severity for each in findings if each.kind not in pdf.PERSONAL}
    if pdf.Severity.BLOCKS in severities:
        return Outcome.REJECT
    return (
        Outcome.WARN if severities & {pdf.Severity.SETTLE, pdf.Severity.CLEANED} else Outcome.ACCEPT
    )


@dataclass(frozen=True)
class CheckStatus:
    """How a document came through its latest check. ``blocking`` are kinds of findings."""

    is_checked: bool = False
    blocking: tuple[str, ...] = ()
    unsettled: int = 0


def statuses(documents: Iterable[int]) -> dict[int, CheckStatus]:
    """By the key of each document. One query, however many there are."""
    by_document: dict[int, dict[int, list[tuple]]] = {}
    for document, check, *finding in _checks_of().rows({"documents": list(documents)}):
        checks = by_document.setdefault(document, {})
        checks.setdefault(check or 0, []).append(tuple(finding))
    return {document: _status(checks) for document, checks in by_document.items()}


@compiled
def _checks_of() -> QuerySet:
    columns = ("pk", "checks__pk", "checks__findings__kind", "checks__findings__severity")
    waivers = ("checks__findings__waiver", "checks__findings__earlier_waiver")
    rows = Document.objects.filter(among("pk", "documents")).order_by("checks__findings__pk")
    return rows.values_list(*columns, *waivers)


def is_to_be_cleaned(findings: Iterable[pdf.Finding]) -> bool:
    """It may be published without what readers do not see."""
    found = {finding.severity for finding in findings}
    improved = any(finding.kind in IMPROVED for finding in findings)
    return pdf.Severity.BLOCKS not in found and (pdf.Severity.CLEANED in found or improved)


def as_known(document: Document, found: Iterable[pdf.Finding]) -> list[pdf.Finding]:
    """What the register knows of a document that no file can say of itself: that it read the text of a scan
    itself, in what the pages show. Then nobody has to compare the two for what is covered."""
    if not document.is_recognised:
        return list(found)
    own = pdf.RECOGNISED_HERE
    return [
        pdf.Finding.of(own, page=each.page) if each.kind == pdf.SCAN else each for each in found
    ]


def keep_check(
    document: Document,
    findings: Iterable[pdf.Finding],
    *,
    cleaned_from: str = "",
    removed: Iterable[pdf.Finding] = (),
) -> DocumentCheck:
    """Keep what a check has found; of a cleaned copy also what was taken out, without its words.

    What was settled in the document stays settled.
    """
    before, findings = document.checks.order_by("pk").last(), as_known(document, findings)
    check = DocumentCheck.objects.create(
        document=document, version=pdf.CHECKS, cleaned_from=cleaned_from
    )
    keep_removed(check, _gone(removed, findings))
    keep_found(check, findings, waivers(findings_of(before) if before else (), findings))
    return check


def keep_found(
    check: DocumentCheck, found: Iterable[pdf.Finding], settled: Iterable[Waiver | None]
) -> None:
    pairs = zip(found, settled, strict=True)
    Finding.objects.bulk_create(
        row_of(check, each, earlier_waiver=waiver) for each, waiver in pairs
    )


def keep_removed(check: DocumentCheck, gone: Iterable[tuple[str, int, str]]) -> None:
    """What was taken out: kind, page, and of hidden text why it was not seen. None of its words."""
    Finding.objects.bulk_create(
        Finding(
            document=check.document, source=check, kind=kind, page=page, why=why, severity="removed"
        )
        for kind, page, why in gone
    )


def taken_out(check: DocumentCheck) -> list[tuple[str, int, str]]:
    """What cleaning took out of the upload is as true of a further check."""
    rows = check.findings.filter(severity=Finding.Severity.REMOVED)
    return list(rows.values_list("kind", "page", "why"))


def _gone(
    removed: Iterable[pdf.Finding], left: Iterable[pdf.Finding]
) -> Iterator[tuple[str, int, str]]:
    """Hidden text place by place, and only where none is left; everything else once a page."""
    kinds, removed = {each.kind for each in left}, list(removed)
    cleaned = {
        (each.kind, each.page, "")
        for each in removed
        if each.severity == pdf.Severity.CLEANED or each.kind in IMPROVED
    }
    yield from sorted(cleaned)
    for each in removed:
        if each.kind in (pdf.TAKEN | {pdf.SCAN}) - kinds:
            yield each.kind, each.page, each.why


def row_of(check: DocumentCheck, found: pdf.Finding, **more) -> Finding:
    return Finding(
        **more,
        document=check.document,
        source=check,
        kind=found.kind,
        severity=found.severity,
        page=found.page,
        box=list(found.box),
        why=found.why,
        recovered=found.recovered,
        picture=found.picture,
    )


def keep_check_once(
    document: Document, findings: Iterable[pdf.Finding], *, cleaned_from: str = "", **removed
) -> None:
    """For each version of the checks, and for each file of which it is a cleaned copy.

    What is in the document itself, any of its checks says.
    """
    source = {"cleaned_from": cleaned_from} if cleaned_from else {}
    if not document.checks.filter(version=pdf.CHECKS, **source).exists():
        keep_check(document, findings, cleaned_from=cleaned_from, **removed)


def latest(document: Document) -> list[Finding]:
    """What the latest check of the document has found, the worst first; without the pictures."""
    check = document.checks.order_by("pk").last()
    return list(check.findings.select_related(*SETTLED_BY).defer("picture") if check else [])


@dataclass(frozen=True)
class Places:
    """How many places of a page have text that cannot be seen, for one reason."""

    page: int
    why: str
    number: int


def places(found: Iterable[Finding]) -> list[Places]:
    counts = Counter((each.page, each.why) for each in found)
    return [Places(page, why, number) for (page, why), number in sorted(counts.items())]


def earlier(document: Document) -> list[DocumentCheck]:
    """The checks before the latest, the last first, each with what it had found. Three queries at most."""
    found = Finding.objects.exclude(severity=Finding.Severity.REMOVED)
    found = found.select_related(*SETTLED_BY).defer("picture", "recovered")
    return list(document.checks.order_by("-pk").prefetch_related(Prefetch("findings", found))[1:])


def latest_of(documents: Iterable[int]) -> dict[int, list[Finding]]:
    """What the latest check of each document has found, without words and pictures. One query."""
    checks = DocumentCheck.objects.filter(document__in=list(documents))
    last = checks.order_by("document", "-pk").distinct("document").values("pk")
    rows = Finding.objects.filter(source__in=last).select_related(*SETTLED_BY)
    by_document: dict[int, list[Finding]] = {}
    for finding in rows.defer("picture", "recovered"):
        by_document.setdefault(finding.document_id, []).append(finding)
    return by_document


def _status(checks: dict[int, list[tuple]]) -> CheckStatus:
    """Of the latest of its checks; 0 is none."""
    last = max(checks)
    open_ = [(kind, severity) for kind, severity, *waivers in checks[last] if not any(waivers)]
    severities = Finding.Severity
    blocking = tuple(kind for kind, severity in open_ if severity == severities.BLOCKS)
    to_settle = {severities.SETTLE, severities.CLEANED}
    unsettled = sum(severity in to_settle for _, severity in open_)
    return CheckStatus(last > 0, blocking, unsettled)
