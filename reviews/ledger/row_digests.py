"""The digest of a row that is no part of an edition, as its event records it."""

from datetime import date

from django.db.models import Model

from reviews.editions.digest import sha256_of
from reviews.models import (
    Approval,
    Banner,
    Clearance,
    DocumentCheck,
    ErasureDecline,
    ErasureRequest,
    FormerAddress,
    Hold,
    NoteCorrection,
    Notice,
    PublicationRule,
    Release,
    Theme,
    Waiver,
    Withdrawal,
)

# By the name that an event's body has for it.
KINDS: dict[str, type[Model]] = {
    "approval": Approval,
    "withdrawal": Withdrawal,
    "correction": NoteCorrection,
    "clearance": Clearance,
    "hold": Hold,
    "release": Release,
    "notice": Notice,
    "rule": PublicationRule,
    "banner": Banner,
    "address": FormerAddress,
    "request": ErasureRequest,
    "decline": ErasureDecline,
    "waiver": Waiver,
    "check": DocumentCheck,
    "theme": Theme,
}
# Of a finding: not what it recovered, which a digest in the ledger would outlive.
OF_FINDINGS = ("kind", "severity", "page", "box", "earlier_waiver")


def event_body(row: Model) -> dict:
    """What an event's body has of ``row``: its kind with its key, and the digest of all its columns."""
    kind = next(name for name, model in KINDS.items() if isinstance(row, model))
    stored = KINDS[kind].objects.get(pk=row.pk)  # with what the database has filled in
    return {kind: row.pk, "row": digest_of(stored)}


def digest_of(row: Model) -> str:
    """The SHA-256, in hexadecimal, of every column; of a rule with its notice duties, of a check with
    what it found."""
    values = row_values(row)
    if isinstance(row, PublicationRule):
        values["duties"] = [row_values(duty) for duty in row.notice_duties.order_by("pk")]
    if isinstance(row, DocumentCheck):
        values["findings"] = list(map(list, row.findings.order_by("pk").values_list(*OF_FINDINGS)))
    return sha256_of(values)


def row_values(row: Model) -> dict:
    fields = row._meta.concrete_fields
    return {field.name: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
