"""The differences between two editions: field by field, row by row, file by file."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from django.db.models import Model
from django.utils.text import capfirst

from reviews.editions.digest import EditionContent
from reviews.lib import languages
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.text_diff import Piece, pieces
from reviews.models import Attachment, Board, Lineage, Page, ReviewTheme, Theme
from reviews.models.edition_parts import EDITION_OF, PARTS
from reviews.models.partial_date import PartialDateField

# The column by which a row of a part is found again in the other edition. Actions have none.
IDENTITY = {
    "identifier": "value",
    "subject": "pseudonym",
    "boardrole": "board",
    "attachment": "slug",
}
SINGLE = {"boardresponse", "actionplan"}
# Fields of the page are the same in all its editions; position is compared as an order, documents as files.
NOT_COMPARED = {"number", "page", "kind", "board", "jurisdiction"}
# Of a first edition shown with its change note; the names of its files are beside their pictures.
BOOKKEEPING = {"change_note", "slug", "also_contains"}
NOT_A_COLUMN = {"document", "position"}
# What staff call the parts: one row, and all of them.
WORDS = {
    "identifier": ("name", "names"),
    "subject": ("person", "people whom it is about"),
    "boardrole": ("other board", "other boards"),
    "attachment": ("document", "documents"),
    "boardresponse": ("board response", "board response"),
    "actionplan": ("action plan", "action plan"),
    "action": ("action", "actions"),
    "reviewtheme": ("theme", "themes"),
}

Row = dict[str, object]


@dataclass(frozen=True)
class Difference:
    """One field that differs, in words; empty text means nothing.

    Where all is new, what stands at its default and what readers do not read is bookkeeping.
    """

    label: str
    before: str
    after: str
    pieces: list[Piece] = field(default_factory=list)
    is_bookkeeping: bool = False


@dataclass(frozen=True)
class FileDifference:
    """A file under its name in both editions; None where there is none."""

    label: str
    before: Attachment | None
    after: Attachment | None

    @property
    def is_same(self) -> bool:
        return bool(
            self.before and self.after and self.before.document_id == self.after.document_id
        )


def between(
    before: EditionContent | None, after: EditionContent
) -> tuple[list[Difference], list[FileDifference]]:
    """Every difference between the two, and all their files; with no ``before``, all is new."""
    old, new = before.values if before else {}, after.values
    parts = [part._meta.model_name for part in PARTS]
    names = [name for name in {**new, **old} if name not in {*NOT_COMPARED, *parts}]
    kind = type(after.row)
    found = [_difference(label(name), kind, name, old, new) for name in names]
    for part in PARTS:
        if part in IN_WORDS:
            found += IN_WORDS[part](before, after)
            continue
        found += _rows(part, *(values.get(part._meta.model_name, []) for values in (old, new)))
    return [row for row in found if row], _files(before, after)


def _lineage(before: EditionContent | None, after: EditionContent) -> Iterable[Difference]:
    """What the later edition states of the documents that it takes away, each as one field in words."""
    contents = [content for content in (before, after) if content]
    names = {
        row.document_id: f"{row.slug}.pdf"
        for content in contents
        for row in content.parts.get(Attachment, [])
    }
    for row in after.parts.get(Lineage, []):
        name = names.get(row.document_id, "a document")
        words = _becomes(row, names.get(row.successor_id, "another file"))
        yield Difference(f"What becomes of {name}", "", words, pieces("", words))


def _themes(before: EditionContent | None, after: EditionContent) -> Iterable[Difference]:
    """Each theme that was taken away or added, by its name of today."""
    old, new = (
        {row.theme.slug: row.theme.name for row in content.parts.get(ReviewTheme, [])}
        if content
        else {}
        for content in (before, after)
    )
    for slug in sorted(old.keys() ^ new.keys()):
        was, is_now = old.get(slug, ""), new.get(slug, "")
        yield Difference("Theme", was, is_now, pieces(was, is_now))


# Parts whose rows are not compared column by column.
IN_WORDS = {Lineage: _lineage, ReviewTheme: _themes}


def _becomes(row: Lineage, successor: str) -> str:
    if row.successor_id:
        return f"Replaced by {successor}, because: {row.get_reason_display()}"
    authorised = f"\nAuthorised by: {row.authorised_by}" if row.authorised_by else ""
    note = f"\nPublic note: {row.public_note}" if row.public_note else ""
    return f"Withdrawn, because: {row.get_reason_display()}{authorised}{note}"


def label(name: str) -> str:
    """What staff call a field or part, from its name in a digest or event: “Independent reviewer”."""
    parts = {part._meta.model_name: str(part._meta.verbose_name_plural) for part in PARTS}
    parts |= {part: words for part, (_, words) in WORDS.items()}
    kinds = [*EDITION_OF.values(), *PARTS, Page, Board, Theme]
    fields = (f for kind in kinds for f in kind._meta.get_fields() if f.name == name)
    verbose = getattr(next(fields, None), "verbose_name", name)
    words = str(parts.get(name, verbose)).replace("_", " ")
    return capfirst(words)


def _difference(name: str, kind: type[Model], column: str, *rows: Row) -> Difference | None:
    """Of one column of two rows; None when they agree."""
    raw = [row.get(column) or "" for row in rows]
    if raw[0] == raw[1]:
        return None
    old, new = (_text(kind, column, value) for value in raw)
    is_bookkeeping = not old and (column in BOOKKEEPING or _is_default(kind, column, raw[1]))
    return Difference(name, old, new, pieces(old, new), is_bookkeeping)


def _is_default(kind: type[Model], column: str, value: object) -> bool:
    return value == kind._meta.get_field(column).get_default()


def grouped(differences: list[Difference], *, is_first: bool) -> dict[str, list[Difference]]:
    """The differences to look at, and those that are bookkeeping in a first edition."""
    folded = [row for row in differences if is_first and row.is_bookkeeping]
    return {
        "content": [row for row in differences if row not in folded],
        "bookkeeping": folded,
    }


def _rows(part: type[Model], old: list[Row], new: list[Row]) -> list[Difference]:
    name = WORDS.get(part._meta.model_name, (part._meta.verbose_name,))[0].capitalize()
    pairs = _paired(part._meta.model_name, old, new)
    found = []
    for number, (before, after) in enumerate(pairs, 1):
        row = after or before
        title = f"{name} {_named(part, row, number)}".strip()
        columns = [column for column in {**after, **before} if column not in NOT_A_COLUMN]
        found += [
            _difference(
                f"{title}: {part._meta.get_field(column).verbose_name}", part, column, before, after
            )
            for column in columns
        ]
    return [row for row in [*found, *_order(part, pairs, old, new)] if row]


def _paired(part: str, old: list[Row], new: list[Row]) -> list[tuple[Row, Row]]:
    """The rows of both sides in pairs, with an empty row where one side has none."""
    if part not in IDENTITY:
        return _aligned(old, new)
    before, after = (_by_identity(part, rows) for rows in (old, new))
    keys = [*before, *(key for key in after if key not in before)]
    return [(before.get(key, {}), after.get(key, {})) for key in keys]


def _by_identity(part: str, rows: list[Row]) -> dict[tuple, Row]:
    """Attachments without a file may share a kind: they are counted, the first, the second …"""
    seen = Counter()
    found = {}
    for row in rows:
        key = row[IDENTITY[part]] or row["kind"]
        seen[key] += 1
        found[key, seen[key]] = row
    return found


def _aligned(old: list[Row], new: list[Row]) -> list[tuple[Row, Row]]:
    """Rows in their order, so that one put in between does not change all after it."""
    before, after = (
        [json.dumps(row | {"position": 0}, sort_keys=True) for row in rows] for rows in (old, new)
    )
    found = []
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        found += zip_longest(old[a:b], new[c:d], fillvalue={})
    return found


def _named(part: type[Model], row: Row, number: int) -> str:
    name = part._meta.model_name
    if name in SINGLE:
        return ""
    identity = IDENTITY.get(name)
    if identity is None:
        return str(number)
    return str(row[identity] or _text(part, "kind", row["kind"]))


def _order(
    part: type[Model], pairs: list[tuple[Row, Row]], *sides: list[Row]
) -> Iterable[Difference]:
    """That rows of both editions are in another order, which shows in none of their columns."""
    both = [pair for pair in pairs if all(pair)]
    names = [_named(part, row, number) for number, (_, row) in enumerate(both, 1)]
    rows = [[pair[side] for pair in both] for side in (0, 1)]
    orders = [_in_order(*each, names) for each in zip(rows, sides, strict=True)]
    if len(both) == len(pairs) and len(set(orders)) == 1:
        numbers = ([str(row.get("position", "")) for row in side] for side in sides)
        orders = [", ".join(side) for side in numbers]  # numbered anew, nothing else
    if len(set(orders)) < 2:
        return []
    title = (
        f"Order of the {WORDS.get(part._meta.model_name, ('', part._meta.verbose_name_plural))[1]}"
    )
    return [Difference(title, *orders, pieces(*orders))]


def _in_order(rows: list[Row], side: list[Row], names: list[str]) -> str:
    """The names of ``rows`` in the order of one edition."""
    places = [side.index(row) for row in rows]
    return ", ".join(name for _, name in sorted(zip(places, names, strict=True)))


def _files(before: EditionContent | None, after: EditionContent) -> list[FileDifference]:
    old, new = (_attachments(content) for content in (before, after))
    return [
        FileDifference(f"{name}.pdf", old.get(name), new.get(name)) for name in sorted({*old, *new})
    ]


def _attachments(content: EditionContent | None) -> dict[str, Attachment]:
    """Those with a file of the register, by its name."""
    rows = content.parts.get(Attachment, []) if content else []
    return {row.slug: row for row in rows if row.document}


def _text(kind: type[Model], column: str, value: object) -> str:
    """The value of a column in words: the label of a choice, a date written out."""
    if isinstance(value, list):
        return ", ".join(_text(kind, column, each) for each in value)
    model_field = kind._meta.get_field(column)
    model_field = getattr(model_field, "base_field", model_field)
    if isinstance(model_field, PartialDateField) and value:
        return as_words(PartialDate(str(value)))
    if column == "version_of" and value:
        return str(Page.objects.get(pk=value))
    if column == "language" and value:
        return languages.name_of(str(value))
    return str(dict(model_field.flatchoices).get(value, value))
