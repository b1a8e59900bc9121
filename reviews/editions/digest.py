"""The digest of an edition: what a signature is of, and what the ledger remembers it by."""

import hashlib
import json

from django.db.models import Model

from reviews.lib.dates import PartialDate
from reviews.models import Edition, ReviewEdition
from reviews.models.edition_parts import EDITION_OF, PARTS

# Bookkeeping of an edition, and what is only known once it has its period.
LEFT_OUT = {
    *("id", "edition_ptr", "live_from", "live_until", "first_published"),
    *("draft_version", "created_at", "edited_at", "edited_by"),
}
OF_PARTS = {"id", "edition"}  # where a row of a part stands, which says nothing


def edition_digest(edition: Edition) -> str:
    """The SHA-256, in hexadecimal, of everything that the edition says and shows.

    One byte changed in any field, part or attached file gives another digest.
    """
    return sha256_of(edition_content(edition))


def sha256_of(said: object) -> str:
    """The SHA-256, in hexadecimal, of what JSON can say, written in one way only."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def edition_content(edition: Edition) -> dict:
    """Every field by name, parts as lists in their order, documents as their SHA-256.

    Read from the database, so that nothing is signed that only this process believes.
    """
    editions = EDITION_OF[edition.page.kind].objects.select_related("page__board")
    kind_row = editions.get(pk=edition.pk)
    board = kind_row.page.board
    found = _values(kind_row, but=LEFT_OUT) | {
        "page": kind_row.page.path,
        "kind": kind_row.page.kind,
    }
    if board:
        found |= {"board": board.name, "jurisdiction": board.jurisdiction}
    if kind_row.carried_from and kind_row.first_published:
        found["first_published"] = kind_row.first_published.iso
    if isinstance(kind_row, ReviewEdition):
        found |= {part._meta.model_name: _rows(part, kind_row) for part in PARTS}
    return found


def _rows(part: type[Model], edition: ReviewEdition) -> list[dict]:
    rows = part.objects.filter(edition=edition)
    pointed = {"attachment": "document", "boardrole": "board"}.get(part._meta.model_name)
    rows = rows.select_related(pointed) if pointed else rows
    return [
        _values(row, but=OF_PARTS)
        for row in rows.order_by("position" if hasattr(part, "position") else "pk", "pk")
    ]


def _values(row: Model, *, but: set[str]) -> dict:
    fields = (field for field in row._meta.concrete_fields if field.name not in but)
    return {field.name: _plain(getattr(row, field.attname), row, field.name) for field in fields}


def _plain(value: object, row: Model, name: str) -> object:
    if isinstance(value, PartialDate):
        return value.iso
    if name == "document" and value:
        return row.document.sha256
    if name == "board":
        return row.board.name
    return value


def field_digests(said: dict) -> dict[str, str]:
    """The digest of each field and part by its name, to tell later which of them changed."""
    return {name: sha256_of(value) for name, value in said.items()}
