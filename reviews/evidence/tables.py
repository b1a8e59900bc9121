"""Extracts of the register's rows, as CSV tables."""

from datetime import datetime

from reviews.compliance import assessment, availability
from reviews.evidence.published import BundledFile
from reviews.evidence.zip_writer import Archive
from reviews.lib import csv_export
from reviews.lib.dates import as_words
from reviews.models import (
    Approval,
    AvailabilityCheck,
    Clearance,
    Edition,
    Hold,
    Lineage,
    Notice,
    Page,
    Withdrawal,
)


def write(archive: Archive, page: Page, files: list[BundledFile], *, at: datetime) -> None:
    """Write all tables, without staff's remarks: free text that may name somebody."""
    tables = {
        "approvals": _approvals(page, at=at),
        "availability": _availability(page, at=at),
        "availability-checks": _checks(page, at=at),
        "editions": _editions(page, at=at),
        "files": _files(files),
        "documents-that-left": _lineage(page, at=at),
        "holds": _holds(page, at=at),
        "notices": _notices(page, at=at),
        "notice-duties": _duties(page, at=at),
        "returns": _returns(page, at=at),
        "withdrawals": _withdrawals(page, at=at),
        "withdrawal-notices": _withdrawal_notices(page, at=at),
    }
    for name, (header, rows) in tables.items():
        archive.add(f"tables/{name}.csv", csv_export.table(header, rows))


def _approvals(page: Page, *, at: datetime):
    rows = Approval.objects.filter(page=page, at__lte=at).select_related("by").order_by("pk")
    header = ["edition", "verdict", "digest", "by", "at"]
    return header, [
        [row.edition_number, row.get_verdict_display(), row.digest, row.by, _iso_time(row.at)]
        for row in rows
    ]


def _availability(page: Page, *, at: datetime):
    whole = availability.of_page(page, at=at)
    parts = [("the page", whole), *((f"{name}.pdf", found) for name, found in whole.documents)]
    header = [
        *("what", "first published", "minimum until", "rule", "rule verified", "days public here"),
        *("public at the time of this bundle", "gaps"),
    ]
    return header, [[name, *_availability_cells(found)] for name, found in parts]


def _availability_cells(found: availability.Availability) -> list:
    gaps = [f"{_iso_time(gap.since)}/{_iso_time(gap.until)} {gap.reason}" for gap in found.gaps]
    return [
        found.first_published and as_words(found.first_published),
        *(found.minimum_until, found.rule and found.rule.guidance),
        found.rule.is_verified if found.rule else "",
        *(found.days_public, found.is_public, "; ".join(gaps)),
    ]


def _checks(page: Page, *, at: datetime):
    rows = AvailabilityCheck.objects.filter(page=page, at__lte=at).order_by("pk")
    header = ["at", "address", "status", "size", "sha256", "available"]
    return header, (
        [_iso_time(row.at), row.address, row.status, row.size, row.sha256, row.was_available]
        for row in rows.iterator()
    )


def _editions(page: Page, *, at: datetime):
    rows = Edition.objects.begun(by=at).filter(page=page).order_by("live_from")
    header = ["edition", "live from", "live until", "first published", "carried over from"]
    return header, [
        [
            *(row.number, _iso_time(row.live_from)),
            _iso_time(row.live_until) if row.has_ended(at=at) else "",
            *(as_words(row.first_published), row.carried_from),
        ]
        for row in rows
    ]


def _files(files: list[BundledFile]):
    header = ["sha256", "size", "pages", "media type", "state", "edition", "kind", "address"]
    return header, [
        [
            *(row.document.sha256, row.document.size, row.document.pages, row.document.media_type),
            *(
                row.state,
                attachment.edition.number,
                attachment.get_kind_display(),
                attachment.get_absolute_url(),
            ),
        ]
        for row in files
        for attachment in row.shown_as
    ]


def _holds(page: Page, *, at: datetime):
    rows = Hold.objects.filter(page=page, at__lte=at).select_related("by", "release__by")
    header = ["reason", "by", "at", "released by", "released at"]
    return header, [
        [row.get_reason_display(), row.by, _iso_time(row.at), *_release(row, at=at)]
        for row in rows.order_by("pk")
    ]


def _release(hold: Hold, *, at: datetime) -> list:
    release = getattr(hold, "release", None)
    return [release.by, _iso_time(release.at)] if release and release.at <= at else ["", ""]


def _notices(page: Page, *, at: datetime):
    rows = Notice.objects.filter(page=page, recorded_at__lte=at).select_related("by").order_by("pk")
    header = ["recipient", "sent on", "recorded by", "recorded at"]
    return header, [
        [row.recipient, row.sent_on, row.by, _iso_time(row.recorded_at)] for row in rows
    ]


def _duties(page: Page, *, at: datetime):
    header = [
        *("recipient", "working days before", "duty verified", "last day in time", "sent on"),
        "timeliness",
    ]
    return header, [
        [
            *(each.duty.recipient, each.duty.working_days, each.duty.is_verified),
            *(each.latest, each.sent_on, each.timeliness),
        ]
        for each in assessment.of_review(page, at=at).notice_statuses
    ]


def _lineage(page: Page, *, at: datetime):
    rows = Lineage.objects.filter(edition__page=page, edition__live_from__lte=at)
    header = ["edition", "at", "sha256", "replaced by", "reason", "authorised by"]
    return header, [
        [
            *(row.edition.number, _iso_time(row.edition.live_from), row.document.sha256),
            *(row.successor and row.successor.sha256, row.get_reason_display(), row.authorised_by),
        ]
        for row in rows.select_related("edition", "document", "successor")
        .defer("document__text", "successor__text")
        .order_by("edition__live_from", "position", "pk")
    ]


def _withdrawals(page: Page, *, at: datetime):
    rows = Withdrawal.objects.filter(edition__page=page, edition__live_until__lte=at)
    header = ["edition", "at", "reason", "authorised by", "by"]
    return header, [
        [
            *(row.edition.number, _iso_time(row.edition.live_until), row.get_reason_display()),
            *(row.authorised_by, row.by),
        ]
        for row in rows.select_related("edition", "by").order_by("edition__live_until")
    ]


def _withdrawal_notices(page: Page, *, at: datetime):
    """What readers found at the address, from when on."""
    rows = Withdrawal.objects.filter(edition__page=page, edition__live_until__lte=at)
    rows = rows.select_related("edition", "by").order_by("edition__live_until")
    header = ["edition", "shown from", "notice to readers", "by"]
    found = []
    for row in rows.prefetch_related("corrections__by"):
        shown = [(row.edition.live_until, row.public_note, row.by)]
        shown += [(each.at, each.public_note, each.by) for each in row.corrections.all()]
        found += [
            (row.edition.number, _iso_time(when), *rest) for when, *rest in shown if when <= at
        ]
    return header, found


def _returns(page: Page, *, at: datetime):
    """Who confirmed that which edition may bring the page back after the withdrawal of which."""
    rows = Clearance.objects.filter(approval__page=page, approval__at__lte=at)
    header = ["edition", "after the withdrawal of edition", "reason of that", "cleared by", "at"]
    return header, [
        [
            *(row.approval.edition_number, row.withdrawal.edition.number),
            *(row.withdrawal.get_reason_display(), row.approval.by, _iso_time(row.approval.at)),
        ]
        for row in rows.select_related("approval__by", "withdrawal__edition").order_by("pk")
    ]


def _iso_time(at: datetime | None) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.%fZ}" if at else ""
