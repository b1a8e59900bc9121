"""The content of editions, read from the database, and its digest: what an approval and an event are of."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from reviews.lib.compiled import among, compiled
from reviews.lib.dates import PartialDate
from reviews.models import (
    Action,
    Attachment,
    BoardRole,
    Edition,
    Lineage,
    Page,
    ReviewEdition,
    ReviewTheme,
    Upload,
)
from reviews.models.edition_parts import EDITION_OF, PARTS

# Bookkeeping of an edition, what is only known once it has its period, and its page, which is named by its address.
LEFT_OUT = {
    *("id", "edition_ptr", "page", "live_from", "live_until", "first_published"),
    *("draft_version", "created_at", "edited_at", "edited_by"),
}
LEFT_OUT_OF_PARTS = {"id", "edition"}
# Columns that came after the first digests were recorded. Empty, they are left out, so that what is on
# record keeps its digest.
CAME_LATER = {
    Action: {"answer", "answer_reason", "due_in_words", "completed", "verified_by"},
    Attachment: {"issued_by", "dated", "dated_as"},
    **dict.fromkeys(EDITION_OF.values(), {"version_of"}),
    ReviewEdition: {"version_of", "content_warning"},
}
# Of a row whose file is not here yet: none while it is being checked, else why it was not taken.
SENT = Upload.objects.filter(attachment=OuterRef("pk"), document=None, is_placed=False)
# Parts that name another row by something else than its key. A document's text is as long as the report.
WITH_NAMED_ROWS = {
    Attachment: Attachment.objects.select_related("document")
    .defer("document__text")
    .annotate(refusals=Subquery(SENT.order_by("-sent_at").values("refusals")[:1])),
    BoardRole: BoardRole.objects.select_related("board"),
    Lineage: Lineage.objects.select_related("document", "successor").defer(
        "document__text", "successor__text"
    ),
    ReviewTheme: ReviewTheme.objects.select_related("theme"),
}
# Most editions have rows of few kinds: which, is asked with the edition itself, so that no other table is read.
KINDS_OF_PARTS = RawSQL(  # noqa: S611 - made of the names of our own tables
    "ARRAY({})".format(
        " UNION ALL ".join(
            f"SELECT '{part._meta.model_name}' WHERE EXISTS (SELECT FROM {part._meta.db_table} AS part "  # noqa: S608
            "WHERE part.edition_id = reviews_edition.id)"
            for part in PARTS
        )
    ),
    (),
    output_field=ArrayField(CharField()),
)
# Came when there were editions already: left out where an edition has none, so that their digests stay.
LATER_PARTS = {Lineage, ReviewTheme}


@dataclass(frozen=True, eq=False)
class EditionContent:
    """An edition as it was read from the database: the row of its kind, and its parts in their order.

    Whoever asks several questions of one edition reads it once and hands this on.
    """

    row: Edition
    parts: dict[type[Model], list[Model]]

    @cached_property
    def values(self) -> dict:
        """Every field by name as JSON holds it, parts as lists of rows, documents as their SHA-256."""
        page = self.row.page
        found = _values(self.row, but=LEFT_OUT) | {"page": page.path, "kind": page.kind}
        if page.board:
            found |= {"board": page.board.name, "jurisdiction": page.board.jurisdiction}
        if self.row.carried_from and self.row.first_published:
            found["first_published"] = self.row.first_published.iso
        return found | {
            part._meta.model_name: [_values(row, but=LEFT_OUT_OF_PARTS) for row in rows]
            for part, rows in self.parts.items()
            if rows or part not in LATER_PARTS
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal, of all values: another one if one byte of them changes."""
        return sha256_of(self.values)

    @cached_property
    def field_digests(self) -> dict[str, str]:
        """The digest of each field and part by its name, to find later which of them changed."""
        return {name: sha256_of(value) for name, value in self.values.items()}

    def rewritten(self, edition: Edition) -> "EditionContent":
        """The content after columns of ``edition`` itself were written, and nothing else.

        ``edition`` has what is stored now. Parts, page and board need not be read again: the locks
        under which they were read are still held.
        """
        row = copy(self.row)
        for field in Edition._meta.concrete_fields:
            setattr(row, field.attname, getattr(edition, field.attname))
        return replace(self, row=row)


def edition_content(edition: Edition) -> EditionContent:
    """Read from the database, so that nothing is approved that only this process believes.

    Raises Edition.DoesNotExist.
    """
    found = edition_contents([edition])
    if edition.pk not in found:
        raise Edition.DoesNotExist
    return found[edition.pk]


def edition_contents(editions: Iterable[Edition]) -> dict[int, EditionContent]:
    """The content of each edition that is stored, by its primary key.

    The number of queries does not grow with the number of editions, if their pages are at hand.
    """
    keys = defaultdict(list)
    for edition in editions:
        keys[edition.page.kind].append(edition.pk)
    found = {}
    for kind, own in keys.items():
        rows = {row.pk: row for row in _rows_of(kind).instances({"keys": own})}
        parts = _parts_by_edition(rows) if kind == Page.Kind.REVIEW else {}
        found |= {key: EditionContent(row, parts.get(key, {})) for key, row in rows.items()}
    return found


@compiled
def _rows_of(kind: str) -> QuerySet:
    rows = EDITION_OF[kind].objects.select_related("page__board", "version_of")
    if kind == Page.Kind.REVIEW:
        rows = rows.annotate(kinds_of_parts=KINDS_OF_PARTS)
    return rows.filter(among("pk", "keys"))


def edition_digest(edition: Edition) -> str:
    return edition_content(edition).digest


def changed_fields(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names of the fields and parts whose digests differ."""
    return sorted(name for name in before.keys() | after if before.get(name) != after.get(name))


def sha256_of(value: object) -> str:
    """The SHA-256, in hexadecimal, of ``value`` as JSON, always written in the same way."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _parts_by_edition(editions: dict[int, Edition]) -> dict[int, dict[type[Model], list[Model]]]:
    found = {key: {part: [] for part in PARTS} for key in editions}
    for part in PARTS:
        name = part._meta.model_name
        having = [key for key, edition in editions.items() if name in edition.kinds_of_parts]
        if having:
            for row in _rows_of_part(part).instances({"keys": having}):
                found[row.edition_id][part].append(row)
    return found


@compiled
def _rows_of_part(part: type[Model]) -> QuerySet:
    return WITH_NAMED_ROWS.get(part, part.objects).filter(among("edition", "keys"))


def _values(row: Model, *, but: set[str]) -> dict:
    fields = (field for field in row._meta.concrete_fields if field.name not in but)
    found = {field.name: _plain(getattr(row, field.attname), row, field.name) for field in fields}
    empty = {name for name in CAME_LATER.get(type(row), ()) if not found[name]}
    return {name: value for name, value in found.items() if name not in empty}


def _plain(value: object, row: Model, name: str) -> object:
    if isinstance(value, PartialDate):
        return value.iso
    if name in ("document", "successor") and value:
        return getattr(row, name).sha256
    if name == "board":
        return row.board.name
    if name == "theme":
        return row.theme.slug
    return value
